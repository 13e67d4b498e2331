/**
 * Offers deputies while the reader types pinyin or initials: a list below a search box.
 * Works on a form with an input "q" and data-root="../", the site's root as seen from the page.
 */

import { openSearch } from "./client.js";

const MOST = 6;
let boxes = 0;

/** @param {HTMLFormElement} form */
export function start(form) {
  const root = form.dataset.root ?? "./";
  const input = form.elements.namedItem("q");
  const list = document.createElement("ul");
  list.id = `search-people-${++boxes}`;
  list.className = "search-box__people";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可能要找的代表");
  form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  let active = -1;
  let turn = 0;
  openSearch(root).catch(() => {}); // by the time a word is typed, the index is open
  input.addEventListener("input", (event) => event.isComposing || offer());
  input.addEventListener("compositionend", offer);
  input.addEventListener("keydown", onKey);
  form.addEventListener("submit", () => show([]));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || show([]));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
  if (document.activeElement === input && input.value) offer();

  async function offer() {
    const mine = ++turn;
    try {
      const found = await (await openSearch(root)).people(input.value, MOST);
      if (mine === turn && form.contains(document.activeElement)) show(found);
    } catch {
      show([]); // the search itself says what is the matter
    }
  }

  function show(people) {
    if (!people.length) turn += 1;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(people.length > 0));
    list.hidden = !people.length;
    list.replaceChildren(...people.map(option));
  }

  function option({ name, syllables, place, url }, at) {
    const item = document.createElement("li");
    item.id = `${list.id}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    for (const words of [name, syllables, place]) {
      item.append(Object.assign(document.createElement("span"), { textContent: words }), " ");
    }
    return item;
  }

  function onKey(event) {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose(active + 1 < count ? active + 1 : 0);
    else if (event.key === "ArrowUp") choose(active > 0 ? active - 1 : count - 1);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && active >= 0) go(list.children[active]);
    else return;
    event.preventDefault();
  }

  function choose(next) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = next;
    list.children[active].setAttribute("aria-selected", "true");
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  function go(item) {
    if (item) location.assign(new URL(root + item.dataset.url, document.baseURI));
  }
}
