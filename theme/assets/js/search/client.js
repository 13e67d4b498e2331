/**
 * Answers queries from the index that scripts/huiyin/search/index.py wrote.
 *
 * @typedef {{text: string, mark: boolean}} Piece
 * @typedef {{url: string, title: string, kind: string, date: string,
 *            snippet: Piece[], titleParts: Piece[]}} Result
 * @typedef {{total: number, partial: boolean, results: Result[]}} Answer
 * @typedef {{url: string, kind: string, title: string, date: string,
 *            names: string, body: string}} SearchDocument
 */

import { isLoose, key, keyWithPlaces, queryParts } from "./tokenize.js";

const FIELDS = ["title", "names", "body"];
const LONGEST_QUERY = 200; // what is longer was pasted; its beginning tells enough
const MOST_PARTS = 12;
const SNIPPET_LENGTH = 96;
const SNIPPET_LEAD = 24;

/** @type {Map<string, Promise<{search: (query: string) => Answer}>>} */
const opened = new Map();

/**
 * Loads the index once, however often it is asked for. A failure may be tried again.
 * @param {string} root the site's root as seen from this page: "../"
 * @returns {Promise<{search: (query: string) => Answer}>}
 */
export async function openIndex(root) {
  const base = new URL(root, document.baseURI).href;
  if (!opened.has(base)) opened.set(base, load(base));
  try {
    return await opened.get(base);
  } catch (error) {
    opened.delete(base);
    throw error;
  }
}

async function load(base) {
  const [serialised, documents] = await Promise.all([
    json(new URL("search/index.json", base)),
    json(new URL("search/documents.json", base)),
    script(new URL("assets/js/search/lunr.js", base)),
  ]);
  const index = lunrIndex(serialised);
  return { search: (query) => answer(index, documents, String(query ?? "")) };
}

async function json(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  return response.json();
}

/** lunr.js is not a module, so it is loaded as a classic script. */
function script(url) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = url.href;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${url.pathname} did not load`));
    document.head.append(element);
  });
}

/**
 * As lunr.Index.load, but with our own set of terms. lunr's set confuses terms with digits
 * (olivernn/lunr.js#503: a node's name joins characters and numbers without a separator), so that
 * 0017 may not be found and a query may throw; ours is also ready sooner.
 */
function lunrIndex({ fields, fieldVectors, invertedIndex }) {
  const lunr = window.lunr;
  const postings = Object.assign(Object.create(null), Object.fromEntries(invertedIndex));
  const all = invertedIndex.map(([term]) => term);
  const matching = ({ leading, term, trailing }) => {
    if (leading && trailing) return all.filter((one) => one.includes(term));
    if (leading) return all.filter((one) => one.endsWith(term));
    if (trailing) return all.filter((one) => one.startsWith(term));
    return term in postings ? [term] : [];
  };
  return new lunr.Index({
    fields,
    fieldVectors: Object.fromEntries(
      fieldVectors.map(([ref, elements]) => [ref, new lunr.Vector(elements)]),
    ),
    invertedIndex: postings,
    tokenSet: { intersect: (asked) => ({ toArray: () => matching(pattern(asked)) }) },
    pipeline: new lunr.Pipeline(),
  });
}

/** Reads `*term*` back from the chain of nodes into which lunr turns a query's term. */
function pattern(node) {
  const leading = "*" in node.edges;
  let term = "";
  for (;;) {
    const next = Object.keys(node.edges).find((edge) => edge !== "*");
    if (next === undefined) return { leading, term, trailing: "*" in node.edges };
    term += next;
    node = node.edges[next];
  }
}

/** @returns {Answer} */
function answer(index, documents, query) {
  const parts = queryParts(query.slice(0, LONGEST_QUERY)).slice(0, MOST_PARTS);
  if (!parts.length) return { total: 0, partial: false, results: [] };
  const whole = matchesOfAll(index, documents, parts);
  const found = whole.length ? whole : matchesOfSome(index, documents, parts);
  const partial = found !== whole && found.length > 0;
  const needles = partial ? parts.flatMap((part) => part.terms) : parts.map((part) => part.key);
  const results = inOrder(found, parts).map(({ page }) => result(page, [...new Set(needles)]));
  return { total: results.length, partial, results };
}

function matchesOfAll(index, documents, parts) {
  return ask(index, documents, parts, window.lunr.Query.presence.REQUIRED).filter(({ page }) =>
    parts.every((part) => part.terms.length === 1 || holds(page, part)),
  );
}

/** Documents with at least a third of the query's terms, so that one common pair is not enough. */
function matchesOfSome(index, documents, parts) {
  const asked = [...new Set(parts.flatMap((part) => part.terms))];
  const enough = Math.ceil(asked.length / 3);
  return ask(index, documents, parts, window.lunr.Query.presence.OPTIONAL).filter(({ terms }) => {
    const met = asked.filter((term) => terms.some((one) => one.includes(term)));
    return met.length >= enough;
  });
}

function ask(index, documents, parts, presence) {
  const matches = index.query((query) => {
    for (const part of parts) {
      part.terms.forEach((term, at) => {
        const wildcard = wildcardOf(term, at === 0, at === part.terms.length - 1);
        query.term(term, { presence, wildcard, usePipeline: false });
      });
    }
  });
  return matches.map(({ ref, score, matchData }) => ({
    page: documents[ref],
    place: Number(ref),
    score,
    terms: Object.keys(matchData.metadata),
  }));
}

/** At the ends of a part a word or a lone character may be cut off from a longer term. */
function wildcardOf(term, isFirst, isLast) {
  const { NONE, LEADING, TRAILING } = window.lunr.Query.wildcard;
  if (!isLoose(term)) return NONE;
  return (isFirst ? LEADING : NONE) | (isLast ? TRAILING : NONE);
}

function holds(page, part) {
  return keysOf(page).some((one) => one.includes(part.key));
}

/** @type {WeakMap<SearchDocument, string[]>} */
const knownKeys = new WeakMap();

function keysOf(page) {
  let keys = knownKeys.get(page);
  if (!keys) knownKeys.set(page, (keys = FIELDS.map((field) => key(page[field]))));
  return keys;
}

function inOrder(matches, parts) {
  const wanted = parts.map((part) => part.key).join(" ");
  for (const match of matches) {
    const { title, names } = match.page;
    match.isNamed = [title, ...names.split(" ")].some((name) => key(name) === wanted);
  }
  return matches.sort(
    (a, b) =>
      b.isNamed - a.isNamed ||
      b.score - a.score ||
      (a.page.date === b.page.date ? a.place - b.place : a.page.date < b.page.date ? 1 : -1),
  );
}

/**
 * Snippet and title are cut when they are read: of a thousand results a reader sees twenty.
 * @returns {Result}
 */
function result({ url, title, kind, date, body }, needles) {
  return {
    url,
    title,
    kind,
    date,
    get snippet() {
      return snippetOf(body, needles);
    },
    get titleParts() {
      return pieces(title, occurrences(title, needles), 0, title.length);
    },
  };
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

function snippetOf(body, needles) {
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
