// Plans: each has an exercise (the slug of a variation), a name, and the query of the address of its next session. The
// first plan of an exercise has no name. A named one is for somebody else on the same phone. One plan is current.
import { routineOf } from "./log.js";
import { PLANS, store } from "./store.js";

const isPlans = (all) => Array.isArray(all?.list) && all.list.every((p) => typeof p?.name === "string" && typeof p.address === "string");
export const keyOf = ({ exercise, name, plan = name }) => `${exercise} ${plan}`; // of a plan or a session

// The plans kept, and one for each exercise and name in the log. `list` has its sessions, newest first.
export function readPlans(list) {
  const kept = store.get(PLANS, isPlans), all = new Map((kept?.list ?? []).map((plan) => [keyOf(plan), plan]));
  for (const { plan: name, exercise, routine: address } of list) {
    const plan = { exercise, name, address };
    if (!all.has(keyOf(plan))) all.set(keyOf(plan), plan);
  }
  return { current: all.has(kept?.current) ? kept.current : [...all.keys()][0], list: [...all.values()] };
}

export const changePlan = (plans, key, change) => ({
  current: plans.current === key ? keyOf({ ...plans.list.find((p) => keyOf(p) === key), ...change }) : plans.current,
  list: plans.list.map((p) => (keyOf(p) === key ? { ...p, ...change } : p)),
});

// Makes the plan of this address current, or a new one. The same exercise with other answers is the plan, changed. An
// address that tells of a session takes the place of the one before; the bare routine does not.
export function openPlan(plans, exercise, address, told) {
  const found = plans.list.find((p) => p.exercise === exercise && keyOf(p) === plans.current) ?? plans.list.find((p) => p.exercise === exercise);
  if (!found) return { current: keyOf({ exercise, name: "" }), list: [...plans.list, { exercise, name: "", address, told }] };
  const isSame = routineOf(found.address) === routineOf(address);
  const change = told || !isSame ? { address, told: told ?? found.told } : {};
  return { ...changePlan(plans, keyOf(found), change), current: keyOf(found) };
}
