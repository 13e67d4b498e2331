/* Sets the elder view before the first paint. Kept tiny: it blocks rendering. */
try {
  if (localStorage.getItem("view") === "elder") document.documentElement.dataset.view = "elder";
} catch {
  /* Storage may be forbidden; the standard view stays. */
}
