// What a search for settings gains over those that training chooses by itself.
//
//   node tests/bench/tuning.mjs [--data ../shared/data] [--budget 15] [--sets gowalla,...]
//                               [--out tests/bench/tuning.json]
//
// Runs `tune` on each data set for so many minutes. The gain is that of people held out of all
// trainings of the search, who also decide which trial is the best: it is more than another group of
// people would see. Rows of sets that are not searched now stay. Needs the release build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const kSets = {
  gowalla: { title: "gowalla", args: (data) => ["--train", join(data, "gowalla/train.txt")] },
  goodbooks: {
    title: "goodbooks-10k",
    args: (data) => ["--data", join(data, "goodbooks-10k"), "--protocol", "strong"],
  },
  "book-crossing": {
    title: "Book-Crossing subset",
    args: (data) => ["--data", join(data, "book-crossing"), "--protocol", "strong"],
  },
};
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    budget: { type: "string", default: "15" },
    sets: { type: "string", default: Object.keys(kSets).join(",") },
    out: { type: "string", default: join(repository, "tests/bench/tuning.json") },
  },
});
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/tuning");
mkdirSync(work, { recursive: true });

function tuned(set) {
  const report = join(work, `${set}.json`);
  const args = [...kSets[set].args(resolve(flags.data)), "--budget", flags.budget];
  console.error(`» tune ${args.join(" ").replaceAll(resolve(flags.data), "")}`);
  const { status, stderr } = spawnSync(
    cli,
    ["tune", ...args, "--out", join(work, `${set}.toml`), "--json", report],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`tune failed (${status}): ${stderr.slice(-2000)}`);
  const { automatic, best, gain, people, trials } = JSON.parse(readFileSync(report, "utf8"));
  return {
    set,
    title: kSets[set].title,
    minutes: Number(flags.budget),
    people,
    trials: new Set(trials.map(({ trial }) => trial)).size,
    automatic: automatic["ndcg@20"],
    best: best["ndcg@20"],
    gain,
    settings: best.settings,
  };
}

const before = existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")).rows : [];
const rows = new Map(before.map((row) => [row.set, row]));
for (const set of flags.sets.split(",")) {
  if (!kSets[set]) throw new Error(`unknown set ${set}; there is ${Object.keys(kSets).join(", ")}`);
  rows.set(set, tuned(set));
  writeFileSync(flags.out, `${JSON.stringify({ rows: [...rows.values()] }, null, 2)}\n`);
}
console.log(JSON.stringify([...rows.values()], null, 2));
