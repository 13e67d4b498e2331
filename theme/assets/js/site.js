/** Starts the behaviour of each element that asks for one by `data-module`. */
const modules = {
  "view-switch": () => import("./view-switch.js"),
  "suggestion-filter": () => import("./filters.js"),
  "search-page": () => import("./search/results.js"),
};

/* Paper cannot be clicked: what is folded on the screen is printed open. */
addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("details")) element.open = true;
});

for (const element of document.querySelectorAll("[data-module]")) {
  const load = modules[element.dataset.module];
  if (load) load().then((module) => module.start(element));
}
