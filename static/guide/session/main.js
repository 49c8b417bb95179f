// Ties the parts together: buttons make events, the machine answers, and the state is kept, shown and sounded.
import { makeClock } from "./clock.js";
import { nextWeek, question, routineOf, rowsOf, sessions, topLoad, weaker } from "./log.js";
import { begin, cycle, isLast, OLD_MS, planOf, reduce, VERSION, within } from "./machine.js";
import { cue, prepare } from "./sound.js";
import { RUN, SETTINGS, store } from "./store.js";
import * as view from "./view.js";

const data = JSON.parse(document.getElementById("plan").textContent);
const settings = { easy: true, pace: true, sound: false, vibration: false, only: false, ...store.get(SETTINGS) };
const asked = Number(new URLSearchParams(location.search).get("plan_week")) || 0;
const nextLink = view.one("[data-link=next]").pathname;
let pick = {}; // what was chosen before the start
let s, now;
let other = null; // an unfinished session of another routine
let elsewhere = false, release = null, wakeLock = null, sounded = "", touched = -400;

const { slug } = data.variation;
const isTrained = (x) => x.rows.some((row) => row.kind === "set");
const ofExercise = (but) => sessions(store.rows()).filter((x) => x.exercise === slug && x.plan === store.planName(slug) && x.date !== but && isTrained(x));
const week = () => nextWeek(ofExercise().filter((x) => routineOf(x.routine) === routineOf(data.address)), data.weeks.map((row) => row.sets.length));

function weekOptions() {
  return data.weeks.flatMap(({ week, sets }) => (new Set(sets).size > 1 ? sets.map((_, i) => [`${week}-${i + 1}`, `${week}, session ${i + 1}`]) : [[`${week}-1`, week]]));
}

function fresh() {
  const last = ofExercise()[0], weak = last && weaker(last);
  const options = data.next ? [] : weekOptions();
  const chosen = pick.week ?? `${asked || week()}-1`;
  const [number, session] = chosen.split("-").map(Number);
  const first = pick.first ?? (data.next ? undefined : weak ?? undefined);
  const plan = planOf(data, { week: number, session, first, only: settings.only, load: pick.load, last: last && topLoad(last), unit: pick.unit ?? last?.rows[0].unit });
  s = begin({ ...plan, page: location.search }, settings);
  view.fill("week", options, chosen);
  if (plan.load) view.fill("unit", (data.next?.load ? [plan.load.unit] : Object.keys(data.session.load_steps)).map((unit) => [unit, unit]), plan.load.unit);
  view.put("plan", store.planName(slug));
  view.ready(s, settings, { last, isWeaker: weak && plan.order[0] === weak, weeks: options.length });
}

const draw = (changed) => view.render(other ?? s, now(), { changed, trouble: store.trouble, instead: other ? "other" : elsewhere && "elsewhere" });
const keep = () => (s.phase === "ready" ? store.drop(RUN) : store.set(RUN, s));

function send(event) {
  if (elsewhere || other) return;
  const before = s;
  s = reduce(s, { ...event, now: now() });
  if (s.phase !== before.phase || s.n !== before.n || s.turn !== before.turn) {
    touched = performance.now();
    if (s.phase === "done") close();
    if (before.phase === "work" && ["change", "log", "rest"].includes(s.phase)) cue(s.phase !== "change" && isLast(s) ? "done" : "change", settings);
    awake();
  }
  if (s.level > before.level) cue(s.level === 2 ? "over" : "ready", settings);
  if (Object.keys(s).some((key) => key !== "seen" && s[key] !== before[key])) {
    keep();
    draw(event.type);
  } else if (Math.floor(s.seen / 5000) !== Math.floor(before.seen / 5000)) keep();
}

// The session goes into the log, once.
function close() {
  const rows = rowsOf(s);
  const session = sessions(rows).find(isTrained);
  if (session && !s.kept) store.keep(rows);
  s = { ...s, kept: true };
  const query = session && s.felt !== "pain" ? question(session, week()) : "";
  view.done(s, session, ofExercise(session?.date)[0], query && nextLink + query);
  release?.();
}

function tick() {
  if (elsewhere || other || !view.running(s) || ["stop", "paused"].includes(s.phase)) return;
  send({ type: "tick" });
  const time = now();
  view.frame(s, time);
  let mark = "";
  if (s.phase === "work" && s.pace) mark = ["lift", "hold", "lower"][within(s.plan, time - s.since).part] + Math.floor((time - s.since) / cycle(s.plan));
  else if (["lead", "change"].includes(s.phase) && s.pace && s.ends - time < 3000 && s.ends > time) mark = `tick${Math.ceil((s.ends - time) / 1000)}`;
  if (mark && mark !== sounded) cue(mark.replace(/\d+$/, ""), settings);
  sounded = mark;
}

function picture() {
  if (s.phase === "work" && s.pace && !document.hidden && !elsewhere) view.frame(s, now());
  requestAnimationFrame(picture);
}

// The screen stays on while something counts.
async function awake() {
  const isWanted = view.running(s) && !["paused", "stop"].includes(s.phase) && !document.hidden && !elsewhere && !other;
  try {
    if (isWanted && !wakeLock) {
      wakeLock = (await navigator.wakeLock?.request("screen")) ?? null;
      wakeLock?.addEventListener("release", () => (wakeLock = null));
    } else if (!isWanted && wakeLock) await wakeLock.release();
  } catch {
    wakeLock = null; // a low battery refuses it, and the session goes on by the clock
  }
}

// One tab leads. Resolves to whether it is this one.
function lead(steal) {
  if (release || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = navigator.locks.request(RUN, steal ? { steal } : { ifAvailable: true }, (lock) => {
      elsewhere = !lock;
      resolve(!elsewhere);
      return lock && new Promise((free) => (release = () => (release = free())));
    });
    held.catch(() => {
      if (!release) return resolve(true); // locks are refused here
      release = null;
      elsewhere = true;
      draw("here");
      awake();
    });
  });
}

// Goes on with a session that was kept, or begins a new one.
async function load(changed) {
  const kept = store.get(RUN, (found) => found?.version === VERSION);
  now = makeClock(kept?.seen);
  fresh();
  const isOurs = kept?.plan.address === data.address;
  other = kept && !isOurs && view.running(kept) ? kept : null;
  if (other) view.one("[data-link=other]").href = location.pathname + kept.plan.page;
  else if (isOurs && (view.running(kept) || now() - kept.seen < OLD_MS)) {
    s = reduce(kept, { type: "back", now: now() });
    if (s.phase === "done") close();
    else await lead();
    if (!elsewhere) keep();
  }
  draw(changed);
  awake();
}

const acts = {
  async start() {
    prepare();
    const begun = s;
    if (!(await lead())) return draw("here");
    if (view.running(store.get(RUN) ?? begun)) return load("here"); // another tab began one meanwhile
    send({ type: "start" });
  },
  async here() {
    if (await lead(true)) load("here");
  },
  leave() {
    s = ["pause", "end"].reduce((state, type) => reduce(state, { type, now: now() }), other);
    if (sessions(rowsOf(s)).some(isTrained)) store.keep(rowsOf(s));
    other = null;
    acts.new();
  },
  more: () => send({ type: "add", seconds: 15 }),
  less: () => send({ type: "add", seconds: -15 }),
  pain: () => send({ type: "felt", value: "pain" }),
  slipped: () => send({ type: "felt", value: "slipped" }),
  spare: ({ value }) => send({ type: "spare", value: value === undefined ? null : Number(value) }),
  fix: ({ n, sides, field, by }) => sides.split(",").forEach((side) => send({ type: "fix", n: Number(n), side, field, by: Number(by) })),
  new() {
    store.drop(RUN);
    pick = {};
    fresh();
    draw("new");
  },
};

addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-do]");
  if (!button) return;
  const { do: name } = button.dataset;
  // A second tap on the place of the last button must not answer for the screen that came in between.
  if (!["hurt", "fix"].includes(name) && performance.now() - touched < 400) return;
  if (acts[name]) acts[name](button.dataset);
  else send({ type: name });
});
addEventListener("keydown", ({ key }) => key === "Escape" && send({ type: "pause" }));
addEventListener("change", ({ target: { name, type, value, checked, valueAsNumber } }) => {
  if (!s || view.running(s)) return;
  if (type === "checkbox") {
    settings[name] = checked;
    store.set(SETTINGS, settings);
    if (checked && ["sound", "vibration"].includes(name)) {
      prepare();
      cue("ready", settings);
    }
  } else if (name === "load") pick.load = valueAsNumber >= 0 ? valueAsNumber : undefined;
  else if (["first", "week", "unit"].includes(name)) pick[name] = value;
  else return;
  fresh();
  draw("set");
});
addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    tick();
    awake();
  } else if (view.running(s) && !elsewhere && !other) keep();
});

await load("first");
setInterval(tick, 100);
if (!view.still.matches) requestAnimationFrame(picture);
