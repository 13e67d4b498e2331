/**
 * Cuts a query into search terms exactly as scripts/huiyin/search/tokenize.py cut the pages.
 * Both follow tests/search/token_cases.json; the reasons for the rules stand in the Python file.
 */

const CJK = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const WORD = "0-9a-z\\u00df-\\u00f6\\u00f8-\\u02af";
const NAME_DOT = "\\u00b7";
const BLANK = "\\t-\\r \\u00a0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const INVISIBLE =
  "\\u00ad\\u0300-\\u036f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
  "\\ufe00-\\ufe0f\\ufeff\\u{e0100}-\\u{e01ef}";
const FINISHED_BLOCKS =
  "\\u0000-\\u02ff\\u1e00-\\u1eff\\u2000-\\u218f\\u2460-\\u24ff\\u2e80-\\u2fdf\\u3000-\\u30ff" +
  "\\u3190-\\u319f\\u3200-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufb00-\\ufb06\\uff00-\\uffef" +
  "\\u{1d400}-\\u{1d7ff}\\u{1f100}-\\u{1f2ff}\\u{20000}-\\u{323af}";

const invisible = new RegExp(`[${INVISIBLE}]`, "gu");
const finished = new RegExp(`[${FINISHED_BLOCKS}]`, "u");
const nameDot = /\u00b7/g;
const likeANameDot = /[\u2022\u2027\u30fb]/g;
const separator = new RegExp(`[^${CJK}${WORD}${NAME_DOT}]`, "gu");
const blanks = new RegExp(`[${BLANK}]+`, "u");
const runPattern = new RegExp(`[${CJK}](?:${NAME_DOT}?[${CJK}])*|[${WORD}]+`, "gu");

/**
 * The terms of a text in order of occurrence, duplicates kept.
 * @param {string} text
 * @returns {string[]}
 */
export function terms(text) {
  return runs(text).flatMap(termsOfRun);
}

/**
 * The parts of a query. Blanks separate them; all are asked for; the terms of one stand together.
 * @param {string} text
 * @returns {{key: string, terms: string[]}[]} parts without any term, such as "~", are left out
 */
export function queryParts(text) {
  const found = text.split(blanks).map(runs).filter((part) => part.length > 0);
  return found.map((part) => ({ key: part.join(" "), terms: part.flatMap(termsOfRun) }));
}

/**
 * The text as a query compares it: folded runs with one blank between. A part of a query stands
 * in a text when the part's key stands in the text's.
 * @param {string} text
 * @returns {string}
 */
export function key(text) {
  return runs(text).join(" ");
}

/**
 * The key, and for each of its UTF-16 units where it came from.
 * @param {string} text
 * @returns {{key: string, starts: number[], ends: number[]}} places in the text
 */
export function keyWithPlaces(text) {
  const whole = { key: "", starts: [], ends: [] };
  let at = 0;
  for (const char of text) {
    const start = at;
    const folded = foldOf(char);
    at += char.length;
    whole.key += folded;
    for (let unit = 0; unit < folded.length; unit++) {
      whole.starts.push(start);
      whole.ends.push(at);
    }
    if (!folded && whole.ends.length) whole.ends[whole.ends.length - 1] = at; // a lone accent
  }

  const kept = { key: "", starts: [], ends: [] };
  for (const { 0: run, index } of whole.key.matchAll(runPattern)) {
    if (kept.key) keep(" ", index);
    for (let unit = 0; unit < run.length; unit++) {
      if (run[unit] !== "\u00b7") keep(run[unit], index + unit);
    }
  }
  return kept;

  function keep(unit, place) {
    kept.key += unit;
    kept.starts.push(whole.starts[place]);
    kept.ends.push(whole.ends[place]);
  }
}

/**
 * Whether a term may be a piece of a longer one: a word, or a character without its neighbour.
 * @param {string} term
 * @returns {boolean}
 */
export function isLoose(term) {
  return !isCjk(term) || [...term].length === 1;
}

function runs(text) {
  let folded = "";
  for (const char of text) folded += foldOf(char);
  return (folded.match(runPattern) ?? []).map((run) => run.replace(nameDot, ""));
}

function termsOfRun(run) {
  const chars = [...run];
  if (chars.length === 1 || !isCjk(run)) return [run];
  return chars.slice(1).map((char, at) => chars[at] + char);
}

function isCjk(run) {
  return run >= "\u3007";
}

/** @type {Map<string, string>} */
const folds = new Map();

function foldOf(char) {
  let folded = folds.get(char);
  if (folded === undefined) folds.set(char, (folded = fold(char)));
  return folded;
}

function fold(char) {
  if (char.replace(invisible, "") === "") return "";
  if (!finished.test(char)) return " ";
  const plain = char.normalize("NFKD").toLowerCase().replace(invisible, "");
  return plain.replace(likeANameDot, "\u00b7").replace(separator, " ");
}
