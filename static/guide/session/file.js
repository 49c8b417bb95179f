// The log as a file, in CSV (RFC 4180) and JSON. A file is read whole or not at all.
import { SIDES } from "./log.js";

// For each column: words to choose from, bounds and the smallest step, or a test with what it asks for; then what an
// empty cell means, without which it may not be empty. No text may begin like a formula of a spreadsheet.
const COLUMNS = {
  __proto__: null, // a column of a file may have any name, such as “constructor”
  date: [(v) => new Date(v).toJSON() === v.replace?.("Z", ".000Z"), "a date such as 2026-12-01T18:00:05Z"],
  exercise: [/^[a-z0-9][a-z0-9_-]{0,49}$/, "the short name of a variation"],
  kind: [["easy", "set"], "", "set"],
  set: [[1, 30, 1]],
  side: [SIDES],
  reps: [[0, 100, 1]],
  load: [[0, 999, 0.01], "", null],
  unit: [["kg", "lb"], "", ""],
  reps_left: [[0, 20, 1], "", null],
  felt: [["fine", "early", "slipped", "pain"], "", "fine"],
  week: [[1, 52, 1], "", null],
  plan: [/^[\p{L}\p{N}][^\p{C}]{0,39}$/u, "a name of at most 40 characters that begins with a letter or number", ""],
  routine: [/^\w[\w=&%+.*-]{0,1499}$/, "the query of a routine’s address", ""],
};
const NAMES = Object.keys(COLUMNS);
export const isName = (text) => COLUMNS.plan[0].test(text);

const cell = (v) => (typeof v === "string" ? `"${v.replaceAll('"', '""')}"` : v);
export const toCSV = (rows) => [NAMES, ...rows.map((r) => NAMES.map((name) => r[name]))].map((line) => line.map(cell).join() + "\r\n").join("");
export const toJSON = (rows) => JSON.stringify({ format: "training-log", version: 1, rows }, null, 1);

const fault = (text) => { throw new RangeError(text); };

function* linesOf(text) {
  const part = /(?:"((?:[^"]|"")*)"|([^"\r\n,]*))(,|\r?\n|$)/y;
  for (let line = [], number = 1; part.lastIndex < text.length; ) {
    const found = part.exec(text) ?? fault(`Row ${number}: a quotation mark is missing, or one too many.`);
    line.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === "," && part.lastIndex < text.length) continue;
    if (found[3] === ",") line.push("");
    yield line;
    line = [];
    number++;
  }
}

function* fromCSV(text) {
  let names, number = 0;
  for (const line of linesOf(text)) {
    number++;
    if (names && line.length !== names.length) fault(`Row ${number}: ${line.length} cells instead of ${names.length}.`);
    if (names) yield Object.fromEntries(names.map((name, n) => [name, COLUMNS[name]?.[0][0] >= 0 && /^\d+(\.\d+)?$/.test(line[n]) ? Number(line[n]) : line[n]]));
    names ??= line;
  }
}

function fromJSON(text) {
  const { format, version, rows } = JSON.parse(text);
  return format === "training-log" && version === 1 ? rows : fault("It is not a training log of version 1.");
}

// Returns whether the value is valid, and what the column asks for.
function test(rule, wanted, v) {
  if (wanted) return [rule.test ? typeof v === "string" && rule.test(v) : rule(v), wanted];
  const [low, high, step] = rule;
  if (!(low >= 0)) return [rule.includes(v), rule.join(" or ")];
  const isStep = Math.abs(v / step - Math.round(v / step)) < 1e-6;
  return [typeof v === "number" && v >= low && v <= high && isStep, `a ${step < 1 ? "" : "whole "}number from ${low} to ${high}`];
}

function checked(row, number) {
  return Object.fromEntries(NAMES.map((name) => {
    const [rule, wanted, empty] = COLUMNS[name], v = row?.[name] ?? "";
    if (v === "" && empty !== undefined) return [name, empty];
    const [isValid, what] = test(rule, wanted, v);
    return isValid ? [name, v] : fault(`Row ${number}, column “${name}”: “${String(v).slice(0, 30)}” should be ${what}.`);
  }));
}

// Returns the rows, or why the file was refused. Rows are numbered as a spreadsheet shows them; those of JSON from 1.
export async function read(file) {
  try {
    if (file.size > 4e6) fault("It is larger than 4 MB.");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    const isJSON = /^\s*[{[]/.test(text), rows = [];
    for (const row of isJSON ? fromJSON(text) : fromCSV(text)) rows.push(checked(row, rows.length + (isJSON ? 1 : 2)));
    return rows.length ? { rows } : fault("It has no sets.");
  } catch (error) {
    return { error: error instanceof RangeError ? error.message : "It is damaged, or neither CSV nor JSON." };
  }
}
