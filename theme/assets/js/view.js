/* Sets the reader's view before the first paint. Kept tiny: it blocks rendering. */
document.documentElement.dataset.scripts = "on";
try {
  if (localStorage.getItem("view") === "elder") document.documentElement.dataset.view = "elder";
  if (localStorage.getItem("text") === "larger") document.documentElement.dataset.text = "larger";
} catch {
  /* Storage may be forbidden; the standard view stays. */
}
