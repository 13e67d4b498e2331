/**
 * Cuts a text where the words of a query begin and end. What comes out are plain words; whoever
 * shows them makes text nodes of them.
 *
 * @typedef {{text: string, mark: boolean}} Piece
 */

import { keyWithPlaces } from "./tokenize.js";

const SNIPPET_LENGTH = 96;
const SNIPPET_LEAD = 24;

/**
 * A text with the words marked.
 * @param {string} text
 * @param {string[]} needles as keys
 * @returns {Piece[]}
 */
export function marked(text, needles) {
  return pieces(text, occurrences(text, needles), 0, text.length);
}

function occurrences(text, needles) {
  const { key: folded, starts, ends } = keyWithPlaces(text);
  const found = [];
  needles.forEach((needle, number) => {
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) {
      found.push({ number, start: starts[at], end: ends[at + needle.length - 1] });
    }
  });
  return found.sort((a, b) => a.start - b.start);
}

/**
 * The place in a text where most of the needles stand together, with marks.
 * @param {string} body
 * @param {string[]} needles as keys
 * @returns {Piece[]}
 */
export function snippetOf(body, needles) {
  const found = occurrences(body, needles);
  const first = found.length ? busiest(found).start : 0;
  const lead = body.slice(Math.max(0, first - SNIPPET_LEAD), first);
  const sentence = lead.search(/[^。！？；\n]*$/);
  const start = wholeCharacter(body, first - lead.length + sentence);
  const end = wholeCharacter(body, Math.min(body.length, start + SNIPPET_LENGTH));
  const shown = pieces(body, found, start, end);
  if (start > 0 && sentence === 0) shown.unshift({ text: "…", mark: false });
  if (end < body.length) shown.push({ text: "…", mark: false });
  return shown;
}

/** The occurrence after which the most different words follow within a snippet. */
function busiest(found) {
  let best = found[0];
  let most = 0;
  found.forEach((one, at) => {
    const near = new Set();
    const reach = one.start + SNIPPET_LENGTH - SNIPPET_LEAD;
    for (let next = at; next < found.length && found[next].end <= reach; next++) {
      near.add(found[next].number);
    }
    if (near.size > most) [best, most] = [one, near.size];
  });
  return best;
}

/** A place that does not cut a character of two units in half. */
function wholeCharacter(text, at) {
  return at > 0 && text.codePointAt(at - 1) > 0xffff ? at - 1 : at;
}

/** @returns {Piece[]} the text from `start` to `end`, cut where a mark begins or ends */
function pieces(text, found, start, end) {
  const cut = [];
  let at = start;
  for (const one of found) {
    upTo(Math.min(one.start, end), false);
    upTo(Math.min(one.end, end), true);
  }
  upTo(end, false);
  return cut;

  function upTo(to, mark) {
    if (to <= at) return;
    const last = cut[cut.length - 1];
    if (last?.mark === mark) last.text += text.slice(at, to);
    else cut.push({ text: text.slice(at, to), mark });
    at = to;
  }
}
