// What asking a new visitor gives, by whom or what they are asked about.
//
//   node tests/bench/interview.mjs [--data ../shared/data/book-crossing] [--answers 5] [--seed 1]
//                                  [--epochs 15] [--threads 0] [--out tests/bench/interview.json]
//
// People never trained on are shown up to a hundred titles until they rated so many: popular ones
// (`asked-popular`), popular ones of different kinds (`asked-offered`), or those of well-known
// authors and more of the authors that they know (`asked-authors`, as the page does). Settings as
// they stand, one seed: what was tried besides is in EXPLORED.md. A few minutes. Needs the release
// build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data/book-crossing") },
    answers: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    epochs: { type: "string", default: "15" },
    threads: { type: "string", default: "0" },
    out: { type: "string", default: join(repository, "tests/bench/interview.json") },
  },
});
const data = resolve(flags.data);
if (!existsSync(data)) {
  console.error(`expected a data set in ${data}, found none; name another folder with --data`);
  process.exit(2);
}
const work = join(repository, "build/bench/interview");
mkdirSync(work, { recursive: true });
const report = join(work, "report.json");

const { status, stderr, error } = spawnSync(
  join(repository, "build/release/trainer/pocketrec"),
  [
    ...["evaluate", "--data", data, "--protocol", "strong", "--answers", flags.answers],
    ...["--models", "popularity,asked-popular,asked-offered,asked-authors", "--k", "20"],
    ...["--no-validate", "--epochs", flags.epochs, "--seed", flags.seed],
    ...["--threads", flags.threads, "--json", report],
  ],
  { encoding: "utf8", maxBuffer: 1 << 28 },
);
if (status !== 0) throw new Error(`pocketrec evaluate failed: ${error ?? stderr}`);

const { models } = JSON.parse(readFileSync(report, "utf8"));
const measured = {
  dataSet: "Book-Crossing subset",
  answers: Number(flags.answers),
  seed: Number(flags.seed),
  epochs: Number(flags.epochs),
  people: models[0].users,
  rows: models.map((model) => ({
    model: model.name,
    "recall@20": model["recall@20"],
    "ndcg@20": model["ndcg@20"],
  })),
};
writeFileSync(flags.out, `${JSON.stringify(measured, null, 2)}\n`);
console.log(JSON.stringify(measured, null, 2));
