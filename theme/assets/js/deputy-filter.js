/**
 * Narrows an index of names as the reader types, and keeps what was asked in the address, so that a
 * narrowed list can be sent to a friend. Without scripts the whole index stands there.
 */
export function start(form) {
  const list = document.getElementById(form.dataset.list);
  const people = [...list.querySelectorAll("[data-keys]")];
  const parts = [...list.querySelectorAll("section")];
  const jumps = document.querySelector(".jumps");
  const said = form.querySelector("[role=status]");
  const fields = [...form.elements].filter((field) => field.name);

  function narrow() {
    const asked = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
    const anything = fields.some((field) => field.value.trim());
    let count = 0;
    for (const person of people) {
      const text = `${person.textContent} ${person.dataset.keys}`.toLowerCase();
      const fits = words.every((word) => text.includes(word))
        && ["delegation", "sex"].every((name) => !asked[name] || person.dataset[name] === asked[name]);
      person.hidden = !fits;
      count += fits;
    }
    for (const part of parts) part.hidden = !part.querySelector("[data-keys]:not([hidden])");
    if (jumps) jumps.hidden = anything;
    said.textContent = anything ? (count ? `找到 ${count} 名` : "没有这样的代表，请换一个写法试试") : "";
    return asked;
  }

  function remember(asked) {
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  let composing = false;
  const changed = () => { if (!composing) remember(narrow()); };
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; changed(); });
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());

  const given = new URLSearchParams(location.search);
  for (const field of fields) field.value = given.get(field.name) ?? "";
  form.hidden = false;
  narrow();
}
