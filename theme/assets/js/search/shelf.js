/**
 * Fetches the files that scripts/huiyin/search/ wrote, each once, and reads them.
 *
 * @typedef {{pages: Uint32Array, weights: Uint8Array}} FieldPostings
 * @typedef {{fields: FieldPostings[], count: number}} Postings pages of each field, and how many
 * @typedef {{page: number, url: string, title: string, date: string, kind: string,
 *            names: string, body: string}} Sheet what a result shows
 * @typedef {{name: string, syllables: string, place: string, url: string}} Person
 */

import { learn } from "./tokenize.js";

const HASH = 6; // characters
const utf8 = new TextDecoder();

/** @param {string} root the site's root as an absolute address */
export async function openShelf(root) {
  const folder = new URL("search/", root);
  const known = new Map();
  const manifest = await (await answer("manifest.json", { cache: "no-cache" })).json();
  const { fields } = manifest;
  const shardCount = manifest.terms.length / HASH;
  learn(couples(manifest.folds));

  return { manifest, postings, facets, sheets, people, traditional };

  async function answer(path, options) {
    const response = await fetch(new URL(path, folder), options);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  }

  /** Fetches a file once. A failure may be tried again. */
  function file(path, read) {
    if (!known.has(path)) {
      const reading = answer(path).then(read);
      reading.catch(() => known.delete(path));
      known.set(path, reading);
    }
    return known.get(path);
  }

  /**
   * @param {string[]} terms
   * @returns {Promise<Map<string, Postings | undefined>>} a term nobody holds has none; a term
   *     whose shard could not be fetched is not in the map
   */
  async function postings(terms) {
    const found = new Map();
    await Promise.all(
      terms.map(async (term) => {
        const number = shardOf(term, shardCount);
        const path = `terms/${number}.${nameIn(manifest.terms, number)}.bin`;
        const shard = await file(path, readShard).catch(() => null);
        if (shard) found.set(term, shard(term));
      }),
    );
    return found;
  }

  async function readShard(response) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    let at = 0;
    const entries = [];
    for (let left = varint(); left > 0; left--) {
      const length = varint();
      const term = utf8.decode(bytes.subarray(at, (at += length)));
      entries.push([term, varint()]);
    }
    const places = new Map();
    for (const [term, length] of entries) {
      places.set(term, at);
      at += length;
    }
    return (term) => {
      if (!places.has(term)) return undefined;
      at = places.get(term);
      let count = 0;
      const read = fields.map(() => {
        const pages = new Uint32Array(varint());
        let page = -1;
        for (let n = 0; n < pages.length; n++) pages[n] = page += varint();
        count += pages.length;
        return { pages, weights: bytes.subarray(at, (at += pages.length)) };
      });
      return { fields: read, count };
    };

    function varint() {
      let number = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        number |= (byte & 127) << shift;
        if (byte < 128) return number;
      }
    }
  }

  /** @returns {Promise<Record<string, Uint8Array>>} for each page the label's place plus one */
  function facets() {
    return file(`facets.${manifest.facets}.bin`, async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer());
      const names = ["kind", "year", "topic", "outcome"];
      const column = (at) => bytes.subarray(at * manifest.pages, (at + 1) * manifest.pages);
      return Object.fromEntries(names.map((name, at) => [name, column(at)]));
    });
  }

  /**
   * @param {number[]} pages
   * @returns {Promise<(Sheet | null)[]>} null for what could not be fetched
   */
  function sheets(pages) {
    return Promise.all(pages.map((page) => sheet(page).catch(() => null)));
  }

  async function sheet(page) {
    const folder = Math.floor(page / manifest.folder);
    const place = page % manifest.folder;
    const number = Math.floor(place / manifest.together);
    const path = `pages/${folder}.${nameIn(manifest.folders, folder)}/${number}.json`;
    const pages = await file(path, (response) => response.json());
    const [title, names, body, url, date, kind] = pages[place % manifest.together];
    return { page, url, title, date, kind, names, body };
  }

  /**
   * @param {string} letter
   * @returns {Promise<Person[]>} in order of pinyin
   */
  async function people(letter) {
    const name = Object.hasOwn(manifest.people, letter) ? manifest.people[letter] : "";
    if (!name) return [];
    const found = await file(`people/${letter}.${name}.json`, (response) => response.json());
    return found.map(([name, syllables, place, url]) => ({ name, syllables, place, url }));
  }

  /** Learns all traditional characters. */
  function traditional() {
    return file(`traditional.${manifest.traditional}.txt`, async (response) => {
      learn((await response.text()).split("\n").filter(Boolean));
    });
  }
}

function nameIn(names, number) {
  return names.slice(number * HASH, (number + 1) * HASH);
}

function couples(text) {
  return text.match(/../gu) ?? [];
}

/** As shards.py has it: FNV-1a over UTF-16 units, stirred once more, scaled to the count. */
function shardOf(term, count) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) {
    hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return Math.floor(((hash >>> 0) * count) / 0x100000000);
}
