// What a page gains from a script. All of it works without one, but for reading without a network.
"use strict";

const { worker, routine } = document.currentScript.dataset;

// Keep the guide for reading without a network, and the last answer of the builder with it.
function keepAnswer() {
  if (location.pathname !== routine || !location.search || !document.getElementById("answer-title")) return;
  navigator.serviceWorker.ready.then((registration) => registration.active.postMessage({ keep: location.href }));
}

if ("serviceWorker" in navigator && worker) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(worker).then((registration) => {
      setTimeout(() => registration?.waiting?.postMessage({ follow: true }), 1000);
      keepAnswer();
    }, () => {});
  });
  document.addEventListener("htmx:afterSettle", keepAnswer);
}

// A form that is fetched in place needs htmx. It is fetched too, once somebody asks for the form.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-script]");
  if (!link || window.htmx || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (location.hash) {
    link.href += "&anchor=" + encodeURIComponent(location.hash.slice(1));
    link.dataset.hxGet = link.getAttribute("href");
  }
  const script = document.createElement("script");
  script.src = link.dataset.script;
  script.onload = () => {
    htmx.process(document.body);
    link.click();
  };
  script.onerror = () => location.assign(link.href);
  document.head.append(script);
});

// What could not be sent is still in its form, and the form says so.
document.addEventListener("htmx:sendError", (event) => {
  const unsent = event.target.querySelector("[data-unsent]");
  if (unsent) unsent.hidden = false;
});

// The page for what is not kept leads to the last answer, where there is one.
const answer = document.querySelector("[data-last-answer]");
if (answer && window.caches) {
  caches.keys().then(async (names) => {
    for (const name of names) {
      const kept = await (await caches.open(name)).keys();
      const found = kept.find(({ url }) => new URL(url).pathname === routine && new URL(url).search);
      if (!found) continue;
      answer.href = found.url;
      answer.hidden = false;
    }
  });
}
