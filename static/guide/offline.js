// Registers the service worker, which saves the guide for reading offline, and links to the last routine that it saved.
"use strict";

const { worker, routine } = document.currentScript.dataset;

function saveRoutine() {
  const showsRoutine = location.pathname === routine && location.search && document.getElementById("answer-title");
  if (!showsRoutine) return;
  navigator.serviceWorker.ready.then((registration) => registration.active.postMessage({ saveRoutine: location.href }));
}

if ("serviceWorker" in navigator && worker) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(worker).then((registration) => {
      setTimeout(() => registration?.waiting?.postMessage({ activate: true }), 1000);
      saveRoutine();
    }, () => {});
  });
  document.addEventListener("htmx:afterSettle", saveRoutine);
}

// The page that is shown for pages which are not saved has this link.
const lastRoutine = document.querySelector("[data-last-routine]");
if (lastRoutine && window.caches) {
  caches.keys().then(async (names) => {
    for (const name of names) {
      const requests = await (await caches.open(name)).keys();
      const found = requests.find(({ url }) => new URL(url).pathname === routine && new URL(url).search);
      if (!found) continue;
      lastRoutine.href = found.url;
      lastRoutine.hidden = false;
    }
  });
}
