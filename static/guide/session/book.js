// My log: plans, charts, sessions with corrections, files, forgetting. Its texts are in the page.
import { chart, number } from "./chart.js";
import { isName, read, toCSV, toJSON } from "./file.js";
import { merge, question, routineOf, sessions, SIDES, sideReps, topLoad, totalReps } from "./log.js";
import { keyOf, readPlans } from "./plans.js";
import { LOG, PLANS, RUN, SETTINGS, store } from "./store.js";

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const page = find("#log"), words = page.dataset, titles = new Map(Object.entries(JSON.parse(find("#titles").textContent)));
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const day = (x) => dates.format(new Date(x.date));

// A copy of a template, with texts in its places.
function copy(name, texts) {
  const element = find(`[data-of=${name}]`).content.firstElementChild.cloneNode(true);
  for (const place of findAll("[data-t]", element)) place.textContent = texts[place.dataset.t] ?? "";
  return element;
}

const unit = (x) => x.rows[0].unit;
const load = (x) => (topLoad(x) ? `${number(topLoad(x))} ${unit(x)}` : "");
const sets = (x) => SIDES.map((side) => sideReps(x, side).join(" ")).filter(Boolean).join(" / ");

const log = () => sessions(store.rows());
const sessionOf = (id) => log().find((x) => x.id === id);
const title = (exercise, name) => [titles.get(exercise) ?? exercise, name].filter(Boolean).join(": ");

// What stands above the sessions of a plan.
function head(list) {
  const [last] = list, best = list.reduce((a, b) => ((topLoad(b) - topLoad(a) || totalReps(b) - totalReps(a)) > 0 ? b : a));
  const facts = [last, best].flatMap((x) => [load(x) || `${totalReps(x)} reps`, `${day(x)}: ${sets(x)}`]);
  const box = copy("head", { ...facts, title: title(last.exercise, last.plan), from: day(list.at(-1)), to: day(last) });
  const trained = list.filter(totalReps).reverse();
  if (trained.length > 1) find("figure", box).prepend(chart(trained, unit(last)));
  else find("figure", box).remove();
  return box;
}

function line(x) {
  const details = copy("session", { day: day(x), sets: [sets(x), load(x)].filter(Boolean).join(", ") });
  details.dataset.id = x.id;
  return details;
}

// The numbers of a session, to correct. They are drawn when it is opened.
function open(details) {
  const x = sessionOf(details.dataset.id), box = copy("numbers", { felt: words[x.felt], unit: unit(x) });
  for (const r of x.rows) {
    const set = [r.kind === "easy" ? words.easy : `${words.set} ${r.set}`, words[r.side]].filter(Boolean).join(", ");
    const row = find("tbody", box).appendChild(copy("row", { set }));
    for (const input of findAll("input", row)) {
      input.value = r[input.name] ?? "";
      input.ariaLabel += `, ${set}`;
    }
  }
  details.append(box);
}

function correct(input) {
  if (!input.reportValidity()) return;
  const { name } = input, details = input.closest("details"), { id } = details.dataset;
  const x = sessionOf(id), r = x.rows[input.closest("tr").sectionRowIndex];
  // The clean reps left belong to the set, on both sides.
  const isMeant = (q) => q === r || (name === "reps_left" && q.kind === r.kind && q.set === r.set);
  const value = input.value === "" ? null : Number(input.value);
  store.set(LOG, merge(store.rows(), x.rows.filter(isMeant).map((q) => ({ ...q, [name]: value }))));
  const now = sessionOf(id);
  details.firstElementChild.replaceWith(line(now).firstElementChild);
  find("div", details.parentElement).replaceWith(head(log().filter((y) => keyOf(y) === keyOf(now))));
  findAll(`[name=${name}]`, details).forEach((each, i) => { each.value = now.rows[i][name] ?? ""; });
  tell(`${words.corrected} ${day(now)}.`);
}

// A plan leads to its next session, or to the builder, which fills in the last one and the week that comes next.
function planLine(plan, last, isCurrent) {
  const isNews = last && last.date !== plan.told && question(last);
  const item = copy("plan", { title: title(plan.exercise, plan.name) });
  find(isNews ? ".start" : ".ask", item).remove();
  find("a", item).href = isNews ? `${words.routine}?${last.routine}#next` : `${words.start}?${plan.address}`;
  item.dataset.id = keyOf(plan);
  find("[type=radio]", item).checked = isCurrent;
  return item;
}

// Says what happened, and whether the browser refused to keep it.
function tell(text) {
  find("[data-t=told]").textContent = text;
  words.trouble = store.trouble;
}

function show(text) {
  const list = log(), plans = readPlans(list), groups = new Map();
  for (const x of list) groups.set(keyOf(x), groups.get(keyOf(x)) ?? []).get(keyOf(x)).push(x);
  find("[data-sessions]").replaceChildren(...[...groups.values()].map((each) => {
    const section = document.createElement("section");
    section.append(head(each), ...each.map(line));
    return section;
  }));
  find("[data-plans]").replaceChildren(...plans.list.map((plan) => planLine(plan, groups.get(keyOf(plan))?.[0], keyOf(plan) === plans.current)));
  find("[data-t=count]").textContent = words.count = list.length;
  tell(text);
}

function save(rows, text) {
  const isKept = store.set(LOG, rows);
  show(text);
  return isKept;
}

function download(text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `text/${type}` }));
  link.download = `training-log.${type}`;
  link.click();
}

async function take(input) {
  const got = await read(input.files[0]), old = store.rows();
  input.value = "";
  if (got.error) return tell(`${words.refused} ${got.error}`);
  if (!save(merge(old, got.rows), `${words.taken} ${sessions(got.rows).length}.`) && store.trouble === "full") save(old, words.full);
}

function forget() {
  for (const key of [LOG, RUN, SETTINGS, PLANS]) store.drop(key);
  // Addresses of saved routines tell of sessions too. A page that was reloaded past the worker has no controller.
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ forgetRoutines: true }));
  show(words.forgotten);
}

// A plan with the routine of the current one, under another name.
function add() {
  const input = find("[name=name]"), name = input.value.trim(), { list, current } = readPlans(log());
  const plan = list.find((p) => keyOf(p) === current), more = { ...plan, name, address: routineOf(plan.address), told: null };
  if (!isName(name) || list.some((p) => keyOf(p) === keyOf(more))) return tell(words.name);
  store.set(PLANS, { list: [...list, more], current: keyOf(more) });
  input.value = "";
  show(words.added);
}

const actions = {
  csv: () => download(toCSV(store.rows()), "csv"),
  json: () => download(toJSON(store.rows()), "json"),
  delete(id) { if (confirm(words.delete)) save(store.rows().filter((r) => r.date + r.exercise !== id), words.deleted); },
  remove(id) {
    if (!confirm(words.remove)) return;
    store.set(PLANS, { list: readPlans([]).list.filter((p) => keyOf(p) !== id) });
    save(store.rows().filter((r) => keyOf(r) !== id), words.removed);
  },
  add,
  forget,
};
page.addEventListener("click", ({ target }) => actions[target.dataset.do]?.(target.closest("[data-id]")?.dataset.id));
page.addEventListener("change", ({ target }) => {
  const id = target.closest("[data-id]")?.dataset.id;
  if (target.type === "file") take(target);
  else if (target.closest("td")) correct(target);
  else if (target.name === "current") store.set(PLANS, { ...readPlans(log()), current: id });
});
page.addEventListener("toggle", ({ target }) => { if (target.open && !target.children[1]) open(target); }, true);
addEventListener("storage", () => show());
show();
page.hidden = false;
