// Saves one complete edition of the guide for reading offline. `PRECACHE` lists its pages and files.
//
// Pages are fetched network first. Their header "Edition" names their edition. While it is the saved edition, the
// page from the network is shown. When it is another one, the page is shown only after the new edition is saved
// completely: the service worker of the new edition fetches all pages. If that fails or takes too long, the saved
// page is shown. So readers never see two editions mixed, and they see a new edition with the first reload after it
// was published. The new service worker takes control after that page has loaded, because a browser may drop
// requests while one service worker replaces another.
"use strict";

// In milliseconds: for a page from the network, and once per edition for all pages of a new edition.
const PAGE_TIMEOUT = 4000;
const EDITION_TIMEOUT = 15000;
// So many routines and sessions that were opened before can be used offline: 5 of each.
const RECENT = 10;
const CACHE_NAME = "guide-" + PRECACHE.edition;
const NOTE_HEADERS = {
  "Content-Type": "text/html",
  "HX-Retarget": "main",
  "HX-Reswap": "afterbegin",
  "HX-Push-Url": "false",
  "HX-Replace-Url": "false",
};
let currentCache = CACHE_NAME;

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
const guideCaches = async () => (await caches.keys()).filter((name) => name.startsWith("guide-"));
// A routine or its session.
const isRoutine = (address) => [PRECACHE.routine, PRECACHE.session].includes(new URL(address).pathname) && new URL(address).search !== "";
// The address asks for something that is worked out for it, such as the results of a search.
const asks = (address) => isRoutine(address) || PRECACHE.parameters.some((name) => new URL(address).searchParams.has(name));

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(answer(event.data)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (PRECACHE.files.includes(url.pathname)) event.respondWith(file(request));
  else if (request.headers.has("HX-Request")) event.respondWith(fragment(request));
});

function answer(message) {
  if (message.saveRoutine) return saveRoutines(message.saveRoutine, message.keep, RECENT);
  return message.forgetRoutines ? saveRoutines([], [], 0) : skipWaiting();
}

async function install() {
  const cache = await caches.open(CACHE_NAME);
  try {
    const saved = await savedRoutines();
    await Promise.all([...PRECACHE.pages, ...PRECACHE.files].map((address) => save(cache, address)));
    for (const address of saved) await save(cache, address).catch(() => {});
  } catch (error) {
    await caches.delete(CACHE_NAME); // never keep an incomplete edition
    throw error;
  }
}

async function activate() {
  for (const name of await guideCaches()) if (name !== CACHE_NAME) await caches.delete(name);
  await clients.claim();
}

async function save(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  const edition = response.headers.get("Edition");
  if (!response.ok || response.redirected || (edition && edition !== PRECACHE.edition)) throw new Error(address);
  await cache.put(address, response);
}

// Returns the addresses of the routines and sessions that are saved, the last one at the end.
async function savedRoutines() {
  const found = new Set();
  for (const name of await guideCaches()) {
    for (const { url } of await (await caches.open(name)).keys()) if (isRoutine(url)) found.add(url);
  }
  return [...found];
}

// Returns the parameters that are filled in, in one order.
function answers(search) {
  const pairs = [...new URLSearchParams(search)].filter(([, value]) => value);
  return String(new URLSearchParams(pairs.sort()));
}

// The same answers in another order are the same page.
function isSame(one, other) {
  const [a, b] = [new URL(one), new URL(other)];
  return a.pathname === b.pathname && answers(a.search) === answers(b.search);
}

// Saves a routine and its session. Of those saved before, the ones with a query in `keep` stay, and the `recent` last.
async function saveRoutines(addresses, keep, recent) {
  const cache = await caches.open(CACHE_NAME), kept = keep.map(answers);
  const own = addresses.map((address) => new URL(address)).filter(({ origin, href }) => origin === location.origin && isRoutine(href));
  const asked = own.map(({ origin, pathname, search }) => origin + pathname + search);
  for (const address of asked) await save(cache, address).catch(() => {});
  const others = (await cache.keys()).map(({ url }) => url).filter((url) => isRoutine(url) && !asked.includes(url));
  const old = others.filter((url) => !kept.includes(answers(new URL(url).search)));
  for (const url of old.slice(0, Math.max(0, old.length - recent))) await cache.delete(url);
}

async function fromCache(request) {
  const cache = await caches.open(currentCache);
  const exact = await cache.match(request, { ignoreVary: true });
  if (exact) return exact;
  const saved = isRoutine(request.url) ? (await cache.keys()).find(({ url }) => isSame(url, request.url)) : undefined;
  return cache.match(saved ?? new URL(request.url).pathname, { ignoreVary: true });
}

async function page(request) {
  const copy = await fromCache(request);
  const network = fetch(request).catch(() => null);
  const response = await (copy ? Promise.race([network, wait(PAGE_TIMEOUT)]) : network);
  if (!response || (copy && response.status >= 500)) return copy ? withNote(request, copy) : offlinePage();
  const edition = response.headers.get("Edition");
  if (!edition || "guide-" + edition === currentCache) return response;
  return (await switchTo("guide-" + edition)) || !copy || asks(request.url) ? response : copy;
}

// Says on a saved page that it does not show what its address asks for. `offline.js` fills in what was typed.
async function withNote(request, copy) {
  if (!asks(request.url) || isSame(copy.url, request.url)) return copy;
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const text = await copy.text();
  return new Response(text.replace(/<main[^>]*>/, (main) => main + PRECACHE.note), { headers });
}

async function offlinePage() {
  const cache = await caches.open(currentCache);
  return (await cache.match(PRECACHE.offline, { ignoreVary: true })) || Response.error();
}

// Waits until the service worker of another edition has saved all of it, then shows pages from its cache.
async function switchTo(name) {
  const isReady = registration.update().then(async () => {
    const next = registration.installing || registration.waiting;
    while (next && next.state === "installing") {
      await new Promise((resolve) => next.addEventListener("statechange", resolve, { once: true }));
    }
    return (!next || next.state !== "redundant") && (await caches.has(name));
  });
  const switched = await Promise.race([isReady.catch(() => false), wait(EDITION_TIMEOUT)]);
  if (switched) currentCache = name;
  return Boolean(switched);
}

async function file(request) {
  const cache = await caches.open(currentCache);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}

// A fragment must have the same edition as its page. If it has another one, htmx loads the whole page instead. Without
// a network the page stays, with a note.
async function fragment(request) {
  const response = await fetch(request).catch(() => null);
  if (!response) return new Response(PRECACHE.note, { headers: NOTE_HEADERS });
  const edition = response.headers.get("Edition");
  if (!edition || "guide-" + edition === currentCache) return response;
  return new Response("", { headers: { "HX-Redirect": request.url } });
}
