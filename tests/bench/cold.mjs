// How well items that nobody has chosen yet are brought to those who will, beside what content alone
// gives; what knowing content changes for items that people know; what the first few people of an
// item, or items of a person, tell; and what slots for new items cost; and what the place or the age of
// a person tells of whom nothing else is known.
//
//   node tests/bench/cold.mjs [--data ../shared/data] [--parts table,known,visitors,slots,groups]
//                             [--seeds 1,2,3] [--out tests/bench/cold.json]
//
// Of the other parts what the file has stays. The table trains and measures with each seed (of split
// and training) and writes means with the spread; settings are chosen on people held out of the
// training part, as ever. Takes an hour or two; runs that are done are kept in build/bench/cold, by
// the program that made them, so that it can be stopped. The curves (cold_curves.mjs) are of one seed and
// of settings as they stand, about twenty minutes. Needs the release build.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { kEpochs, knownCurves, slotCurve, visitorCurves } from "./cold_curves.mjs";
import { coldTable } from "./cold_table.mjs";
import { keptReport } from "./kept_report.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    parts: { type: "string", default: "table,known,visitors,slots,groups" },
    seeds: { type: "string", default: "1,2,3" },
    out: { type: "string", default: join(repository, "tests/bench/cold.json") },
  },
});
const data = resolve(flags.data);
const seeds = flags.seeds.split(",").map(Number);
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/cold");
mkdirSync(work, { recursive: true });

const kCold = ["--protocol", "cold"];
const kCurveSeed = 1;
const kNothingKnown = [
  ...["--protocol", "strong", "--history-items", "0"],
  ...["--models", "popularity,place-popularity,age-popularity,group-popularity"],
];
const kWarm = ["--protocol", "strong", "--models", "softmax"];
const kSets = [
  {
    folder: "book-crossing",
    title: "Book-Crossing subset, `new-items/`",
    warm: "Book-Crossing subset",
    args: [...kCold, "--new-items", join(data, "book-crossing/new-items")],
  },
  {
    folder: "goodbooks-10k",
    title: "goodbooks-10k, a fifth of its items",
    warm: "goodbooks-10k",
    args: kCold,
  },
];
// What each is called in the table, and how it is measured.
const kRuns = [
  ["", ["--models", "random,popularity,content-knn,author"]],
  ["", ["--models", "ridge"]],
  ["", ["--models", "softmax,softmax-int8,softmax-float"]],
  ["vector alone", ["--models", "softmax", "--neighbour-weight", "0"]],
];

/** A run that the build folder has already is not repeated. */
function evaluate({ folder }, args, seed) {
  const asked = [...["--data", join(data, folder), ...args, "--seed", `${seed}`, "--k", "20,100"]];
  const name = createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16);
  console.error(`» ${folder}, seed ${seed}: ${args.join(" ").replaceAll(data, "")}`);
  return keptReport(cli, join(work, `${folder}-${seed}-${name}.json`), asked);
}

function summary(values) {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    lowest: Math.min(...values),
    highest: Math.max(...values),
  };
}

/** Reports of the same run with several seeds, as rows. */
function rowsOf(variant, reports) {
  return reports[0].models.map(({ name }, m) => {
    const models = reports.map((report) => report.models[m]);
    const of = (key) => summary(models.map((model) => model[key]));
    return {
      model: name,
      variant,
      bytesPerItem: models[0].bytes_per_item,
      seeds: reports.length,
      trainSeconds: of("train_seconds").mean,
      "recall@20": of("recall@20"),
      "ndcg@20": of("ndcg@20"),
      "ndcg@100": of("ndcg@100"),
    };
  });
}

const machine = `${cpus().length} cores, ${cpus()[0].model.trim()}`;

/** The sets that are there; of the others it is said that they are left out. */
function present(sets) {
  return sets.filter(({ folder }) => {
    const found = existsSync(join(data, folder));
    if (!found) console.error(`» ${folder}: not in ${flags.data}, left out`);
    return found;
  });
}

function measureSet(set) {
  const measured = kRuns.map(([variant, args]) => [
    variant,
    seeds.map((seed) => evaluate(set, [...set.args, ...args], seed)),
  ]);
  const reports = measured[0][1];
  return {
    title: set.title,
    items: reports[0].data.items,
    candidates: reports[0].data.candidates,
    people: summary(reports.map(({ models }) => models[0].users)),
    rows: measured.flatMap(([variant, found]) => rowsOf(variant, found)),
  };
}

function measureWarm(set) {
  const row = (args) =>
    rowsOf(
      "",
      seeds.map((seed) => evaluate(set, [...kWarm, ...args], seed)),
    )[0];
  return { title: set.warm, withContent: row([]), withoutContent: row(["--no-content"]) };
}

/** A part of curves: measure(title, evaluate) gives a set's. */
function curves(part, sets, measure) {
  return (save) => {
    const measured = [];
    for (const set of present(sets)) {
      measured.push(measure(set.warm, (args) => evaluate(set, args, kCurveSeed)));
      save({ [part]: { machine, seed: kCurveSeed, epochs: kEpochs, sets: measured } });
    }
  };
}

// What a part writes, and how it is measured; called with what is to be done after each step.
const kParts = {
  table(save) {
    const table = { machine, seeds, sets: [], warm: [] };
    for (const set of present(kSets)) {
      table.sets.push(measureSet(set));
      table.warm.push(measureWarm(set));
      save(table);
    }
  },
  known: curves("known", kSets, knownCurves),
  visitors: curves("visitors", kSets.slice(0, 1), visitorCurves),
  slots: curves("slots", kSets, slotCurve),
  groups(save) {
    const measured = [];
    for (const set of present(kSets.slice(0, 1))) {
      const reports = seeds.map((seed) => evaluate(set, kNothingKnown, seed));
      const people = summary(reports.map(({ models }) => models[0].users));
      measured.push({ title: set.warm, people, rows: rowsOf("", reports) });
      save({ groups: { machine, seeds, sets: measured } });
    }
  },
};

const parts = flags.parts.split(",");
const unknown = parts.find((part) => !(part in kParts));
if (unknown !== undefined) {
  throw new Error(`--parts: expected ${Object.keys(kParts).join(", ")}, found "${unknown}"`);
}
let cold = existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")) : {};
for (const part of parts) {
  kParts[part]((measured) => {
    cold = { ...cold, ...measured };
    writeFileSync(flags.out, `${JSON.stringify(cold, null, 2)}\n`);
  });
}
console.log(coldTable(cold));
console.error(`» ${flags.out}`);
