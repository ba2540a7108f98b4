// How good the lists are, by the bytes that an item costs, beside tuned baselines.
//
//   node tests/bench/quality.mjs [--data ../shared/data] [--seeds 1,2,3] [--sets gowalla,...]
//                                [--runs softmax-128,...] [--keep] [--out tests/bench/quality.json]
//                                [--plot build/bench/quality.svg]
//
// Trains and measures every model on every data set that is there, with each seed (of split and
// training), prints one table, and writes it with the spread over seeds. Nothing is chosen by what
// is measured here: `evaluate` chooses on people held out of its training part, for the baselines
// with --tune-baselines as well. Takes more than an hour; what was measured with the same program
// is kept in build/bench/quality and not measured again. With --keep, rows of the written file that
// are not measured now stay in it. Needs the release build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keptReport } from "./kept_report.mjs";
import { qualityPlot } from "./quality_plot.mjs";
import { qualityTable } from "./quality_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    seeds: { type: "string", default: "1,2,3" },
    sets: { type: "string", default: "gowalla,gowalla-unseen,goodbooks,book-crossing" },
    runs: { type: "string", default: "" }, // all
    keep: { type: "boolean", default: false },
    out: { type: "string", default: join(repository, "tests/bench/quality.json") },
    plot: { type: "string", default: join(repository, "build/bench/quality.svg") },
  },
});
const data = resolve(flags.data);
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/quality");
mkdirSync(work, { recursive: true });

const lists = ["--train", "train.txt", "--test", "test.txt"];
const kSets = {
  gowalla: { folder: "gowalla", title: "gowalla, all users", args: lists },
  "gowalla-unseen": {
    folder: "gowalla",
    runs: ["softmax-128"],
    title: "gowalla, a tenth of the users never trained on",
    args: [...lists, "--unseen"],
  },
  goodbooks: { folder: "goodbooks-10k", title: "goodbooks-10k, users never trained on" },
  "book-crossing": {
    folder: "book-crossing",
    title: "Book-Crossing subset, users never trained on",
  },
};

// Factors of 4 bits each for 16, 32, 64 and 128 bytes. iALS is granted one byte a factor, as if
// it lost nothing to rounding. What is compared has every seed, the other sizes of the curve the
// first alone.
const kRuns = [
  ["softmax-128", ["--models", "softmax,softmax-int8,softmax-float"]],
  ["baselines", ["--models", "popularity,item-knn", "--tune-baselines"]],
  ["ease", ["--models", "ease", "--tune-baselines"]],
  ...[64, 128].map((factors) => [
    `ials-${factors}`,
    ["--models", "ials", "--factors", `${factors}`, "--tune-baselines"],
  ]),
  ...[32, 64, 256].map((factors) => [
    `softmax-${factors}`,
    ["--models", "softmax", "--factors", `${factors}`],
    "first seed",
  ]),
  ...[16, 32].map((factors) => [
    `ials-${factors}`,
    ["--models", "ials", "--factors", `${factors}`, "--tune-baselines"],
    "first seed",
  ]),
];

// EASE needs a number for every pair of items: where `evaluate` refuses that, of the most chosen.
const ofPopularItems = (args) => args.map((arg) => (arg === "ease" ? "ease-popular" : arg));

function evaluate(set, name, seed, args) {
  const { folder, args: paths } = kSets[set];
  const source = paths?.map((arg) => (arg.endsWith(".txt") ? join(data, folder, arg) : arg)) ?? [
    ...["--data", join(data, folder), "--protocol", "strong"],
  ];
  const json = join(work, `${set}-${name}-${seed}.json`);
  const asked = [...source, ...args, "--seed", `${seed}`, "--k", "20,100"];
  console.error(`» ${set}, seed ${seed}: ${args.join(" ")}`);
  try {
    return keptReport(cli, json, asked).models;
  } catch (error) {
    if (!error.message.includes("leave ease out")) throw error;
    return evaluate(set, name, seed, ofPopularItems(args));
  }
}

const kMetrics = ["recall@20", "ndcg@20", "ndcg@100"];

/** One row a model and size: means over seeds, with the lowest and highest. */
function summarised(reports) {
  const rows = new Map();
  for (const model of reports) {
    const isIals = model.name === "ials";
    const bytes = isIals ? model.factors : model.bytes_per_item;
    const key = `${model.name} ${model.factors ?? 0} ${model.bits ?? 0}`;
    if (!rows.has(key)) {
      rows.set(key, { model: model.name, factors: model.factors, bytesPerItem: [], seconds: [] });
      for (const metric of kMetrics) rows.get(key)[metric] = [];
    }
    const row = rows.get(key);
    row.bytesPerItem.push(bytes);
    row.seconds.push(model.train_seconds);
    for (const metric of kMetrics) row[metric].push(model[metric]);
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const summary = (values) => ({
    mean: mean(values),
    lowest: Math.min(...values),
    highest: Math.max(...values),
  });
  return [...rows.values()].map((row) => ({
    model: row.model,
    factors: row.factors,
    bytesPerItem: mean(row.bytesPerItem),
    seeds: row.seconds.length,
    trainSeconds: mean(row.seconds),
    ...Object.fromEntries(kMetrics.map((metric) => [metric, summary(row[metric])])),
  }));
}

/** What an earlier measurement found of this set, and this one does not replace. */
function keptRows(before, set, rows) {
  const key = ({ model, factors }) => `${model} ${factors ?? 0}`;
  const measured = new Set(rows.map(key));
  return (before.sets[set]?.rows ?? []).filter((row) => !measured.has(key(row)));
}

const wanted = flags.runs.split(",").filter((name) => name !== "");
const unknown = wanted.find((name) => !kRuns.some(([run]) => run === name));
if (unknown) throw new Error(`unknown run ${unknown}; there is ${kRuns.map(([run]) => run)}`);
const runs = kRuns.filter(([name]) => wanted.length === 0 || wanted.includes(name));
const seeds = flags.seeds.split(",").map(Number);
const before =
  flags.keep && existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")) : { sets: {} };
const quality = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  seeds,
  sets: { ...before.sets },
};
for (const set of flags.sets.split(",")) {
  if (!kSets[set]) throw new Error(`unknown set ${set}; there is ${Object.keys(kSets).join(", ")}`);
  if (!existsSync(join(data, kSets[set].folder))) {
    console.error(`» ${set}: not in ${flags.data}, left out`);
    continue;
  }
  const reports = seeds.flatMap((seed) =>
    runs
      .filter(([name]) => kSets[set].runs?.includes(name) ?? true)
      .filter(([, , of]) => of !== "first seed" || seed === seeds[0])
      .flatMap(([name, args]) => evaluate(set, name, seed, args)),
  );
  const rows = summarised(reports);
  quality.sets[set] = {
    title: kSets[set].title,
    rows: [...rows, ...keptRows(before, set, rows)],
  };
  writeFileSync(flags.out, `${JSON.stringify(quality, null, 2)}\n`);
}
writeFileSync(flags.plot, qualityPlot(quality));
console.log(qualityTable(quality));
console.error(`» ${flags.out}, ${flags.plot}`);
