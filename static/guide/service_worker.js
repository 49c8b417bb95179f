// Keeps one edition of the guide, whole, for reading without a network. `KEPT` says which.
//
// Pages come from the network first, and say in the header "Edition" which edition they are of. While
// it is the one kept here, the network's copy is shown. When it is another, nothing of it is shown
// before all of it is kept: the worker of the new edition fetches every page, or, should that fail or
// take too long, this page is still shown as it was. So no reader gets two editions mixed, and a new one
// is there with the first reload after it is published. Its worker takes over once that page has loaded:
// a browser may lose what it asks for while one worker follows another.
"use strict";

// Milliseconds that a reader waits: for any answer of the network, and, once for each edition, for all of a new one.
const PATIENCE = 4000;
const PATIENCE_WITH_AN_EDITION = 15000;
const NAME = "guide-" + KEPT.edition;
let current = NAME;

const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
const ours = async () => (await caches.keys()).filter((name) => name.startsWith("guide-"));
const isAnswer = (address) => new URL(address).pathname === KEPT.routine && new URL(address).search !== "";

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(event.data.keep ? keepAnswer(event.data.keep) : skipWaiting()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (KEPT.files.includes(url.pathname)) event.respondWith(file(request));
  else if (request.headers.has("HX-Request")) event.respondWith(fragment(request));
});

async function install() {
  const cache = await caches.open(NAME);
  try {
    const last = await lastAnswer();
    await Promise.all([...KEPT.pages, ...KEPT.files].map((address) => keep(cache, address)));
    if (last) await keep(cache, last).catch(() => {});
  } catch (error) {
    await caches.delete(NAME); // half an edition is none
    throw error;
  }
}

async function activate() {
  for (const name of await ours()) if (name !== NAME) await caches.delete(name);
  await clients.claim();
}

async function keep(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  const edition = response.headers.get("Edition");
  if (!response.ok || response.redirected || (edition && edition !== KEPT.edition)) throw new Error(address);
  await cache.put(address, response);
}

// The builder's last answer, as an address: one, from whichever edition is kept.
async function lastAnswer() {
  for (const name of (await ours()).reverse()) {
    const found = (await (await caches.open(name)).keys()).find((request) => isAnswer(request.url));
    if (found) return found.url;
  }
  return null;
}

async function keepAnswer(address) {
  if (new URL(address).origin !== location.origin || !isAnswer(address)) return;
  const cache = await caches.open(NAME);
  await keep(cache, address);
  for (const request of await cache.keys()) {
    if (isAnswer(request.url) && request.url !== new URL(address).href) await cache.delete(request);
  }
}

async function kept(request) {
  const cache = await caches.open(current);
  const exact = await cache.match(request, { ignoreVary: true });
  // Any other page is the same whatever stands behind the question mark.
  return exact || (isAnswer(request.url) ? undefined : cache.match(request, { ignoreVary: true, ignoreSearch: true }));
}

async function page(request) {
  const copy = await kept(request);
  const network = fetch(request).catch(() => null);
  const response = await (copy ? Promise.race([network, later(PATIENCE)]) : network);
  if (!response || (copy && response.status >= 500)) return copy || notKept();
  const edition = response.headers.get("Edition");
  if (!edition || "guide-" + edition === current) return response;
  return (await takeOver("guide-" + edition)) || !copy ? response : copy;
}

async function notKept() {
  const cache = await caches.open(current);
  return (await cache.match(KEPT.offline, { ignoreVary: true })) || Response.error();
}

// Wait for the worker of another edition to have all of it. Its pages are then the ones to show.
async function takeOver(name) {
  const whole = registration.update().then(async () => {
    const next = registration.installing || registration.waiting;
    while (next && next.state === "installing") {
      await new Promise((resolve) => next.addEventListener("statechange", resolve, { once: true }));
    }
    return (!next || next.state !== "redundant") && (await caches.has(name));
  });
  const taken = await Promise.race([whole.catch(() => false), later(PATIENCE_WITH_AN_EDITION)]);
  if (taken) current = name;
  return Boolean(taken);
}

async function file(request) {
  const cache = await caches.open(current);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}

// A part of a page must be of the page's edition, and htmx shows nothing where there is no answer. In both
// cases htmx is sent to the whole page instead: of the new edition, or the one that says what is kept.
async function fragment(request) {
  const response = await fetch(request).catch(() => null);
  const edition = response && response.headers.get("Edition");
  const fits = response && (!edition || "guide-" + edition === current);
  return fits ? response : new Response("", { headers: { "HX-Redirect": request.url } });
}
