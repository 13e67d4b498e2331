/**
 * The switch between the standard and the elder view, and in the elder view between large and
 * larger text. The choice stays in this browser; the words on the buttons are chosen by the style sheet.
 */
const root = document.documentElement;
const CHOICES = { view: "elder", text: "larger" };

/** @param {HTMLElement} element holds a button with data-switch for each choice */
export function start(element) {
  element.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.switch;
    if (!name) return;
    const chosen = root.dataset[name] ? "" : CHOICES[name];
    if (chosen) root.dataset[name] = chosen;
    else delete root.dataset[name];
    try {
      localStorage.setItem(name, chosen || "standard");
    } catch {
      /* Without storage the choice holds for this page only. */
    }
  });
}
