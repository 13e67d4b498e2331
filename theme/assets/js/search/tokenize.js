/**
 * Cuts a query into search terms exactly as scripts/huiyin/search/tokenize.py cut the pages.
 * Both follow tests/search/token_cases.json; the reasons for the rules stand in the Python file.
 */

const CJK = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const WORD = "0-9a-z\\u00df-\\u00f6\\u00f8-\\u02af";
const NAME_DOT = "\\u00b7";
const PIECE = "\u00b7"; // how a piece begins
const BLANK = "\\t-\\r \\u00a0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const INVISIBLE =
  "\\u00ad\\u0300-\\u036f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
  "\\ufe00-\\ufe0f\\ufeff\\u{e0100}-\\u{e01ef}";
const FINISHED_BLOCKS =
  "\\u0000-\\u02ff\\u1e00-\\u1eff\\u2000-\\u218f\\u2460-\\u24ff\\u2e80-\\u2fdf\\u3000-\\u30ff" +
  "\\u3190-\\u319f\\u3200-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufb00-\\ufb06\\uff00-\\uffef" +
  "\\u{1d400}-\\u{1d7ff}\\u{1f100}-\\u{1f2ff}\\u{20000}-\\u{323af}";

const invisible = new RegExp(`[${INVISIBLE}]`, "gu");
const QUOTES = '"“”„‟«»「」『』＂';

const finished = new RegExp(`[${FINISHED_BLOCKS}]`, "u");
const nameDot = /\u00b7/g;
const likeANameDot = /[\u2022\u2027\u30fb]/g;
const separator = new RegExp(`[^${CJK}${WORD}${NAME_DOT}]`, "gu");
const run = `[${CJK}](?:${NAME_DOT}?[${CJK}])*|[${WORD}]+`;
const runPattern = new RegExp(run, "gu");
const stretchPattern = new RegExp(`(?:${run})+`, "gu");
const partPattern = new RegExp(
  `([-－−]?)(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]|([^${BLANK}${QUOTES}]+))`, "gu",
);

/**
 * @typedef {object} Part
 * @property {"+" | "-" | '"'} sign asked for, excluded, or quoted
 * @property {string} key as it stands in the key of a text that holds it
 * @property {string[]} required terms and pieces of every page that holds it
 * @property {string[]} words Latin words, which rank whole words before pieces
 */

/**
 * The terms of a text in order of occurrence, duplicates kept.
 * @param {string} text
 * @returns {string[]}
 */
export function terms(text) {
  return runs(text).flatMap(termsOfRun);
}

/**
 * The pieces of a text, marked as such, duplicates kept.
 * @param {string} text
 * @returns {string[]}
 */
export function pieces(text) {
  return stretches(text).flatMap((chars) => [
    ...chars.map((char) => PIECE + char),
    ...pairs(chars).filter((pair) => pair.startsWith(PIECE)),
  ]);
}

/**
 * The parts of a query. Blanks separate them, quotation marks keep blanks together, a leading
 * minus excludes.
 * @param {string} text
 * @returns {Part[]} parts without any term, such as "~", are left out
 */
export function queryParts(text) {
  const found = [...text.matchAll(partPattern)].map(([, minus, exact, plain]) => {
    const words = exact ?? plain;
    const alone = (chars) => (chars.length > 1 ? pairs(chars) : [PIECE + chars[0]]);
    return {
      sign: minus ? "-" : exact === undefined ? "+" : '"',
      key: key(words),
      required: [...new Set(stretches(words).flatMap(alone))],
      words: terms(words).filter((term) => !isCjk(term)),
    };
  });
  return found.filter(({ required }) => required.length > 0);
}

/**
 * Learns which traditional characters are which simplified ones.
 * @param {string[]} couples two characters each, the traditional one first
 */
export function learn(couples) {
  for (const [traditional, simplified] of couples) folds.set(traditional, simplified);
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

function runs(text) {
  return (folded(text).match(runPattern) ?? []).map((run) => run.replace(nameDot, ""));
}

/** Characters that stand together, Chinese or Latin. */
function stretches(text) {
  const found = folded(text).match(stretchPattern) ?? [];
  return found.map((stretch) => [...stretch.replace(nameDot, "")]);
}

/** Every two neighbours: as a term when both are Chinese, else as a piece. */
function pairs(chars) {
  return chars.slice(1).map((char, at) => {
    const pair = chars[at] + char;
    return isCjk(chars[at]) && isCjk(char) ? pair : PIECE + pair;
  });
}

function folded(text) {
  let folded = "";
  for (const char of text) folded += foldOf(char);
  return folded;
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
  // What a compatibility character stands for may itself be traditional.
  const known = plain === char ? plain : [...plain].map((one) => folds.get(one) ?? one).join("");
  return known.replace(likeANameDot, "\u00b7").replace(separator, " ");
}
