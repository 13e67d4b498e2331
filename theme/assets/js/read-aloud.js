/**
 * Reads the page aloud in the elder view, where the device has a Chinese voice. It speaks sentence
 * by sentence and marks the block it reads. A pause stops the voice and keeps the place, because
 * pause() of the browser itself is not heard by every phone.
 */
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, caption, th, td, summary";
const SILENT = "nav, form, script, [hidden], [aria-hidden='true'], .visually-hidden";
const SENTENCE = /[^。！？；!?;]+[。！？；!?;]*/g;

/** @param {HTMLElement} element holds buttons with data-read="play", "pause" and "stop" */
export function start(element) {
  const voices = globalThis.speechSynthesis;
  if (!voices) return;
  const reader = { element, voices, voice: null, sentences: [], at: 0, isReading: false };
  const look = () => {
    reader.voice = voices.getVoices().find(({ lang }) => /^(zh|cmn)\b/i.test(lang)) ?? null;
    element.hidden = !reader.voice;
  };
  look();
  voices.addEventListener?.("voiceschanged", look);
  element.addEventListener("click", (event) => {
    const wish = event.target.closest("button")?.dataset.read;
    if (wish) wishes[wish](reader);
  });
  addEventListener("pagehide", () => voices.cancel());
}

const wishes = {
  play(reader) {
    if (!reader.at) reader.sentences = sentencesOf(document.querySelector("main"));
    show(reader, true);
    next(reader);
  },
  pause(reader) {
    show(reader, false);
    reader.voices.cancel();
  },
  stop(reader) {
    reader.at = 0;
    show(reader, false);
    mark(null);
    reader.voices.cancel();
  },
};

function next(reader) {
  const sentence = reader.sentences[reader.at];
  if (!sentence) return wishes.stop(reader);
  mark(sentence.block);
  const speech = new SpeechSynthesisUtterance(sentence.text);
  Object.assign(speech, { voice: reader.voice, lang: reader.voice.lang, rate: 0.9 });
  speech.onend = speech.onerror = () => {
    if (!reader.isReading || reader.spoken !== speech) return;
    reader.at += 1;
    next(reader);
  };
  reader.spoken = speech;
  reader.voices.speak(speech);
}

/** Every sentence of the innermost blocks, in the order of the page. */
function sentencesOf(main) {
  return [...main.querySelectorAll(BLOCKS)]
    .filter((block) => !block.closest(SILENT) && !block.querySelector(BLOCKS) && block.getClientRects().length)
    .flatMap((block) => (words(block).match(SENTENCE) ?? []).map((text) => ({ block, text })));
}

function words(block) {
  const copy = block.cloneNode(true);
  for (const silent of copy.querySelectorAll(SILENT)) silent.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function mark(block) {
  document.querySelector(".is-read-aloud")?.classList.remove("is-read-aloud");
  block?.classList.add("is-read-aloud");
  block?.scrollIntoView({ block: "nearest" });
}

function show(reader, isReading) {
  reader.isReading = isReading;
  const { element, at } = reader;
  element.dataset.state = isReading ? "reading" : at ? "paused" : "";
}
