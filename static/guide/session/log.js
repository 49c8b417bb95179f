// The log: flat rows, one for each side of each set, as docs/api.md describes them. Pure functions.
const TOLD = "history former_load rung left right load_used reps_in_reserve previous_session_same felt plan_week";

// `s.plan.address` is the query of the routine with its history, as the form “How did it go?” has it.
export function rowsOf(s) {
  const { plan, felt } = s, date = new Date(s.started).toISOString().slice(0, 19) + "Z";
  const seen = { easy: 0, set: 0 };
  return s.sets.flatMap((set) => {
    const kind = set.easy ? "easy" : "set", number = ++seen[kind];
    return plan.order.filter((side) => set.done[side]).map((side) => ({
      date, exercise: plan.exercise, kind, set: number, side,
      reps: set.done[side].reps, load: set.done[side].load ?? null, unit: plan.load?.unit ?? "",
      reps_left: set.spare, felt, week: plan.week ?? null, plan: plan.name ?? "", routine: plan.address,
    }));
  });
}

// Of rows with the same date, exercise, kind, set and side, the last one counts.
const key = (r) => [r.date, r.exercise, r.kind, String(r.set).padStart(2, 0), r.side].join();
export function merge(old, more) {
  const all = new Map([...old, ...more].map((r) => [key(r), r]));
  return [...all.keys()].sort().map((each) => all.get(each));
}

// Newest first.
export function sessions(rows) {
  const all = new Map();
  for (const r of rows) {
    const id = r.date + r.exercise;
    if (!all.has(id)) all.set(id, { ...r, id, rows: [] });
    all.get(id).rows.push(r);
  }
  return [...all.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
}

const counted = (session) => session.rows.filter((r) => r.kind === "set");
export const sideReps = (session, side) => counted(session).filter((r) => r.side === side).map((r) => r.reps);
export const SIDES = ["left", "right", "both"];
export const totalReps = (session) => SIDES.flatMap((side) => sideReps(session, side)).reduce((a, b) => a + b, 0);
export const topLoad = (session) => Math.max(0, ...counted(session).map((r) => r.load ?? 0));

// Without sets that were broken off, or that one side lacks: their few reps would read as “too heavy”.
function judged(session) {
  const sets = counted(session).filter((r) => session.felt === "fine" || r.reps_left !== null);
  const sides = new Set(sets.map((r) => r.side)).size;
  return { ...session, rows: sets.filter((r) => sets.filter((q) => q.set === r.set).length === sides) };
}

// The routine of an address, without what the address tells of sessions.
export function routineOf(query) {
  const q = new URLSearchParams(query);
  for (const name of TOLD.split(" ")) q.delete(name);
  q.sort();
  return String(q);
}

// The query that tells a session to the builder; "" if no set can be judged. `week` comes next.
export function question(session, week) {
  const all = judged(session), last = all.rows.filter((r) => r.reps_left !== null).at(-1);
  if (!last) return "";
  const q = new URLSearchParams(session.routine), reps = (side) => sideReps(all, side).join(" ");
  q.set("left", reps("left") || reps("right") || reps("both"));
  // If one side trains alone, the builder gets its reps for both.
  if (last.side !== "both") q.set("right", reps("right") || reps("left"));
  if (last.load) q.set("load_used", `${last.load} ${last.unit}`);
  q.set("reps_in_reserve", last.reps_left);
  q.set("felt", session.felt === "early" ? "fine" : session.felt);
  if (week) q.set("plan_week", week);
  return `?${q}`;
}

// The side that did fewer reps starts next time; null if both did the same.
export function weaker(session) {
  const [left, right] = ["left", "right"].map((side) => sideReps(judged(session), side).reduce((a, b) => a + b, 0));
  return left === right || !left || !right ? null : left < right ? "left" : "right";
}

// The week of the next session of a plan. `list`: its sessions, newest first; `counts`: how many each week has.
export function nextWeek(list, counts) {
  const week = list[0]?.week || 1, before = list.findIndex((x) => x.week !== week);
  const done = (before < 0 ? list : list.slice(0, before)).filter((x) => x.felt === "fine").length;
  return done && done >= counts[week - 1] ? Math.min(counts.length, week + 1) : Math.min(counts.length, week);
}
