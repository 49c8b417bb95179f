// A chart of sessions, oldest first: clean reps a set and the load. The right side is drawn where it differs.
import { SIDES } from "./log.js";

const WIDTH = 340, LEFT = 34, HEIGHT = 60, STEP = 104;

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const number = (v) => String(Math.round(v * 100) / 100);

function panel(lines, title, top) {
  const all = lines.flat().filter((v) => v !== null), low = Math.min(...all), high = Math.max(...all);
  const y = (v) => top + (high > low ? (HEIGHT * (high - v)) / (high - low) : HEIGHT / 2);
  const parts = [svg("text", { y: top - 12 }, title)];
  for (const v of new Set([low, high])) parts.push(svg("path", { class: "axis", d: `M${LEFT} ${y(v)}H${WIDTH}` }), svg("text", { y: y(v) + 4 }, number(v)));
  lines.forEach((values, i) => {
    const points = values.flatMap((v, n) => (v === null ? [] : `${(LEFT + ((WIDTH - LEFT) * n) / (values.length - 1)).toFixed(1)} ${y(v).toFixed(1)}`));
    if (points[0] && (i !== 1 || String(values) !== String(lines[0]))) parts.push(svg("path", { class: `line-${i}`, d: `M${points.join("L")}` }));
  });
  return parts;
}

export function chart(list, unit) {
  const lines = (of) => SIDES.map((side) => list.map((x) => {
    const rows = x.rows.filter((r) => r.kind === "set" && r.side === side);
    return rows.length ? of(rows) : null;
  }));
  const reps = lines((rows) => rows.reduce((sum, r) => sum + r.reps, 0) / rows.length), loads = lines((rows) => Math.max(...rows.map((r) => r.load)));
  const isLoaded = loads.flat().some(Boolean);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${isLoaded ? 2 * STEP : STEP}`, "aria-hidden": true },
    ...panel(reps, "Clean reps a set", 30), ...(isLoaded ? panel(loads, `Load, ${unit}`, 30 + STEP) : []));
}
