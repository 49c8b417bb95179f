// Writes the state into the page. It decides nothing.
import { minutes } from "./clock.js";
import { SIDES, sideReps, totalReps } from "./log.js";
import { cycle, isLast, loadOf, number, side, target, within } from "./machine.js";

export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const one = (selector, root = document) => root.querySelector(selector);
const words = Object.fromEntries(all("[data-word]", one("#words").content).map((p) => [p.dataset.word, p.textContent]));
export const word = (name, values = {}) => (words[name] ?? "").replace(/{(\w+)}/g, (_, key) => values[key] ?? "");
export const still = matchMedia("(prefers-reduced-motion: reduce)");

export const put = (name, text) => {
  for (const el of all(`[data-t="${name}"]`)) if (el.textContent !== String(text)) el.textContent = text;
};
const when = (name, yes) => {
  for (const el of all(`[data-if="${name}"]`)) el.hidden = !yes;
};
const make = (tag, attributes, ...children) => {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  el.append(...children);
  return el;
};
const style = (el, name, value) => el.style.setProperty(name, value);
const cap = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const list = (...parts) => parts.filter(Boolean).join(", ");
const total = (x, which) => sideReps(x, which).reduce((a, b) => a + b, 0);
const PARTS = ["Lift", "Hold", "Lower"];
const reps = (n) => `${n} ${n === 1 ? "rep" : "reps"}`;
const amount = (value) => (value == null ? "–" : String(Math.round(value * 100) / 100));
const span = ([low, high]) => (high === null ? `${low} or more` : low === high ? `${low}` : `${low}-${high}`);
export const day = (time) => new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(new Date(time));

const sideName = (plan, which) => (which === "both" ? "" : `${which} ${plan.side}`);
const here = (s) => sideName(s.plan, side(s));
const to = (verb, name) => (name ? `${verb}: ${name}` : verb);
const setName = (s, n = s.n) => (s.sets[n].easy ? "Easy set" : `Set ${number(s, n)} of ${s.plan.reps.length}`);
const doneName = (s) => `${s.sets[s.n].easy ? "Easy set" : `Set ${number(s)}`} done`;
const loadName = (s, n) => {
  const load = loadOf(s, n);
  return load == null ? "" : `${amount(load)} ${s.plan.load.unit}`;
};
const what = (s, n = s.n) => list(setName(s, n), n === s.n ? here(s) : sideName(s.plan, s.plan.order[0]), reps(target(s, n)), loadName(s, n));
export const running = (s) => !["ready", "done"].includes(s.phase);

for (const box of all(".fig")) box.append(one("#figure").content.cloneNode(true));
const figures = all(".fig svg");
for (const svg of figures) svg.pauseAnimations();

// The first second of the animation lifts.
function pose(height) {
  for (const svg of figures) svg.setCurrentTime(height * height * (3 - 2 * height) * 0.999);
}

let shown = "";
function screen(id, focus) {
  for (const el of all("[data-screen]")) el.hidden = el.dataset.screen !== id;
  if (!focus) return;
  scrollTo(0, 0);
  one(`[data-screen="${id}"] [data-focus]`)?.focus({ preventScroll: true });
}

// A box for each side of each set, at the top.
function pairs(s) {
  const atWork = ["lead", "work", "change"].includes(s.was ?? s.phase);
  const order = SIDES.filter((which) => s.plan.order.includes(which));
  one(".pairs").replaceChildren(...s.sets.map((set, n) => make("li", set.easy ? { class: "easy" } : {}, ...order.map((which) =>
    make("i", { class: set.done[which] ? "yes" : n === s.n && side(s) === which && atWork ? "now" : "" })))));
}

function stepper(label, note, value, step, act) {
  const button = (sign, by, name) => {
    const el = make("button", { type: "button", "aria-label": `${name}: ${label}` }, sign);
    Object.assign(el.dataset, act, { do: "fix", by });
    return el;
  };
  return make("div", { class: "step" }, make("b", {}, label, make("small", {}, note)), button("−", -step, "Less"), make("output", {}, value), button("+", step, "More"));
}

function steppers(s, where) {
  const box = one(`[data-steps="${where}"]`);
  const focused = document.activeElement?.dataset.by && document.activeElement.getAttribute("aria-label");
  const { plan, n } = s, { done } = s.sets[n];
  const rows = plan.order.filter((which) => done[which]).map((which) =>
    stepper(cap(sideName(plan, which)) || "Reps", "clean reps", done[which].reps, 1, { n, sides: which, field: "reps" }));
  if (where === "set" && plan.load) {
    const isSame = plan.order.every((which) => done[which].load === done[plan.order[0]].load);
    for (const which of isSame ? [plan.order[0]] : plan.order)
      rows.push(stepper(list("Load", !isSame && sideName(plan, which)), plan.load.unit, amount(done[which].load), plan.load.step, { n, sides: isSame ? plan.order : which, field: "load" }));
  }
  box.replaceChildren(...rows);
  if (focused) all("button", box).find((el) => el.getAttribute("aria-label") === focused)?.focus();
}

// An answer that is a range counts as its careful end.
function choices([low, high]) {
  const found = [[0, "None", "none"]];
  if (low > 1) found.push([low - 1, span([1, low - 1]), "fewer"]);
  if (high !== 0) found.push([Math.max(1, low), span([Math.max(1, low), high]), "planned"]);
  if (high !== null) found.push([high + 1, span([high + 1, null]), "more"]);
  return found.map(([value, text, name]) => {
    const el = make("button", { type: "button" }, make("strong", {}, text), make("small", {}, word(`spare-${name}`)));
    Object.assign(el.dataset, { do: "spare", value });
    return el;
  });
}

function speech(s) {
  const { phase, level, pace, plan } = s;
  switch (phase) {
    case "lead": return word("say-lead", { what: what(s) });
    case "work": return pace ? word("say-work") : word("say-count", { what: what(s) });
    case "change": return level ? word("wait") : word(pace ? "say-change" : "say-change-count", { side: here(s), s: plan.change });
    case "log": return level ? "" : word(isLast(s) ? "say-last" : "say-log", { set: setName(s) });
    case "rest": return level === 2 ? word("over") : level ? word("up", { s: plan.rest[0] }) : word("say-rest", { s: Math.round((s.ends - s.since) / 1000), what: what(s, s.n + 1) });
    default: return word(`say-${phase}`, { why: word(s.why) });
  }
}

export function ready(s, settings, { last, isWeaker, weeks }) {
  const { plan } = s;
  put("week-line", weeks ? word("week", plan) : plan.text);
  put("sets", plan.reps.length);
  put("reps", new Set(plan.reps).size > 1 ? plan.reps.join(", ") : plan.reps[0]);
  put("spare", span(plan.spare));
  put("rest-range", span(plan.rest));
  put("tempo", plan.tempo.join("-"));
  put("load", loadName(s, s.sets.length - 1) || plan.word);
  put("last", last ? word("last", { date: day(last.date), reps: list(...plan.order.map((which) => `${sideName(plan, which)} ${total(last, which)}`.trim())) }) : "");
  put("first-why", isWeaker ? word("weaker") : "");
  put("easy-line", word("easy", { n: plan.easy, reps: reps(plan.fewest), load: word(plan.load ? "half" : "less") }));
  put("pace-line", word("pace", plan.tempo));
  put("start", to("Start", here(s)));
  when("has-easy", plan.easy);
  when("has-weeks", weeks > 1);
  when("weighted", plan.load);
  when("can-shake", "vibrate" in navigator);
  for (const el of all('[data-screen="ready"] [type=checkbox]')) el.checked = settings[el.name];
  for (const el of all('[name="first"]')) el.checked = el.value === plan.order[0];
  if (plan.load) one('[name="load"]').value = plan.load.value ?? "";
}

export function fill(name, options, value) {
  const select = one(`[name="${name}"]`);
  select.replaceChildren(...options.map(([option, text]) => make("option", { value: option }, text)));
  select.value = value;
}

const title = document.title;

export function render(s, now, { changed, trouble, instead }) {
  const id = instead || (s.phase === "lead" ? "work" : s.phase);
  const busy = running(s) && !instead;
  document.body.classList.toggle("busy", busy);
  document.title = busy ? `${setName(s)} | ${one("#session").dataset.name}` : title;
  when("busy", busy);
  when("running", !["paused", "stop"].includes(s.phase));
  when("trouble", trouble);
  put("trouble", word(trouble));
  if (id + s.n + s.turn !== shown) screen(id, changed !== "first");
  shown = id + s.n + s.turn;
  if (instead) return put("other", list(s.plan.title, setName(s)));
  for (const el of all(".duo, .intro")) el.dataset.side = side(s);
  if (s.phase !== "ready") put("say", speech(s));
  put("where", setName(s));
  pairs(s);
  draw[id]?.(s, now);
  frame(s, now);
}

const draw = {
  work(s) {
    const weight = loadName(s, s.n), { cues } = s.plan;
    put("side", cap(here(s)) || setName(s));
    put("finish", s.phase === "lead" ? "Start now" : s.pace ? "Stop here" : list("Done", here(s)));
    one('[data-screen="work"] .go').dataset.do = s.phase === "lead" ? "go" : "finish";
    put("of", list(s.phase === "lead" ? reps(target(s)) : s.pace ? `of ${target(s)}` : "clean reps", weight));
    put("cue", s.sets[s.n].easy ? word("easy-cue", { load: word(s.plan.load ? "half" : "less") }) : cues.length ? cues[(number(s) - 1) % cues.length] : "");
    when("paced", s.pace);
  },
  change(s) {
    put("side", cap(here(s)));
    put("change-go", to("Start", here(s)));
    put("change-of", s.level ? word("wait") : s.pace ? "then it starts" : "to change");
    steppers(s, "before");
  },
  log(s) {
    put("log-head", doneName(s));
    when("resting", !isLast(s));
    steppers(s, "set");
    const skip = make("button", { type: "button", class: "unknown", "data-do": "spare" }, "I do not know");
    if (!one(".choices").childElementCount) one(".choices").append(...choices(s.plan.spare), skip);
  },
  rest(s) {
    const { rest, order } = s.plan, whole = s.ends - s.since, mayStart = s.level > 0;
    put("rest-head", s.level === 2 ? word("over") : "Rest");
    put("rest-of", s.level === 2 ? word("planned", { s: span(rest) }) : mayStart ? word("up", { s: rest[0] }) : rest[0] < rest[1] ? word("from", { time: minutes(whole - rest[0] * 1000) }) : "");
    put("next", what(s, s.n + 1));
    when("judged", !s.sets[s.n].easy);
    put("correct", `Correct set ${number(s)}`);
    put("rest-go", mayStart ? to("Start", sideName(s.plan, order[0])) : "Skip the rest");
    one('[data-screen="rest"] .go').classList.toggle("wait", !mayStart);
    style(one(".run"), "--at", `${Math.max(0, Math.min(100, 100 - (rest[0] * 1e5) / whole))}%`);
  },
  paused(s) {
    const atWork = s.was === "work";
    put("paused-head", s.why === "old" ? `Your session of ${day(s.started)}` : "Paused");
    const isDone = ["rest", "log"].includes(s.was);
    put("paused-line", isDone ? doneName(s) : list(setName(s), here(s), atWork && s.pace && `${s.reps} of ${reps(target(s))}`));
    put("paused-why", word(s.why));
    put("resume", { rest: "Back to the rest", log: "Back to the set" }[s.was] ?? to("Go on", here(s)));
    when("again", atWork && s.pace && s.reps > 0);
  },
  stop(s) {
    put("stop-line", s.was === "work" && s.pace ? `${list(cap(here(s)), reps(s.reps))}. ${word("kept")}` : word("kept"));
  },
};

// What changes with time.
export function frame(s, now) {
  const left = s.ends - now, { tempo } = s.plan;
  if (s.phase === "ready") pose(1);
  one('[data-t="rep"]').classList.toggle("secs", s.phase === "lead");
  if (s.phase === "lead") {
    put("rep", Math.max(1, Math.ceil(left / 1000)));
    put("part", "Get set");
    put("second", "");
    bars(s, -1, 0);
    pose(0);
  } else if (s.phase === "work" && !s.pace) {
    put("rep", target(s));
    pose(1);
  } else if (s.phase === "work") {
    const at = within(s.plan, now - s.since);
    put("rep", Math.min(target(s), Math.floor((now - s.since) / cycle(s.plan)) + 1));
    put("part", PARTS[at.part]);
    put("second", at.second);
    bars(s, at.part, still.matches ? at.second / tempo[at.part] : at.done);
    pose(still.matches ? 0 : at.height);
  } else if (s.phase === "change") {
    put("change-left", Math.max(0, Math.ceil(left / 1000)));
    pose(0);
  } else if (s.phase === "rest" || s.phase === "log") {
    put("rest-left", left > 0 ? minutes(left) : `+${minutes(-left)}`);
    one('[data-t="rest-left"]').classList.toggle("long", left <= 0);
    put("log-clock", left > 0 ? `Rest ${minutes(left)}` : "Rest is over");
    style(one(".run"), "--done", Math.max(0, left / (s.ends - s.since)));
  }
}

function bars(s, part, done) {
  all(".beats li").forEach((li, i) => {
    li.hidden = s.plan.tempo[i] === 0;
    style(li, "flex-grow", s.plan.tempo[i]);
    style(li.firstChild, "--done", i < part ? 1 : i === part ? done : 0);
  });
}

export function done(s, session, before, next) {
  const { plan, felt } = s;
  when("pain", felt === "pain");
  when("slipped", felt === "slipped");
  put("done-head", word(`head-${felt}`));
  put("done-line", session ? word("done", { title: plan.title, date: day(s.started), minutes: Math.max(1, Math.round((s.seen - s.started) / 60000)) }) : word("none"));
  put("done-compare", session && before ? word("compare", { before: totalReps(before), now: totalReps(session) }) : "");
  when("loaded", plan.load);
  when("asks", next);
  when("counted", session);
  if (next) one("[data-link=next]").href = next;
  const cell = (value) => make("td", {}, value ?? "–");
  const sets = s.sets.map((set, n) => [set, n]).filter(([set]) => Object.keys(set.done).length);
  one("[data-rows=sum]").replaceChildren(...sets.map(([set, n]) => make("tr", {}, make("th", { scope: "row" }, set.easy ? "Easy" : number(s, n)),
    ...(plan.side ? ["left", "right"] : ["both"]).map((which) => cell(set.done[which]?.reps)),
    ...(plan.load ? [cell(amount(Object.values(set.done)[0].load))] : []), cell(set.easy ? null : set.spare))));
}
