// How the tests judge a page in a browser. Put into every page they open, beside axe.
//
// axe takes longest over contrast, and most texts of a page look like another text of it. So each
// rule is asked again only when something it looks at has changed since it was asked:
//   structure  other things are shown than in any state of this page so far;
//   boxes      something stands elsewhere or has another size;
//   looks      a text looks like no text judged before, on whatever page.
(() => {
  // -enhanced keeps silent below 4.5:1, because color-contrast speaks there: it takes both.
  const OF_LOOKS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];
  const OF_BOXES = ["target-size", "scrollable-region-focusable"];
  const FIELDS = "input, select, textarea";
  const states = new Set();
  const known = new Set();

  const isShown = (node) => node.checkVisibility({ visibilityProperty: true });

  const box = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x, y, width, height].map((side) => side.toFixed(1)).join();
  };

  const isText = (node) => node.matches(FIELDS)
    || [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());

  // What is painted behind a text, from the nearest out: whatever lies under its middle, and all
  // that it stands in.
  const ground = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const firstBox = () => range.getClientRects()[0] ?? node.getBoundingClientRect();
    const y = firstBox().y;
    if (y < 0 || y > innerHeight - 100) scrollBy(0, y - 100); // only what is in the window is hit
    const first = firstBox();
    const hit = document.elementsFromPoint(first.x + first.width / 2, first.y + first.height / 2);
    const behind = new Set(hit.includes(node) ? hit.slice(hit.indexOf(node)) : []);
    for (let outer = node; outer; outer = outer.parentElement) behind.add(outer);
    return [...behind].map((each) => {
      const style = getComputedStyle(each);
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style;
      const paint = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      return paint === "rgba(0, 0, 0, 0),none,1,none,normal" ? "" : paint;
    }).filter(Boolean).join(">");
  };

  // All that the legibility of a text, or a link's among other words, depends on.
  const look = (node) => {
    const { color, fontSize, fontWeight, textShadow, textDecoration, display, borderBottom } =
      getComputedStyle(node);
    const around = getComputedStyle(node.parentElement);
    const is = [node.localName === "a", node.matches(":disabled, [aria-disabled=true]")];
    return [color, fontSize, fontWeight, textShadow, textDecoration, display, borderBottom, is,
      around.color, around.fontSize, around.fontWeight, ground(node)].join("|");
  };

  const asked = async (context, runOnly, without = []) => {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const options = { runOnly, rules, resultTypes: ["violations"], iframes: false, preload: false };
    const { violations } = await axe.run(context, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} ${node.target} ${node.any[0]?.message ?? ""}`.trim()));
  };

  const isNew = (state) => !states.has(state) && states.add(state);

  /** What breaks a rule of axe in the page's present state, and the looks that were judged. */
  const breaches = async (tags) => {
    const nodes = [...document.querySelectorAll("body, body *")];
    const faults = [];
    if (isNew(nodes.map((node) => +isShown(node)).join(""))) {
      const others = [...OF_LOOKS, ...OF_BOXES];
      faults.push(...await asked(document, { type: "tag", values: tags }, others));
    }
    if (isNew(nodes.map(box).join(";"))) {
      faults.push(...await asked(document, { type: "rule", values: OF_BOXES }));
    }
    const fresh = new Map();
    for (const node of nodes.filter((each) => isText(each) && isShown(each))) {
      const seen = look(node);
      if (!known.has(seen) && !fresh.has(seen)) fresh.set(seen, node);
    }
    know([...fresh.keys()]);
    if (fresh.size) {
      faults.push(...await asked([...fresh.values()], { type: "rule", values: OF_LOOKS }));
    }
    return { faults, looks: [...fresh.keys()] };
  };

  /** Take looks as judged. */
  const know = (looks) => looks.forEach((each) => known.add(each));

  /** Controls, and links that stand alone, lower than `least` pixels. A link inside a sentence is
      as high as its line. */
  const smallTargets = (least) => {
    const faults = [];
    const exempt = ".visually-hidden, .skip-link, .breadcrumbs";
    for (const node of document.querySelectorAll("a[href], button, summary, input, select")) {
      const style = getComputedStyle(node);
      const hidden = style.visibility === "hidden" || style.clipPath !== "none";
      if (!node.getBoundingClientRect().width || hidden || node.closest(exempt)) continue;
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
  };

  /** Scroll to the end and wait for every picture, as a reader would. */
  const settled = async () => {
    scrollTo(0, document.body.scrollHeight);
    await Promise.all([...document.images].map((image) => {
      image.loading = "eager";
      return image.decode();
    }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  };

  /** Unfold what is folded, so that it is judged too. */
  const unfold = () => document.querySelectorAll("details").forEach((each) => { each.open = true; });

  /** In forced colours: controls without an edge, and marks as good as the ground. */
  const lost = () => {
    const ground = getComputedStyle(document.body.parentElement).backgroundColor;
    const controls = [...document.querySelectorAll("button, input, select")].filter((node) =>
      isShown(node) && getComputedStyle(node).borderTopStyle === "none");
    const marks = [...document.querySelectorAll("[class*=__key--], [class*=__part--]")].filter((node) => {
      const { fill, stroke, backgroundColor, borderTopStyle } = getComputedStyle(node);
      const paints = node.localName === "rect" ? [fill, stroke] : [backgroundColor];
      return borderTopStyle === "none" && paints.every((paint) => ["none", ground].includes(paint));
    });
    return [...controls, ...marks].map((node) => `lost in forced colours: ${node.className.baseVal ?? node.className}`);
  };

  globalThis.access = { breaches, know, smallTargets, settled, unfold, lost };
})();
