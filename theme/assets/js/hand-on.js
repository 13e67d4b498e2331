/**
 * Hands on to the search what a link asks of a page whose form leads there: an index of names that
 * once stood on one page was narrowed by its address. The reader's way back leads past this page.
 */
export function start(element) {
  const form = element.querySelector("form");
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (!asked) return;
  form.elements.q.value = asked;
  location.replace(`${form.action}?${new URLSearchParams(new FormData(form))}`);
}
