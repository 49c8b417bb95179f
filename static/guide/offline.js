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

// The notes that something needs the network link to the last routine.
async function showLastRoutine() {
  const line = document.querySelector("[data-last-routine]");
  if (!line || !window.caches) return;
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    const found = requests.find(({ url }) => new URL(url).pathname === routine && new URL(url).search);
    if (!found) continue;
    (line.querySelector("a") || line).href = found.url;
    line.hidden = false;
  }
}

// A page that was saved without what its address asks for shows it in its fields.
function fillFields() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    for (const field of document.querySelectorAll(`main [name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}

// Forms are long: the note stays in view.
function keepInView() {
  const note = document.getElementById("offline");
  if (note) Object.assign(note.style, { position: "sticky", top: 0, zIndex: 1, background: "var(--card)" });
}

if (document.getElementById("offline")) fillFields();
keepInView();
document.addEventListener("htmx:afterSettle", keepInView);
document.addEventListener("htmx:beforeRequest", () => document.getElementById("offline")?.remove());
document.addEventListener("htmx:afterSettle", showLastRoutine);
showLastRoutine();
