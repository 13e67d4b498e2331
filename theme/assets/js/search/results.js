/**
 * The search page: asks while the reader types, shows what was found, keeps it in the address.
 * Works on <div data-module="search-page" data-root="../"> with a form (input "q"), a status line
 * [data-search-status], the kinds to choose from [data-search-kinds], a fieldset of selects
 * [data-search-filters] named by facet, a list [data-search-results], a button [data-search-more].
 */

import { openSearch } from "./client.js";
import { marked, snippetOf } from "./snippet.js";

/**
 * @typedef {import("./client.js").Answer} Answer
 * @typedef {import("./shelf.js").Sheet} Sheet
 * @typedef {import("./snippet.js").Piece} Piece
 */

const PAUSE_MS = 150;
const AT_A_TIME = 10;
const LONGEST_ECHO = 20;
const FACETS = ["kind", "year", "topic", "outcome"];

const OPENING = "正在查找…";
const FAILED = "搜索暂时没能打开。请稍后再试，或者从栏目里找。";
const CUT_OFF = "网络不通，只列出看过的内容，可能不全。";

/** @param {HTMLElement} element */
export function start(element) {
  const root = element.dataset.root ?? "./";
  const form = element.querySelector("form");
  const input = form.elements.namedItem("q");
  const part = (name) => element.querySelector(`[data-search-${name}]`);
  const [status, kinds, filters, list, more] =
    ["status", "kinds", "filters", "results", "more"].map(part);
  const selects = [...filters.querySelectorAll("select")];

  /** @type {{answer: Answer, query: string, facets: Record<string, Uint8Array>} | null} */
  let found = null;
  let chosen = {};
  let waiting = [][Symbol.iterator]();
  let stopped = new AbortController();
  let timer = 0;

  // Typing in an input method is not a query yet: its letters are on their way to characters.
  input.addEventListener("input", (event) => event.isComposing || askSoon());
  input.addEventListener("compositionend", askSoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  kinds.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    await choose("kind", button.value);
    kinds.querySelector("[aria-pressed=true]")?.focus();
  });
  filters.addEventListener("change", ({ target }) => choose(target.name, target.value));
  more.addEventListener("click", async () => {
    const next = list.children.length;
    await showMore();
    list.children[next]?.querySelector("a").focus();
  });
  element.addEventListener("keydown", walk);
  window.addEventListener("popstate", restore);
  restore();

  function restore() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    chosen = Object.fromEntries(FACETS.map((facet) => [facet, asked.get(facet) ?? ""]));
    ask();
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  }

  async function ask() {
    clearTimeout(timer);
    stopped.abort();
    const { signal } = (stopped = new AbortController());
    const query = input.value.trim();
    keepInAddress();
    element.toggleAttribute("data-asked", query !== "");
    try {
      if (query) {
        say(status.textContent || OPENING);
        const search = await openSearch(root);
        const facets = search.facets().catch(() => null); // on their way while the answer is made
        const answer = await search.ask(query, signal);
        found = { search, answer, query, facets: await facets };
      } else {
        found = null;
      }
      if (!signal.aborted) await show();
    } catch (error) {
      if (signal.aborted) return; // the reader has typed on
      console.error(error);
      say(FAILED);
    }
  }

  function choose(facet, label) {
    chosen[facet] = label;
    keepInAddress();
    return show();
  }

  function keepInAddress() {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries({ q: input.value.trim(), ...chosen })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  async function show() {
    const { signal } = stopped;
    if (!found) {
      say("");
      list.replaceChildren();
      more.hidden = true;
      element.removeAttribute("data-empty");
      return;
    }
    const { answer, search } = found;
    const kept = answer.pages.filter((page) => FACETS.every((facet) => fits(page, facet)));
    const mine = (waiting = kept[Symbol.iterator]());
    const items = await nextItems();
    if (signal.aborted || waiting !== mine) return;
    element.toggleAttribute("data-empty", !answer.pages.length);
    kinds.replaceChildren(...kindButtons(search.labels.kind));
    for (const select of selects) fill(select, search.labels[select.name]);
    list.replaceChildren(...items);
    more.hidden = kept.length <= AT_A_TIME;
    say(summary(kept.length, items.length));
  }

  async function showMore() {
    const items = await nextItems();
    list.append(...items);
    more.hidden = items.length < AT_A_TIME;
  }

  async function nextItems() {
    const { answer, search } = found;
    const sheets = await search.read(answer, waiting, AT_A_TIME);
    return sheets.map((sheet) => item(sheet, answer.needles, root));
  }

  function fits(page, facet) {
    const { facets, search } = found;
    if (!chosen[facet] || !facets) return true;
    return search.labels[facet][facets[facet][page] - 1] === chosen[facet];
  }

  /** Label → how many pages there are, given what is chosen of the other facets. */
  function counts(facet, labels) {
    const { answer, facets } = found;
    const others = FACETS.filter((one) => one !== facet);
    const tally = new Map(labels.map((label) => [label, 0]));
    let all = 0;
    for (const page of facets ? answer.pages : []) {
      if (!others.every((one) => fits(page, one))) continue;
      all += 1;
      const label = labels[facets[facet][page] - 1];
      if (label) tally.set(label, tally.get(label) + 1);
    }
    return { all, tally: [...tally].filter(([label, n]) => n || label === chosen[facet]) };
  }

  function kindButtons(labels) {
    const { all, tally } = counts("kind", labels);
    return [["", all], ...tally].map(([value, count]) => {
      const textContent = `${value || "全部"} ${count}`;
      const button = make("button", { type: "button", textContent, value });
      button.setAttribute("aria-pressed", String(value === chosen.kind));
      return make("li", {}, button);
    });
  }

  function fill(select, labels) {
    const { tally } = counts(select.name, labels);
    const newestFirst = select.name === "year" ? tally.reverse() : tally;
    const option = (value, textContent) => make("option", { value, textContent });
    const choices = newestFirst.map(([label, count]) => option(label, `${label}（${count}）`));
    select.replaceChildren(option("", "不限"), ...choices);
    select.value = chosen[select.name];
    select.disabled = !choices.length;
  }

  function summary(count, shown) {
    const { answer, query } = found;
    const words = shortened(query);
    const note = answer.incomplete ? CUT_OFF : "";
    const narrowed = FACETS.map((facet) => chosen[facet]).filter(Boolean).join("、");
    if (answer.incomplete && !shown) {
      return `网络不通，看过的内容里没有找到“${words}”。连上网络以后再试。`;
    }
    if (!answer.pages.length) return `没有找到“${words}”。换个词试试，或者从下面的栏目里找。`;
    if (!count) return `“${narrowed}”里没有与“${words}”有关的内容，放宽条件看看。`;
    if (answer.partial) return `没有完全一样的词句，下面是部分相符的内容。${note}`;
    const about = answer.checked ? "" : "约 ";
    return `${narrowed && `在“${narrowed}”里`}找到 ${about}${count} 条与“${words}”有关的内容。${note}`;
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  /** Arrow keys walk from the box through the results and back. */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.defaultPrevented || event.isComposing) return;
    const stops = [input, ...list.querySelectorAll("h2 a")];
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? undefined : stops[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function shortened(query) {
  const chars = [...query];
  return chars.length > LONGEST_ECHO ? `${chars.slice(0, LONGEST_ECHO).join("")}…` : query;
}

/** @param {Sheet} sheet */
function item({ url, title, date, kind, body }, needles, root) {
  const meta = [kind, inWords(date)].filter(Boolean).join(" · ");
  const link = make("a", { href: root + url }, ...marked(title, needles).map(node));
  const snippet = snippetOf(body, needles).map(node);
  return make(
    "li",
    { className: "search-result" },
    make("p", { className: "search-result__meta", textContent: meta }),
    make("h2", { className: "search-result__title" }, link),
    ...(snippet.length ? [make("p", { className: "search-result__text" }, ...snippet)] : []),
  );
}

/** 2025-01-15 → 2025年1月15日 */
function inWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return date && `${year}年${month}月${day}日`;
}

/** @param {Piece} piece */
function node({ text, mark }) {
  return mark ? make("mark", { textContent: text }) : document.createTextNode(text);
}

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
