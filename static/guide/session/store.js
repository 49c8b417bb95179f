// localStorage. Where it fails, memory serves until the page is closed, and `store.trouble` says why.
import { merge } from "./log.js";

export const RUN = "guide.session", LOG = "guide.log", SETTINGS = "guide.settings", PLANS = "guide.plans";
const memory = new Map(), seen = new Set();
export const store = { trouble: "" }; // or "refused", "full", "unreadable", "cleared"

store.get = (key, isValid = () => true) => {
  if (memory.has(key)) return memory.get(key);
  let text = null;
  try {
    text = localStorage.getItem(key);
    if (text === null && seen.delete(key)) store.trouble = "cleared";
  } catch {
    store.trouble = "refused";
  }
  if (text === null) return null;
  seen.add(key);
  try {
    const value = JSON.parse(text);
    if (isValid(value)) return value;
  } catch {}
  // Put aside, not thrown away.
  try { localStorage.setItem(`${key}.unreadable`, text); localStorage.removeItem(key); } catch {}
  seen.delete(key);
  store.trouble = "unreadable";
  return null;
};

store.set = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    memory.delete(key);
    seen.add(key);
    if (store.trouble === "full") store.trouble = "";
    return true;
  } catch (error) {
    memory.set(key, value);
    store.trouble = error?.name === "QuotaExceededError" ? "full" : "refused";
    return false;
  }
};

store.drop = (key) => {
  memory.delete(key);
  seen.delete(key);
  try { for (const each of [key, `${key}.unreadable`]) localStorage.removeItem(each); } catch {}
};

const isLog = (rows) => Array.isArray(rows) && rows.every((r) => typeof r?.date === "string" && typeof r.exercise === "string" && r.reps >= 0);
store.rows = () => store.get(LOG, isLog) ?? [];

// The name of the current plan, if it is one of this exercise. The first plan of an exercise has none.
store.planName = (exercise) => {
  const [slug, name] = String(store.get(PLANS)?.current ?? "").split(/ (.*)/s);
  return slug === exercise ? name : "";
};

// Keeps a session, and asks the browser not to clear the log when room is short.
store.keep = (rows) => {
  store.set(LOG, merge(store.rows(), rows.map((r) => ({ ...r, plan: store.planName(r.exercise) }))));
  try { navigator.storage?.persist?.().catch(() => {}); } catch {}
};
