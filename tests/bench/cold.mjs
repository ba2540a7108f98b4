// How well items that nobody has chosen yet are brought to those who will, beside what content alone
// gives; and what knowing content changes for items that people know.
//
//   node tests/bench/cold.mjs [--data ../shared/data] [--seeds 1,2,3] [--out tests/bench/cold.json]
//
// Trains and measures with each seed (of split and training) and writes means with the spread.
// Settings are chosen on people held out of the training part, as ever. Takes about half an hour.
// Needs the release build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { coldTable } from "./cold_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
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

function evaluate({ folder }, args, seed) {
  const json = join(work, "figures.json");
  console.error(`» ${folder}, seed ${seed}: ${args.join(" ").replaceAll(data, "")}`);
  const { status, stderr } = spawnSync(
    cli,
    [
      ...["evaluate", "--data", join(data, folder), ...args],
      ...["--seed", `${seed}`, "--k", "20,100", "--json", json],
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`evaluate failed (${status}): ${stderr.slice(-2000)}`);
  return JSON.parse(readFileSync(json, "utf8"));
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

const cold = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  seeds,
  sets: [],
  warm: [],
};
for (const set of kSets) {
  if (!existsSync(join(data, set.folder))) {
    console.error(`» ${set.folder}: not in ${flags.data}, left out`);
    continue;
  }
  const measured = kRuns.map(([variant, args]) => [
    variant,
    seeds.map((seed) => evaluate(set, [...set.args, ...args], seed)),
  ]);
  const reports = measured[0][1];
  cold.sets.push({
    title: set.title,
    items: reports[0].data.items,
    candidates: reports[0].data.candidates,
    people: summary(reports.map(({ models }) => models[0].users)),
    rows: measured.flatMap(([variant, found]) => rowsOf(variant, found)),
  });
  const warm = (args) =>
    rowsOf(
      "",
      seeds.map((seed) => evaluate(set, [...kWarm, ...args], seed)),
    )[0];
  cold.warm.push({
    title: set.warm,
    withContent: warm([]),
    withoutContent: warm(["--no-content"]),
  });
  writeFileSync(flags.out, `${JSON.stringify(cold, null, 2)}\n`);
}
console.log(coldTable(cold));
console.error(`» ${flags.out}`);
