// What more varied or less popular lists cost: accuracy against diversity, novelty and coverage.
//
//   node tests/bench/variety.mjs [--data ../shared/data/goodbooks-10k] [--out tests/bench/variety.json]
//
// Measures the lists of one training at several strengths of the two controls that `recommend`
// offers on the command line, in the browser and on the page. A short training without choosing
// settings: what is compared is the price of the controls, with the same model throughout. Needs
// the release build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { varietyTable } from "./variety_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data/goodbooks-10k") },
    epochs: { type: "string", default: "12" },
    out: { type: "string", default: join(repository, "tests/bench/variety.json") },
  },
});
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench");
mkdirSync(work, { recursive: true });
if (!existsSync(flags.data)) {
  console.error(`expected a data set at ${flags.data}; give another with --data`);
  process.exit(2);
}

const kControls = [
  { diversity: 0, novelty: 0 },
  ...[0.2, 0.4, 0.6].map((diversity) => ({ diversity, novelty: 0 })),
  ...[0.1, 0.2, 0.4].map((novelty) => ({ diversity: 0, novelty })),
  { diversity: 0.3, novelty: 0.1 },
];
const kMetrics = ["recall@20", "ndcg@20", "diversity@20", "novelty@20", "coverage@20", "gini@20"];

function measured({ diversity, novelty }) {
  const json = join(work, "variety.json");
  const args = [
    ...["evaluate", "--data", resolve(flags.data), "--protocol", "strong", "--models", "softmax"],
    ...["--no-validate", "--epochs", flags.epochs, "--k", "20", "--json", json],
    ...["--diversity", `${diversity}`, "--novelty", `${novelty}`],
  ];
  console.error(`» diversity ${diversity}, novelty ${novelty}`);
  const { status, stderr } = spawnSync(cli, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`evaluate failed (${status}): ${stderr.slice(-2000)}`);
  const [model] = JSON.parse(readFileSync(json, "utf8")).models;
  return {
    diversity,
    novelty,
    ...Object.fromEntries(kMetrics.map((metric) => [metric, model[metric]])),
  };
}

const variety = {
  dataSet: basename(resolve(flags.data)),
  epochs: Number(flags.epochs),
  rows: kControls.map(measured),
};
writeFileSync(flags.out, `${JSON.stringify(variety, null, 2)}\n`);
console.log(varietyTable(variety));
