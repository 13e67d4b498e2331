/**
 * Answers queries: from the shards a query needs it puts a small lunr index together.
 *
 * @typedef {import("./shelf.js").Postings} Postings
 * @typedef {import("./shelf.js").Sheet} Sheet
 * @typedef {import("./tokenize.js").Part} Part
 * @typedef {object} Answer
 * @property {number[]} pages numbers of the pages found, best first
 * @property {boolean} partial no page holds the whole query; these hold a part of it
 * @property {boolean} checked every page was read, so the count is exact
 * @property {boolean} incomplete a part of the index or of the pages could not be fetched
 * @property {string[]} needles what to mark
 * @property {Part[]} parts
 */

import lunr from "./lunr.min.js";
import { openShelf } from "./shelf.js";
import { key, pieces, queryParts, terms } from "./tokenize.js";

const LONGEST_QUERY = 200; // what is longer was pasted; its beginning tells enough
const MOST_PARTS = 12;
const CHECKED_AT_MOST = 10; // pages read to see whether a phrase stands there as asked
const QUOTED_CHECKED_AT_MOST = 40;
const RANKED_AT_MOST = 1000; // by lunr; those behind keep the order of their plain sums
const FULL = 2.2; // these three as in shards.py
const STEPS = 16;
const SATURATION = 1.2;
const LENGTH_INFLUENCE = 0.75;
/** What part of the full weight each byte stands for. */
const PARTS = Float64Array.from({ length: 256 }, (_, byte) => 2 ** (-byte / STEPS));

/** @type {Map<string, Promise<Search>>} */
const opened = new Map();

/**
 * Opens the index once, however often it is asked for. A failure may be tried again.
 * @param {string} root the site's root as seen from this page: "../"
 * @returns {Promise<Search>}
 */
export async function openSearch(root) {
  const base = new URL(root, document.baseURI).href;
  if (!opened.has(base)) opened.set(base, openShelf(base).then((shelf) => new Search(shelf)));
  try {
    return await opened.get(base);
  } catch (error) {
    opened.delete(base);
    throw error;
  }
}

class Search {
  /** @param {Awaited<ReturnType<typeof openShelf>>} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    this.labels = shelf.manifest.labels;
    this.count = shelf.manifest.pages;
    this.boosts = shelf.manifest.fields;
  }

  /** For each facet and page the label's place plus one. */
  facets() {
    return this.shelf.facets();
  }

  /**
   * @param {string} query anything at all
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer>}
   */
  async ask(query, signal) {
    const text = String(query ?? "").slice(0, LONGEST_QUERY);
    let answer = await this.#answer(partsOf(text), signal);
    if ((!answer.pages.length || answer.partial) && /[^\x00-\u3006]/.test(text)) {
      // Perhaps it was typed in traditional characters. Their table is only fetched now.
      await this.shelf.traditional().catch(() => {});
      const parts = partsOf(text);
      if (parts.some(({ key }, at) => key !== answer.parts[at]?.key)) {
        answer = await this.#answer(parts, signal);
      }
    }
    return answer;
  }

  /**
   * The next pages of an answer that hold what was asked, with their words.
   * @param {Answer} answer
   * @param {Iterator<number>} pages those to show, best first; moved on
   * @param {number} count
   * @returns {Promise<Sheet[]>}
   */
  async read(answer, pages, count) {
    const found = [];
    for (let left = true; left && found.length < count; ) {
      const next = [];
      while (next.length < count - found.length) {
        const { value, done } = pages.next();
        if ((left = !done) === false) break;
        next.push(value);
      }
      const fetched = await this.shelf.sheets(next);
      const sheets = fetched.filter(Boolean);
      if (sheets.length < fetched.length) answer.incomplete = true;
      const asked = answer.partial ? [] : answer.parts.filter(({ sign }) => sign !== "-");
      found.push(...sheets.filter((sheet) => asked.every((part) => holds(sheet, part))));
    }
    return found;
  }

  /**
   * Deputies whose pinyin or initials begin as typed.
   * @param {string} typed
   * @param {number} most
   */
  async people(typed, most) {
    const letters = typed.toLowerCase().replace(/[\s'’]/g, "");
    if (!/^[a-z]{1,40}$/.test(letters)) return [];
    const people = await this.shelf.people(letters[0]);
    const begin = ({ syllables }) => {
      const initials = syllables.replace(/(\S)\S* ?/g, "$1");
      return initials.startsWith(letters) || syllables.replaceAll(" ", "").startsWith(letters);
    };
    return people.filter(begin).slice(0, most);
  }

  /** @returns {Promise<Answer>} */
  async #answer(parts, signal) {
    const wanted = parts.filter(({ sign }) => sign !== "-");
    const excluded = parts.filter(({ sign }) => sign === "-");
    const asked = [...new Set(wanted.flatMap(({ required }) => required))];
    const words = [...new Set(wanted.flatMap(({ words }) => words))];
    const others = excluded.flatMap(({ required }) => required);
    const postings = await this.shelf.postings([...new Set([...asked, ...words, ...others])]);
    signal?.throwIfAborted();

    const reached = asked.filter((term) => postings.has(term));
    const answer = {
      pages: [],
      partial: false,
      checked: true,
      incomplete: reached.length < asked.length,
      needles: wanted.map((part) => part.key),
      parts,
    };
    if (!reached.length) return answer;

    let pages = this.#holders(reached, postings, reached.length);
    pages = await this.#without(excluded, pages, postings);
    const quoted = wanted.some(({ sign }) => sign === '"');
    const isPhrase = wanted.some(({ required }) => required.length > 1);
    answer.checked = !isPhrase || pages.length <= (quoted ? QUOTED_CHECKED_AT_MOST : CHECKED_AT_MOST);
    if (isPhrase && answer.checked) {
      const sheets = await this.shelf.sheets(pages);
      pages = pages.filter((_, at) => !sheets[at] || wanted.every((part) => holds(sheets[at], part)));
    }
    if (!pages.length && !quoted) {
      // A third of the query's terms, so that one common pair is not enough.
      const tell = reached.filter((term) => term.length > 2 || !term.startsWith("·"));
      pages = this.#holders(tell, postings, Math.max(1, Math.ceil(asked.length / 3)));
      pages = await this.#without(excluded, pages, postings);
      answer.partial = pages.length > 0;
      answer.needles = tell.map((term) => key(term));
    }
    signal?.throwIfAborted();
    answer.pages = this.#ranked(pages, [...new Set([...reached, ...words])], postings);
    if (!answer.partial) await this.#namedFirst(answer, wanted, postings);
    return answer;
  }

  /** The pages, in order, that hold at least so many of the terms. */
  #holders(terms, postings, least) {
    const held = new Uint8Array(this.count); // a query has at most 200 terms
    const last = new Uint8Array(this.count);
    terms.forEach((term, at) => {
      for (const { pages } of postings.get(term)?.fields ?? []) {
        for (const page of pages) {
          if (last[page] !== at + 1) held[page] += 1;
          last[page] = at + 1;
        }
      }
    });
    const found = [];
    for (let page = 0; page < this.count; page++) {
      if (held[page] >= least) found.push(page);
    }
    return found;
  }

  /** Those pages that hold none of the parts. */
  async #without(parts, pages, postings) {
    for (const part of parts) {
      const { required } = part;
      if (!required.every((term) => postings.get(term))) continue;
      const holders = new Set(this.#holders(required, postings, required.length));
      const doubtful = pages.filter((page) => holders.has(page));
      if (required.length > 1 && doubtful.length <= QUOTED_CHECKED_AT_MOST) {
        const sheets = await this.shelf.sheets(doubtful);
        doubtful.forEach((page, at) => {
          if (sheets[at] && !holds(sheets[at], part)) holders.delete(page);
        });
      }
      pages = pages.filter((page) => !holders.has(page));
    }
    return pages;
  }

  /** Best first; among equals the newest, which has the greatest number. */
  #ranked(pages, terms, postings) {
    const inside = new Uint8Array(this.count);
    const sums = new Float32Array(this.count);
    for (const page of pages) inside[page] = 1;
    const asked = terms.filter((term) => postings.get(term));
    for (const term of asked) this.#add(postings.get(term), inside, sums);
    const order = pages.sort((a, b) => sums[b] - sums[a] || b - a);
    const best = order.slice(0, RANKED_AT_MOST);
    inside.fill(0);
    for (const page of best) inside[page] = 1;
    const weighed = asked.map((term) => ({ term, fields: this.#weights(postings.get(term), inside) }));
    const scores = this.#scores(weighed);
    const score = (page) => Math.round((scores.get(page) ?? 0) * 1000);
    best.sort((a, b) => score(b) - score(a) || b - a);
    return [...best, ...order.slice(RANKED_AT_MOST)];
  }

  /** Adds a term's weights to the sums of the chosen pages. */
  #add(posting, inside, sums) {
    posting.fields.forEach(({ pages, weights }, field) => {
      const full = this.#full(posting, field);
      for (let at = 0; at < pages.length; at++) {
        if (inside[pages[at]]) sums[pages[at]] += full * PARTS[weights[at]];
      }
    });
  }

  /** lunr's weights: for each field, those pages of the chosen ones that hold the term. */
  #weights(posting, inside) {
    return posting.fields.map(({ pages, weights }, field) => {
      const found = [];
      const full = this.#full(posting, field);
      for (let at = 0; at < pages.length; at++) {
        if (inside[pages[at]]) found.push([pages[at], full * PARTS[weights[at]]]);
      }
      return found;
    });
  }

  /** What a term weighs in a field that holds nothing else. */
  #full({ count }, field) {
    const rarity = Math.log(1 + Math.abs((this.count - count + 0.5) / (count + 0.5)));
    return rarity * FULL * this.boosts[field][1];
  }

  /** What lunr says of these pages. */
  #scores(weighed) {
    const nothing = {};
    const vectors = {};
    const inverted = Object.create(null);
    weighed.forEach(({ term, fields }, number) => {
      const entry = (inverted[term] = { _index: number });
      fields.forEach((found, field) => {
        const name = this.boosts[field][0];
        const refs = (entry[name] = {});
        for (const [page, weight] of found) {
          refs[page] = nothing;
          (vectors[`${name}/${page}`] ??= []).push(number, weight);
        }
      });
    });
    const index = new lunr.Index({
      fields: this.boosts.map(([name]) => name),
      fieldVectors: Object.fromEntries(
        Object.entries(vectors).map(([ref, elements]) => [ref, new lunr.Vector(elements)]),
      ),
      invertedIndex: inverted,
      tokenSet: { intersect: (asked) => ({ toArray: () => [spelled(asked)] }) },
      pipeline: new lunr.Pipeline(),
    });
    const matches = index.query((query) => {
      for (const { term } of weighed) query.term(term, { usePipeline: false });
    });
    return new Map(matches.map(({ ref, score }) => [Number(ref), score]));
  }

  /**
   * Puts the pages of that very name first. A title of no other words has just so many terms, and
   * a weight tells the length of its title: only pages with that weight need to be looked at.
   */
  async #namedFirst(answer, wanted, postings) {
    const wish = wanted.map((part) => part.key).join(" ");
    const words = wanted.map((part) => part.key);
    const length = words.reduce((sum, text) => sum + terms(text).length + pieces(text).length, 0);
    const mean = this.shelf.manifest.averages[0];
    const damping = SATURATION * (1 - LENGTH_INFLUENCE + (LENGTH_INFLUENCE * length) / mean);
    const alone = Math.round(STEPS * Math.log2(damping + 1));
    const titles = wanted
      .flatMap(({ required }) => required)
      .map((term) => postings.get(term)?.fields[0]);
    if (!titles.length || titles.some((title) => !title?.pages.length)) return;
    const fits = new Map();
    for (const { pages, weights } of titles) {
      pages.forEach((page, at) => {
        if (weights[at] <= alone) fits.set(page, (fits.get(page) ?? 0) + 1);
      });
    }
    const likely = answer.pages.filter((page) => fits.get(page) === titles.length).slice(0, 20);
    const sheets = await this.shelf.sheets(likely);
    const named = new Set(likely.filter((_, at) => sheets[at] && key(sheets[at].title) === wish));
    answer.pages = [...named, ...answer.pages.filter((page) => !named.has(page))];
  }
}

function partsOf(text) {
  return queryParts(text).slice(0, MOST_PARTS);
}

/** Whether a page holds a part's words side by side. What was not fetched gets the benefit. */
function holds({ title, names, body }, { key: wanted, required }) {
  if (required.length === 1 || (!names && !body)) return true;
  return [title, names, body].some((text) => key(text).includes(wanted));
}

/** Reads a term back from the chain of nodes into which lunr turns it. */
function spelled(node) {
  let term = "";
  for (let [edge] = Object.keys(node.edges); edge !== undefined; [edge] = Object.keys(node.edges)) {
    term += edge;
    node = node.edges[edge];
  }
  return term;
}
