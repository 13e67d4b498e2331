/** Starts the behaviour of each element that asks for one by `data-module`. */
const modules = {
  "view-switch": () => import("./view-switch.js"),
  "search-page": () => import("./search/results.js"),
};

for (const element of document.querySelectorAll("[data-module]")) {
  const load = modules[element.dataset.module];
  if (load) load().then((module) => module.start(element));
}
