"""The rules of access that pages and components are judged by, in a real browser."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page as Window

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
RUN_AXE = """
async ({ tags, only }) => {
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
  const rules = only ? {} : { "color-contrast": { enabled: false } }; // …-enhanced asks for more
  const options = { runOnly, rules, resultTypes: ["violations"], iframes: false, preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target} ${node.any[0]?.message ?? ""}`));
}
"""
# A target is a control, or a link that stands alone; one inside a sentence is as high as its line.
SMALL_TARGETS = """
(least) => {
  const faults = [];
  const exempt = ".visually-hidden, .skip-link, .breadcrumbs";
  for (const node of document.querySelectorAll("a[href], button, summary, input, select")) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const hidden = style.visibility === "hidden" || style.clipPath !== "none";
    if (!box.width || hidden || node.closest(exempt)) continue;
    if (node.localName === "a" && style.display === "inline") {
      const block = node.closest("h1, h2, h3, h4, p, li, dd, td, th, figcaption, div");
      if (block && block.textContent.trim() !== node.textContent.trim()) continue;
    }
    const label = ["checkbox", "radio"].includes(node.type) ? node.closest("label") : null;
    const height = (label ?? node).getBoundingClientRect().height;
    const name = `${node.className || node.localName} "${node.textContent.trim().slice(0, 12)}"`;
    if (height < least - 0.5) faults.push(`${name} ${height}`);
  }
  return faults;
}
"""


def set_view(page: Window, view: str) -> None:
    page.emulate_media(color_scheme="dark" if view == "dark" else "light")
    page.evaluate("(view) => { document.documentElement.dataset.view = view }", view)
