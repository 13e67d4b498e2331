/**
 * Narrows a list of suggestions while the reader chooses, and keeps the choice in the address, so that
 * it can be shared. The list itself travels only once something is chosen.
 */
const AT_ONCE = 30;
const SHAPES = { full: "●", half: "◐", empty: "○", diamond: "◇" };

/** @param {HTMLFormElement} form holds a field for each thing to narrow by, and the pattern of a row */
export function start(form) {
  const page = form.closest("main");
  const still = [...page.querySelectorAll("[data-static]")];
  const results = page.querySelector(".filter-results");
  const list = results.querySelector("ul");
  const more = results.querySelector("button");
  const status = form.querySelector(".filter__status");
  const clear = form.querySelector("[type=reset]");
  const pattern = form.querySelector("template").content.firstElementChild;
  const lists = new Map();
  const home = form.elements.session.value;
  let found = [];
  let asked = 0;

  const given = new URLSearchParams(location.search);
  for (const field of fields()) if (given.has(field.name)) field.value = given.get(field.name);
  for (const field of fields()) if (field.value === "" && field.matches("select") && field.name === "session") field.value = home;
  if (chosen().length) show();

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { form.elements.session.value = home; show(); form.querySelector("select").focus(); }));
  more.addEventListener("click", () => {
    const next = list.childElementCount;
    append();
    list.children[next]?.querySelector("a").focus();
  });

  function fields() {
    return [...form.elements].filter((element) => element.name);
  }

  function chosen() {
    return fields().filter((field) => field.value.trim() !== (field.name === "session" ? home : ""));
  }

  async function show() {
    const turn = ++asked;
    const choice = chosen();
    history.replaceState(null, "", address(choice));
    const narrowed = choice.length > 0;
    clear.hidden = !narrowed;
    if (!narrowed) {
      results.hidden = true;
      for (const element of still) element.hidden = false;
      status.textContent = "";
      return;
    }
    let rows;
    try {
      rows = (await Promise.all(wanted().map(load))).flat();
    } catch {
      if (turn === asked) status.textContent = "目录没有取到，请检查网络，再选一次。";
      return;
    }
    if (turn !== asked) return;
    const tests = choice.filter((field) => field.name !== "session").map(test);
    found = rows.filter((row) => tests.every(([, passes]) => passes(row)));
    count(rows, tests);
    for (const element of still) element.hidden = true;
    results.hidden = false;
    list.replaceChildren();
    append();
    status.textContent = found.length ? `找到 ${found.length} 件` : "没有这样的建议，请少选一项试试。";
  }

  /** The lists of the sessions asked for. */
  function wanted() {
    const options = [...form.elements.session.options].filter((option) => option.dataset.list);
    const session = form.elements.session.value;
    return options.filter((option) => !session || option.value === session).map((option) => option.dataset.list);
  }

  function load(url) {
    if (!lists.has(url)) lists.set(url, fetched(url).catch((error) => { lists.delete(url); throw error; }));
    return lists.get(url);
  }

  /** How many each choice would leave, all other choices as they are. */
  function count(rows, tests) {
    for (const field of fields().filter((element) => element.matches("select") && element.name !== "session")) {
      const others = tests.filter(([name]) => name !== field.name);
      const left = rows.filter((row) => others.every(([, passes]) => passes(row)));
      for (const option of field.options) {
        if (!option.value) continue;
        const [, passes] = test({ name: field.name, value: option.value });
        option.textContent = `${option.dataset.word}（${left.filter(passes).length}）`;
      }
    }
  }

  function append() {
    const from = list.childElementCount;
    list.append(...found.slice(from, from + AT_ONCE).map(element));
    more.hidden = list.childElementCount >= found.length;
  }

  function element(row) {
    const item = pattern.cloneNode(true);
    const part = (name) => item.querySelector(`[data-${name}]`);
    part("number").textContent = row.told.number;
    part("topic").textContent = row.told.topic;
    part("key").hidden = !row.is_key;
    part("title").textContent = row.title;
    part("title").href = form.dataset.root + row.url;
    part("people").textContent = row.told.people;
    part("word").textContent = row.label;
    const [tone, shape] = row.mark.split("-");
    part("tag").classList.add(`status-tag--${tone}`);
    part("shape").textContent = SHAPES[shape];
    return item;
  }
}

/** @returns {[string, (row: object) => boolean]} a field's name and whether a row passes it */
function test({ name, value }) {
  const asked = value.trim().toLowerCase();
  const passes = {
    outcome: (row) => !row.ended && row.outcome === asked,
    state: (row) => row.state === asked,
    topic: (row) => row.topic === asked,
    body: (row) => row.leads.includes(asked),
    deputy: (row) => row.proposers.includes(asked) || row.told.deputies.some((known) => known.includes(asked)),
    words: (row) => row.title.toLowerCase().includes(asked) || row.told.number.includes(asked),
  };
  return [name, passes[name]];
}

function address(choice) {
  const query = new URLSearchParams(choice.map((field) => [field.name, field.value.trim()]));
  return choice.length ? `?${query}` : location.pathname;
}

/** Fetches a list and gives each row the words it is shown with. */
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const { names, suggestions } = await answer.json();
  return suggestions.map((row) => {
    const deputies = row.proposers.map((id) => names.deputy[id]);
    const lead = row.lead ? names.deputy[row.lead] : "";
    const proposers = lead && row.proposer_count === 1 ? lead : `${lead ? `${lead}等` : ""}${row.proposer_count}名代表`;
    const bodies = row.leads.map((id) => names.body[id]).join("、");
    return {
      ...row,
      told: {
        number: `${row.filed_in === "recess" ? "闭会" : ""}第${String(row.number).padStart(4, "0")}号`,
        topic: names.topic[row.topic],
        people: `${proposers}提出${bodies ? `，${bodies}承办` : ""}`,
        deputies: deputies.map((name) => name.toLowerCase()),
      },
    };
  });
}
