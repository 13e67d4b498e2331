/**
 * The search page: asks while the reader types, shows what was found, keeps it in the address.
 * Works on <div data-module="search-page" data-root="../"> with a form (input "q"), a status line
 * [data-search-status], the kinds to choose from [data-search-kinds], a list [data-search-results].
 */

import { openIndex } from "./client.js";

/**
 * @typedef {import("./client.js").Answer} Answer
 * @typedef {import("./client.js").Piece} Piece
 * @typedef {import("./client.js").Result} Result
 */

const PAUSE_MS = 200;
const AT_A_TIME = 20;
const LONGEST_ECHO = 20;
const KINDS = new Map([
  ["deputy", "代表"],
  ["station", "联络站"],
  ["suggestion", "建议"],
  ["news", "新闻"],
  ["research", "调研报告"],
  ["group", "代表小组"],
  ["page", "页面"],
]);

const OPENING = "正在打开搜索…";
const FAILED = "搜索暂时没能打开。请稍后再试，或者从栏目里找。";

/** @type {Answer} */
const NOTHING = { total: 0, partial: false, results: [] };

/** @param {HTMLElement} element */
export function start(element) {
  const root = element.dataset.root ?? "./";
  const form = element.querySelector("form");
  const input = form.elements.namedItem("q");
  const status = element.querySelector("[data-search-status]");
  const kinds = element.querySelector("[data-search-kinds]");
  const list = element.querySelector("[data-search-results]");
  const more = make("button", { type: "button", className: "search-more", hidden: true });
  list.after(more);

  let answer = NOTHING;
  let answered = "";
  let kind = "";
  let turn = 0;
  let timer = 0;

  // Typing in an input method is not a query yet: its letters are on their way to characters.
  input.addEventListener("input", (event) => event.isComposing || askSoon());
  input.addEventListener("compositionend", askSoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  kinds.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    kind = button.dataset.kind;
    keepInAddress();
    show();
    kinds.querySelector("[aria-pressed=true]").focus();
  });
  more.addEventListener("click", () => {
    const next = list.children.length;
    showMore();
    list.children[next].querySelector("a").focus();
  });
  window.addEventListener("popstate", restore);
  restore();

  function restore() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    kind = KINDS.has(asked.get("kind")) ? asked.get("kind") : "";
    ask();
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  }

  async function ask() {
    clearTimeout(timer);
    const mine = ++turn;
    const query = wanted();
    keepInAddress();
    try {
      if (query) say(status.textContent || OPENING);
      const given = query ? (await openIndex(root)).search(query) : NOTHING;
      if (mine !== turn) return; // the reader has typed on
      [answer, answered] = [given, query];
      show();
    } catch (error) {
      console.error(error);
      if (mine === turn) say(FAILED);
    }
  }

  function wanted() {
    return input.value.trim();
  }

  function keepInAddress() {
    const address = new URL(location.href);
    for (const [name, value] of [["q", wanted()], ["kind", kind]]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function chosen() {
    return kind ? answer.results.filter((result) => result.kind === kind) : answer.results;
  }

  function show() {
    say(answered && summary(answer, kind, chosen().length, answered));
    kinds.replaceChildren(...(answer.total ? kindButtons(answer.results, kind) : []));
    list.replaceChildren();
    showMore();
  }

  function showMore() {
    const waiting = chosen().slice(list.children.length);
    list.append(...waiting.slice(0, AT_A_TIME).map((result) => item(result, root)));
    const left = Math.max(0, waiting.length - AT_A_TIME);
    more.hidden = left === 0;
    more.textContent = `再看 ${Math.min(left, AT_A_TIME)} 条`;
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }
}

/** @param {Answer} answer */
function summary(answer, kind, count, query) {
  const words = shortened(query);
  const label = KINDS.get(kind);
  if (!answer.total) return `没有找到“${words}”。换个词试试，或者从下面的栏目里找。`;
  if (!count) return `“${label}”里没有与“${words}”有关的内容，看看别的栏目。`;
  if (answer.partial) return "没有完全一样的词句，下面是部分相符的内容。";
  return `${kind && `在“${label}”里`}找到 ${count} 条与“${words}”有关的内容。`;
}

function shortened(query) {
  const chars = [...query];
  return chars.length > LONGEST_ECHO ? `${chars.slice(0, LONGEST_ECHO).join("")}…` : query;
}

/** Buttons for the kinds that were found, and for the chosen one even if it was not. */
function kindButtons(results, chosen) {
  const counts = new Map([["", results.length]]);
  for (const { kind } of results) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [["", "全部"], ...KINDS]
    .filter(([kind]) => counts.has(kind) || kind === chosen)
    .map(([kind, label]) => {
      const textContent = `${label} ${counts.get(kind) ?? 0}`;
      const button = make("button", { type: "button", textContent });
      button.dataset.kind = kind;
      button.setAttribute("aria-pressed", String(kind === chosen));
      return make("li", {}, button);
    });
}

/** @param {Result} result */
function item(result, root) {
  const meta = [KINDS.get(result.kind), inWords(result.date)].filter(Boolean).join(" · ");
  const link = make("a", { href: root + result.url }, ...result.titleParts.map(node));
  const item = make(
    "li",
    { className: "search-result" },
    make("p", { className: "search-result__meta", textContent: meta }),
    make("h2", { className: "search-result__title" }, link),
  );
  const snippet = result.snippet.map(node);
  if (snippet.length) item.append(make("p", { className: "search-result__text" }, ...snippet));
  return item;
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
