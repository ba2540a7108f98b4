// Numbers for slides: read out of measured JSON, combined, and written for people. Whatever is shown
// remembers the places it was read at, so that no number can reach a slide without one.
import { readFileSync } from "node:fs";

/** A number and the places it came from ("quality.json: sets.gowalla.rows.0.bytesPerItem"). */
export class Measured {
  constructor(value, sources) {
    if (!Number.isFinite(value)) {
      throw new Error(`expected a number at ${sources.join(" and ")}, found ${value}`);
    }
    this.value = value;
    this.sources = sources;
  }
}

/** The same, as it is written on a slide. */
export class Figure extends Measured {
  constructor({ value, sources }, text) {
    super(value, sources);
    this.text = text;
  }
}

/** Reader of JSON files in these folders, by their names. `at("a.json", "rows", { model: "x" }, "y")` */
export function openMeasured(folders, readText = (path) => readFileSync(path, "utf8")) {
  const files = Object.fromEntries(
    Object.entries(folders).map(([name, path]) => [name, JSON.parse(readText(path))]),
  );
  return (file, ...steps) => new Measured(...follow(file, files[file], steps));
}

/** A step is a key, or an object: the first element that has all of its values. */
function follow(file, root, steps) {
  let [value, path] = [root, []];
  for (const step of steps) {
    const key = typeof step === "object" ? placeOf(step, value, file) : step;
    path = [...path, key];
    value = value?.[key];
  }
  return [value, [`${file}: ${path.join(".")}`]];
}

function placeOf(wanted, rows, file) {
  const has = (row) => Object.entries(wanted).every(([key, value]) => row[key] === value);
  const place = rows?.findIndex(has) ?? -1;
  if (place < 0) throw new Error(`expected a row with ${JSON.stringify(wanted)} in ${file}`);
  return place;
}

// --- from numbers to numbers -----------------------------------------------------------------------
const derived = (value, ...from) =>
  new Measured(value, [...new Set(from.flatMap((m) => m.sources))]);

export const sum = (...terms) =>
  derived(
    terms.reduce((total, { value }) => total + value, 0),
    ...terms,
  );
export const product = (...factors) =>
  derived(
    factors.reduce((total, { value }) => total * value, 1),
    ...factors,
  );
export const ratio = (a, b) => derived(a.value / b.value, a, b);
/** By what share a is more (or, below 0, less) than b. */
export const change = (a, b) => derived(a.value / b.value - 1, a, b);
/** In units of so many: a million, or the bytes of a gigabyte. */
export const inUnits = (m, unit) => derived(m.value / unit, m);

// --- from numbers to text: a number and its unit stay on one line ----------------------------------
const kSpace = "\u00a0";
const grouped = (value, digits) =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

const written = (write) => (m, digits) => new Figure(m, write(m.value, digits));

export const count = written((value, digits = 0) => grouped(value, digits));
export const percent = written((value, digits = 0) => `${grouped(100 * value, digits)}${kSpace}%`);
export const signedPercent = written(
  (value, digits = 0) =>
    `${value < 0 ? "−" : "+"}${grouped(Math.abs(100 * value), digits)}${kSpace}%`,
);
/** Without a sign, where words say "less". */
export const percentOff = written(
  (value, digits = 0) => `${grouped(Math.abs(100 * value), digits)}${kSpace}%`,
);
/** As tables of papers have them: .264 */
export const fraction = written((value, digits = 3) => value.toFixed(digits).replace(/^0/, ""));
const withUnit = (unit, size = 1, usual = 0) =>
  written((value, digits = usual) => `${grouped(value / size, digits)}${kSpace}${unit}`);
export const times = withUnit("times", 1, 1);
export const millions = withUnit("million", 1e6);
export const kilobytes = withUnit("kB", 1e3);
export const megabytes = withUnit("MB", 1e6, 1);
export const gigabytes = withUnit("GB", 1e9, 1);
export const milliseconds = withUnit("ms");
export const seconds = withUnit("s");
export const dollars = written((value, digits = 2) => `$${grouped(value, digits)}`);
