// On the page of a routine: fills in “How did it go?” from the last session of this routine in the log, marks the week
// that comes next, and remembers the address of the next session. Nothing is sent before the form is.
import { nextWeek, question, routineOf, sessions, topLoad, totalReps } from "./log.js";
import { changePlan, keyOf, openPlan, readPlans } from "./plans.js";
import { PLANS, store } from "./store.js";

const left = (x) => x.rows.at(-1).reps_left;
const wentTheSame = (last, before) =>
  before && [last, before].every((x) => x.felt === "fine") && topLoad(before) === topLoad(last) && totalReps(before) >= totalReps(last) && left(before) >= left(last);

const hidden = (form) => [...form.querySelectorAll("[type=hidden]")].map(({ name, value }) => [name, value]);

// The plan of this routine and its sessions; the current plan comes first, since two people may share a routine.
function planHere(form) {
  const routine = routineOf(new URLSearchParams(hidden(form))), list = sessions(store.rows()), plans = readPlans(list);
  const fits = plans.list.filter((p) => p.exercise === form.dataset.exercise && routineOf(p.address) === routine);
  const plan = fits.find((p) => keyOf(p) === plans.current) ?? fits[0];
  const own = list.filter((x) => plan && keyOf(x) === keyOf(plan) && routineOf(x.routine) === routine);
  return { plans, plan, own };
}

function fillIn(form, answers) {
  for (const [name, value] of answers) {
    const fields = form.querySelectorAll(`[name="${name}"]`);
    if (!fields.length) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "hidden") field.value = value;
    }
  }
}

function fillInLast(form, last, before, week) {
  const answers = new URLSearchParams(question(last, week));
  if (!answers.size || form.querySelector("[name=left]").value) return;
  for (const [name] of hidden(form)) answers.delete(name);
  if (form.querySelector("[name=previous_session_same]")) answers.set("previous_session_same", wentTheSame(last, before) ? "yes" : "no");
  fillIn(form, answers);
  const note = form.querySelector("[data-filled]");
  note.querySelector("b").textContent = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(new Date(last.date));
  note.hidden = false;
  form.querySelector("details").open = true;
}

function markWeek(own) {
  const rows = [...document.querySelectorAll(".weeks tbody tr")];
  let sessionsOfWeek; // a row has it where it changes
  const week = nextWeek(own, rows.map((row) => (sessionsOfWeek = Number(row.dataset.sessions ?? sessionsOfWeek))));
  rows[week - 1]?.setAttribute("aria-current", "true");
  for (const note of document.querySelectorAll("[data-next-week]")) {
    note.querySelector("b").textContent = week;
    note.hidden = false;
  }
  return week;
}

function followUp() {
  const form = document.getElementById("next");
  if (!form || form.querySelector("[data-filled]:not([hidden])")) return;
  let { plans, plan, own } = planHere(form);
  const [last, before] = own, address = location.search.slice(1);
  if (!last) return;
  const week = markWeek(own);
  if (document.getElementById("target-title") && plan.address !== address) {
    store.set(PLANS, changePlan(plans, keyOf(plan), { address, told: last.date }));
    plan = { ...plan, told: last.date };
  }
  if (plan.told !== last.date) fillInLast(form, last, before, week);
}

addEventListener("click", ({ target }) => {
  const form = document.getElementById("next"), link = target.closest("a");
  if (!form || link?.pathname !== form.dataset.start) return;
  store.set(PLANS, openPlan(readPlans(sessions(store.rows())), form.dataset.exercise, link.search.slice(1)));
});
document.addEventListener("htmx:afterSettle", followUp);
followUp();
