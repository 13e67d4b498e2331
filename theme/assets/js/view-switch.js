/** The switch between the standard and the elder view; the choice stays in this browser. */
const root = document.documentElement;

/** @param {HTMLButtonElement} button */
export function start(button) {
  const show = () => {
    const elder = root.dataset.view === "elder";
    button.setAttribute("aria-pressed", String(elder));
    button.textContent = elder ? "标准版" : "适老版";
  };
  button.addEventListener("click", () => {
    if (root.dataset.view === "elder") delete root.dataset.view;
    else root.dataset.view = "elder";
    try {
      localStorage.setItem("view", root.dataset.view ?? "standard");
    } catch {
      /* Without storage the choice holds for this page only. */
    }
    show();
  });
  show();
  button.hidden = false;
}
