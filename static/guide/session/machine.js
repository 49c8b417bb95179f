// The session as a state machine: `reduce(state, event)` returns the next state. It is pure: each event carries `now`,
// and there is no page, storage or sound here.

const HIDDEN_MS = 3000; // after a longer gap between two ticks, nobody saw the count
export const OLD_MS = 12 * 3600e3;
const LEAD_S = 5;
export const VERSION = 1; // of the state

const range = (text) => {
  const [low, high = low] = String(text).split("-").map((part) => parseInt(part));
  return [low, /\+/.test(text) ? null : high];
};

// The numbers of one session, from the data of its page. `pick`: week and session of that week, counted from 1, the
// side that starts, whether it is the only one, and the load that the trainee typed, or else used last.
export function planOf(data, { week = 1, session = 1, first, only = false, load, last, unit } = {}) {
  const row = data.weeks[week - 1] ?? data.weeks.at(-1), { session: own, next } = data;
  const start = /^(left|right)/.exec(next?.start_with)?.[0];
  const one = first ?? start ?? "left";
  const planned = /^([\d.]+) (kg|lb)$/.exec(next?.load ?? row.load);
  const of = planned?.[2] ?? unit ?? Object.keys(own.load_steps)[0];
  const step = own.load_steps[of];
  return {
    exercise: data.variation.slug,
    title: data.variation.title,
    address: data.address,
    edition: data.edition,
    week: row.week,
    weeks: data.weeks.length,
    minutes: row.minutes,
    text: next?.why ?? row.text,
    side: own.side,
    order: !own.side ? ["both"] : only ? [one] : one === "left" ? ["left", "right"] : ["right", "left"],
    reps: next ? next.reps : Array(row.sets[session - 1] ?? row.sets[0]).fill(range(row.reps)[0]),
    fewest: own.fewest_reps,
    spare: range(row.rir),
    rest: own.rest_seconds,
    tempo: (next?.tempo ?? row.tempo).split("-").map(Number),
    change: own.change_seconds,
    load: step ? { value: load ?? (planned ? Number(planned[1]) : last || null), unit: of, step } : null,
    // The load of the start has words of its own: “start level” says nothing outside the table of weeks.
    word: next?.load ?? (row.load === data.weeks[0].load ? own.load : row.load),
    easy: own.easy_sets[1],
    cues: data.cues,
  };
}

export const cycle = (plan) => plan.tempo.reduce((a, b) => a + b, 0) * 1000 || 1000;
export const side = (s) => s.plan.order[s.turn];
export const isLast = (s) => s.n === s.sets.length - 1;
export const number = (s, n = s.n) => s.sets.slice(0, n + 1).filter((set) => !set.easy).length;
export const target = (s, n = s.n) => (s.sets[n].easy ? s.plan.fewest : s.plan.reps[number(s, n) - 1]);

// The reps when someone stops in the middle: a rep counts once it is on its way down.
export function counted(s, now) {
  if (!s.pace) return target(s);
  const whole = Math.floor((now - s.since) / cycle(s.plan));
  const rest = (now - s.since) % cycle(s.plan);
  const top = (s.plan.tempo[0] + s.plan.tempo[1]) * 1000;
  return Math.max(0, Math.min(target(s), whole + (rest >= top && top > 0)));
}

// Which part of a rep it is after `ms`: lift, hold or lower, its second, how much of it is done, and how high.
export function within(plan, ms) {
  let t = (ms % cycle(plan)) / 1000;
  for (const part of [0, 1, 2]) {
    const long = plan.tempo[part];
    if (t < long) return { part, second: Math.floor(t) + 1, done: t / long, height: [t / long, 1, 1 - t / long][part] };
    t -= long;
  }
  return { part: 2, second: 1, done: 1, height: 0 };
}

export function begin(plan, { pace = true, easy = false } = {}) {
  const set = (isEasy) => ({ easy: isEasy, spare: null, done: {} });
  const sets = [...Array(easy ? plan.easy : 0).fill(true), ...plan.reps.map(() => false)].map(set);
  return { version: VERSION, plan, pace, sets, n: 0, turn: 0, phase: "ready", since: 0, ends: 0, seen: 0, reps: 0, level: 0, was: null, why: "", felt: "", started: 0 };
}

const work = (s, now, reps = 0) => ({ ...s, phase: "work", since: now - reps * cycle(s.plan), reps, was: null, why: "" });
const lead = (s, now, reps = 0) =>
  s.pace ? { ...s, phase: "lead", ends: now + LEAD_S * 1000, reps, was: null, why: "" } : work(s, now);

// The load before a set is done: half for an easy one, else that of the set before.
export function loadOf(s, n = s.n, which = s.plan.order[n === s.n ? s.turn : 0]) {
  const { load } = s.plan;
  if (!load) return null;
  if (s.sets[n].easy) return load.value && Math.max(load.step, Math.round(load.value / 2 / load.step) * load.step);
  return s.sets.slice(0, n).findLast((set) => !set.easy && set.done[which])?.done[which].load ?? load.value;
}

function patch(s, n, which, change) {
  const sets = s.sets.slice();
  sets[n] = { ...sets[n], done: { ...sets[n].done, [which]: { ...sets[n].done[which], ...change } } };
  return { ...s, sets };
}

// One side is done: then the other one, or the set is complete. The rest starts here, not once the log is filled in.
function finish(s, now, reps) {
  const next = { ...patch(s, s.n, side(s), { reps, load: loadOf(s) }), since: now, reps: 0, level: 0 };
  if (s.turn < s.plan.order.length - 1)
    return { ...next, phase: "change", turn: s.turn + 1, ends: now + s.plan.change * 1000 };
  return { ...next, phase: s.sets[s.n].easy ? "rest" : "log", ends: now + s.plan.rest[1] * 1000 };
}

// `level` says how far a rest is: 1 from the least rest on, 2 from its end on.
function rested(s, now) {
  const level = now >= s.ends ? 2 : now - s.since >= s.plan.rest[0] * 1000 ? 1 : 0;
  return level > s.level ? { ...s, level } : s;
}

const hold = (s, why) => ({ ...s, phase: "paused", was: s.phase === "lead" ? "work" : s.phase, why, reps: s.phase === "work" ? counted(s, s.seen) : s.reps });

function end(s) {
  const isOpen = s.was === "work" && s.pace && s.reps > 0 && !s.sets[s.n].done[side(s)];
  const next = isOpen ? patch(s, s.n, side(s), { reps: s.reps, load: loadOf(s) }) : s;
  return { ...next, phase: "done", felt: next.felt || "early", was: null };
}

const on = {
  start: (s, e) => (s.phase === "ready" ? lead({ ...s, started: e.now }, e.now) : s),

  tick(s, { now }) {
    const isSeen = now - s.seen <= HIDDEN_MS;
    if (s.phase === "lead") return !isSeen ? hold(s, "away") : now >= s.ends ? work(s, s.ends, s.reps) : s;
    if (s.phase === "work" && s.pace) {
      if (!isSeen) return hold(s, "away");
      const reps = Math.floor((now - s.since) / cycle(s.plan));
      return reps >= target(s) ? finish(s, now, target(s)) : reps === s.reps ? s : { ...s, reps };
    }
    if (s.phase === "change" && now >= s.ends && !s.level)
      // The other side starts by itself only for someone who was there in the last seconds.
      return s.pace && isSeen ? work(s, s.ends) : { ...s, level: 2 };
    return s.phase === "rest" || s.phase === "log" ? rested(s, now) : s;
  },

  finish: (s, e) => (s.phase === "work" ? finish(s, e.now, counted(s, e.now)) : s),

  go(s, e) {
    if (s.phase === "lead") return work(s, e.now, s.reps);
    if (s.phase === "change") return lead(s, e.now);
    return s.phase === "rest" ? lead({ ...s, n: s.n + 1, turn: 0, level: 0 }, e.now) : s;
  },

  add(s, e) {
    if (s.phase !== "rest" && s.phase !== "change") return s;
    const from = e.seconds > 0 ? Math.max(s.ends, e.now) : s.ends;
    const ends = Math.max(e.now, from + e.seconds * 1000);
    if (s.phase === "change") return { ...s, ends, level: 0 };
    return rested({ ...s, ends, level: Math.min(s.level, ends > e.now ? 1 : 2) }, e.now);
  },

  fix(s, e) {
    const done = s.sets[e.n].done[e.side];
    const value = Math.min(e.field === "load" ? 999 : 100, Math.max(0, (done?.[e.field] ?? 0) + e.by));
    return done ? patch(s, e.n, e.side, { [e.field]: value }) : s;
  },

  spare(s, e) {
    if (s.phase !== "log") return s;
    const sets = s.sets.slice();
    sets[s.n] = { ...sets[s.n], spare: e.value };
    const next = { ...s, sets };
    return isLast(s) ? { ...next, phase: "done", felt: "fine" } : rested({ ...next, phase: "rest" }, e.now);
  },

  correct: (s) => (s.phase === "rest" && !s.sets[s.n].easy ? { ...s, phase: "log" } : s),

  pause: (s, e) => (["lead", "work", "change", "log", "rest"].includes(s.phase) ? hold({ ...s, seen: e.now }, "pause") : s),

  resume(s, e) {
    if (s.phase !== "paused") return s;
    if (s.was === "work") return lead(s, e.now, s.pace ? s.reps : 0);
    const next = { ...s, phase: s.was, was: null, why: "" };
    return s.was === "change" ? { ...next, ends: Math.max(s.ends, e.now + 10000), level: 0 } : rested(next, e.now);
  },

  again: (s, e) => (s.phase === "paused" && s.was === "work" ? lead(s, e.now) : s),

  hurt: (s, e) => (["ready", "done", "stop"].includes(s.phase) ? s : { ...(s.phase === "paused" ? s : hold({ ...s, seen: e.now }, "")), phase: "stop" }),

  nothing: (s) => (s.phase === "stop" ? { ...s, phase: "paused", why: "pause" } : s),

  felt: (s, e) => (s.phase === "stop" ? end({ ...s, felt: e.value }) : s),

  end: (s) => (s.phase === "paused" ? end(s) : s),

  // The page was opened again. Only a rest and a change go on by the clock.
  back(s, e) {
    if (["ready", "done", "stop", "log"].includes(s.phase)) return s;
    const isOld = e.now - s.started > OLD_MS;
    if (s.phase === "paused") return { ...s, why: isOld ? "old" : "back" };
    if (isOld) return hold(s, "old");
    if (s.phase === "rest") return rested(s, e.now);
    if (s.phase === "change") return e.now >= s.ends ? { ...s, level: 2 } : s;
    return hold(s, "back");
  },
};

export function reduce(s, event) {
  const next = on[event.type]?.(s, event) ?? s;
  return event.now ? { ...next, seen: event.now } : next;
}
