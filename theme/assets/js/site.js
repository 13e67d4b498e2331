/** Starts the behaviour of each element that asks for one by `data-module`. */
const modules = {
  "view-switch": () => import("./view-switch.js"),
  "read-aloud": () => import("./read-aloud.js"),
  "suggestion-filter": () => import("./filters.js"),
  "deputy-filter": () => import("./deputy-filter.js"),
  "hand-on": () => import("./hand-on.js"),
  "search-page": () => search().then(({ results }) => results),
  "search-box": (element) => focusIn(element).then(search).then(({ box }) => box),
};

/* Paper cannot be clicked: what is folded on the screen is printed open. */
addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("details")) element.open = true;
});

for (const element of document.querySelectorAll("[data-module]")) {
  const load = modules[element.dataset.module];
  if (load) load(element).then((module) => module.start(element));
}

/** The modules of search/, which the build puts into one file. */
function search() {
  return import("./search.js");
}

/** Resolves when the reader first turns to an element. */
function focusIn(element) {
  if (element.contains(document.activeElement)) return Promise.resolve();
  return new Promise((resolve) => element.addEventListener("focusin", resolve, { once: true }));
}

if (document.documentElement.hasAttribute("data-offline")) import("./offline.js");
