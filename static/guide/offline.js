// Registers the service worker, which saves the guide for reading offline, and links to the last routine that it saved.
"use strict";

const { worker, routine, session } = document.currentScript.dataset;
const paths = { routine, session };

// The queries of the next session of each plan; session/plans.js keeps them.
function planQueries() {
  try {
    return JSON.parse(localStorage.getItem("guide.plans")).list.map(({ address }) => address);
  } catch {
    return [];
  }
}

// A routine is saved together with its session, from the page of either. Those of the plans stay saved.
function saveRoutine() {
  const link = document.querySelector(location.pathname === routine ? "#answer [data-session]" : "#session [data-routine]");
  const isShown = link || (location.pathname === routine && document.getElementById("answer-title"));
  if (!location.search || !isShown) return;
  const addresses = [location.href, ...(link ? [link.href] : [])];
  navigator.serviceWorker.ready.then((registration) => registration.active.postMessage({ saveRoutine: addresses, keep: planQueries() }));
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

// The notes that something needs the network link to the last routine and its session.
async function showLastRoutine() {
  const lines = document.querySelectorAll("[data-last]");
  if (!lines.length || !window.caches) return;
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    for (const line of lines) {
      const path = paths[line.dataset.last];
      const found = requests.findLast(({ url }) => new URL(url).pathname === path && new URL(url).search);
      if (!found) continue;
      (line.querySelector("a") || line).href = found.url;
      line.hidden = false;
    }
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
