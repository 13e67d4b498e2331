{# The worker's version is the fingerprint of the theme: a new theme drops what the old one kept. #}
{% if site.offline %}
/**
 * Keeps what was visited readable without a network.
 *
 * Pages come from the network while there is one; the last copy answers when there is none.
 * Files with a fingerprint in their name never change, so they are asked for once. Downloads,
 * addresses with a query, answers that failed or must not be stored are never kept.
 */
const CACHE = {{ ("huiyin-" ~ site.version)|tojson }};
const SHELL = ["./", {{ site.style|tojson }}, "assets/js/view.js", "assets/js/site.js", "assets/icon.svg"];
const OFFLINE = new URL({{ offline_url|tojson }}, registration.scope).href;
const ROOT = new URL(registration.scope).pathname;
const SEARCH = `${ROOT}search/`;
const FINGERPRINTED = /\.[0-9a-f]{8,}\.[a-z]+$|\/search\/(?:terms|pages|people)\//;
const MOST_ENTRIES = 400;

addEventListener("install", (event) => event.waitUntil(installed()));
addEventListener("activate", (event) => event.waitUntil(activated()));
addEventListener("fetch", (event) => {
  const kind = kindOf(event.request);
  if (kind) event.respondWith(answer(event.request, kind));
});

async function installed() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...SHELL, OFFLINE].map((url) => new Request(url, { cache: "reload" })));
  await skipWaiting();
}

async function activated() {
  for (const name of await caches.keys()) {
    if (name.startsWith("huiyin-") && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

/** How a request is answered: "page", "fingerprinted", "part", or "" for what is not ours to keep. */
function kindOf(request) {
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return "";
  if (!pathname.startsWith(ROOT) || request.headers.has("range")) return "";
  if (request.mode === "navigate") return "page";
  if (search) return "";
  if (FINGERPRINTED.test(pathname)) return "fingerprinted";
  const isPart = ["style", "script", "image", "manifest"].includes(request.destination);
  return isPart || pathname.startsWith(SEARCH) ? "part" : "";
}

async function answer(request, kind) {
  const cache = await caches.open(CACHE);
  const key = keyOf(request);
  if (kind === "fingerprinted") {
    const kept = await cache.match(key);
    if (kept) return kept;
  }
  try {
    const response = await fetch(request);
    if (key && isWorthKeeping(response, kind)) await keep(cache, key, response.clone());
    return response;
  } catch (error) {
    const kept = (key && (await cache.match(key))) || (kind === "page" && (await cache.match(OFFLINE)));
    if (kept) return kept;
    throw error;
  }
}

/** The search page is one page whatever it is asked; other pages with a query are not kept. */
function keyOf(request) {
  const url = new URL(request.url);
  if (url.search && url.pathname !== SEARCH) return "";
  return url.origin + url.pathname;
}

function isWorthKeeping(response, kind) {
  const type = response.headers.get("content-type") ?? "";
  const forbidden = /no-store|private/.test(response.headers.get("cache-control") ?? "");
  const isRight = kind === "page" ? type.startsWith("text/html") : !type.startsWith("text/html");
  return response.status === 200 && response.type === "basic" && !response.redirected && !forbidden && isRight;
}

async function keep(cache, key, response) {
  await cache.delete(key); // what was used last stands last
  await cache.put(key, response);
  const shell = new Set([...SHELL, OFFLINE].map((url) => new URL(url, registration.scope).href));
  const kept = (await cache.keys()).filter(({ url }) => !shell.has(url));
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_ENTRIES))) await cache.delete(old);
}
{% else %}
/** Takes the place of a worker that was installed before, forgets what it kept, and is gone. */
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(removed()));

async function removed() {
  for (const name of await caches.keys()) {
    if (name.startsWith("huiyin-")) await caches.delete(name);
  }
  await registration.unregister();
}
{% endif %}
