// What is in the data sets once they are clean, and how many bytes their bundles have.
//
//   node tests/bench/data.mjs [--data ../shared/data] [--sets sample,book-crossing,...]
//                             [--out tests/bench/data.json]
//
// Trains on each data set that is there, in a few epochs and without choosing settings, since only
// the data and the sizes are looked at: rows from the cleaning report, choices from the bundle. Of
// sets that are not named the file keeps what it has. About five minutes a set, most of them for the
// vectors of stored users. Needs the release build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { historiesOf, popularityOf } from "./bundle_parts.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    sets: { type: "string", default: "sample,book-crossing,goodbooks-10k,gowalla" },
    out: { type: "string", default: join(repository, "tests/bench/data.json") },
  },
});
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/data");
mkdirSync(work, { recursive: true });

const kEpochs = 15;
const kTitles = {
  sample: "sample",
  "book-crossing": "Book-Crossing subset",
  "goodbooks-10k": "goodbooks-10k",
  gowalla: "gowalla",
};
// Choices have weights in sixteenths, and those that were rated low less than one.
const kLikedWeight = 16;

function run(args) {
  console.error(`» pocketrec ${args.join(" ").replaceAll(repository, "")}`);
  const { status, stderr, error } = spawnSync(cli, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`pocketrec ${args[0]} failed: ${error ?? stderr}`);
}

/** The set's folder, or null where it is not there. */
function folderOf(set) {
  if (set !== "sample") {
    const folder = join(resolve(flags.data), set);
    return existsSync(folder) ? folder : null;
  }
  const folder = join(work, "sample");
  if (!existsSync(folder)) run(["sample", "--out", folder]);
  return folder;
}

function bundleOf(set, folder) {
  const bundle = join(work, `bundle-${set}`);
  run([
    ...["train", "--data", folder, "--out", bundle, "--with-users", "--no-map", "--quiet"],
    ...["--no-validate", "--epochs", `${kEpochs}`, "--threads", "1"],
  ]);
  return bundle;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Of an even number, between the two in the middle. */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** How unequal, from 0 (all the same) towards 1; `descending` counts. */
function gini(descending) {
  const count = descending.length;
  const weighted = sum(descending.map((value, i) => value * (count - i)));
  return (2 * weighted) / (count * sum(descending)) - (count + 1) / count;
}

function itemFacts(popularity) {
  const topShare = (part) =>
    sum(popularity.slice(0, Math.ceil(part * popularity.length))) / sum(popularity);
  const shareOf = (test) => popularity.filter(test).length / popularity.length;
  return {
    count: popularity.length,
    medianPeople: median(popularity),
    gini: gini(popularity),
    choicesOfTopHundredth: topShare(0.01),
    choicesOfTopTenth: topShare(0.1),
    shareWithOnePerson: shareOf((people) => people === 1),
  };
}

function peopleFacts({ sizes, weights }) {
  return {
    count: sizes.length,
    medianItems: median(sizes),
    meanItems: sum(sizes) / sizes.length,
    shareWithOneItem: sizes.filter((items) => items === 1).length / sizes.length,
    shareRatedLow: weights.filter((weight) => weight < kLikedWeight).length / weights.length,
  };
}

function rowFacts({ files, reasons, kept }) {
  const rows = (dropped) =>
    sum(reasons.filter((reason) => reason.dropped === dropped).map(({ count }) => count));
  return {
    read: sum(Object.values(files).map((file) => file.rows)),
    reasons: reasons.length,
    repairedOrNoted: rows(false),
    dropped: rows(true),
    withoutFacts: sum(
      reasons.filter(({ reason }) => reason.includes("without a row of facts")).map((r) => r.count),
    ),
    kept,
  };
}

/** Of what a page loads; stored users are not for public pages. */
function sizesOf(bundle, { parts, counts }) {
  const bytes = Object.entries(parts)
    .filter(([name]) => name !== "users")
    .map(([name, { file, bytes }]) => [
      name,
      { bytes, gzip: gzipSync(readFileSync(join(bundle, file))).length },
    ]);
  return { factors: counts.factors, bits: counts.bits, parts: Object.fromEntries(bytes) };
}

function measure(set, folder) {
  const bundle = bundleOf(set, folder);
  const read = (name) => JSON.parse(readFileSync(join(bundle, name), "utf8"));
  const manifest = read("manifest.json");
  const [popularity, histories] = [popularityOf(bundle), historiesOf(bundle)];
  const [items, people] = [itemFacts(popularity), peopleFacts(histories)];
  return {
    title: kTitles[set] ?? set,
    simulated: manifest.data.simulated,
    rows: rowFacts(read("cleaning.json")),
    interactions: sum(popularity),
    density: sum(popularity) / items.count / people.count,
    items,
    people,
    bundle: sizesOf(bundle, manifest),
  };
}

const result = existsSync(flags.out)
  ? JSON.parse(readFileSync(flags.out, "utf8"))
  : { epochs: kEpochs, sets: {} };
for (const set of flags.sets.split(",")) {
  const folder = folderOf(set);
  if (folder === null) {
    console.error(`${set} is not in ${flags.data}: left as it is`);
    continue;
  }
  result.sets[set] = measure(set, folder);
  writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
}
console.log(JSON.stringify(result, null, 2));
