// What is in the data sets once they are clean, and how many bytes their bundles have.
//
//   node tests/bench/data.mjs [--data ../shared/data] [--sets sample,book-crossing,...]
//                             [--out tests/bench/data.json]
//
// Trains on each data set that is there, in a few epochs and without choosing settings, since only
// the data and the sizes are looked at: rows from the cleaning report, choices from the bundle. Of
// sets that are not named the file keeps what it has. About five minutes a set, most of them for the
// vectors of stored users. Needs the release build and the built package.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { openInThread } from "pocketrec";
import { run } from "./command.mjs";
import { median } from "./median.mjs";

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
// From this weight on a choice counts as liked; those that were rated low have less.
const kLikedWeight = 1;
// What no page loads before it is asked for, or never (usualParts in wasm/src/manifest.ts; users are
// not for public pages).
const kLater = ["content", "map", "groups"];

/** The set's folder, or null where it is not there. */
function folderOf(set) {
  if (set !== "sample") {
    const folder = join(resolve(flags.data), set);
    return existsSync(folder) ? folder : null;
  }
  const folder = join(work, "sample");
  if (!existsSync(folder)) run(cli, ["sample", "--out", folder]);
  return folder;
}

function bundleOf(set, folder) {
  const bundle = join(work, `bundle-${set}`);
  run(cli, [
    ...["train", "--data", folder, "--out", bundle, "--with-users", "--no-map", "--quiet"],
    ...["--no-validate", "--epochs", `${kEpochs}`],
  ]);
  return bundle;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function itemFacts(popularity) {
  const topShare = (part) =>
    sum(popularity.slice(0, Math.ceil(part * popularity.length))) / sum(popularity);
  const shareOf = (test) => popularity.filter(test).length / popularity.length;
  return {
    count: popularity.length,
    medianPeople: median(popularity),
    choicesOfTopHundredth: topShare(0.01),
    choicesOfTopTenth: topShare(0.1),
    shareWithOnePerson: shareOf((people) => people === 1),
  };
}

function peopleFacts({ sizes, weights }) {
  return {
    count: sizes.length,
    medianItems: median(sizes),
    shareWithOneItem: sizes.filter((items) => items === 1).length / sizes.length,
    shareRatedLow: weights.filter((weight) => weight < kLikedWeight).length / weights.length,
  };
}

function rowFacts({ reasons }) {
  const rows = (dropped) =>
    sum(reasons.filter((reason) => reason.dropped === dropped).map(({ count }) => count));
  return {
    repairedOrNoted: rows(false),
    dropped: rows(true),
    withoutFacts: sum(
      reasons.filter(({ reason }) => reason.includes("without a row of facts")).map((r) => r.count),
    ),
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
  const loaded = bytes.filter(([name]) => !kLater.includes(name)).map(([, { gzip }]) => gzip);
  const { factors, bits } = counts;
  return { factors, bits, gzipLoaded: sum(loaded), parts: Object.fromEntries(bytes) };
}

/** All of a list that is given in pages. */
async function all(count, read) {
  const found = [];
  while (found.length < count) {
    found.push(...(await read(found.length, Math.min(1000, count - found.length))));
  }
  return found;
}

/** How many people chose each item, and how much each person did, and how. */
async function choicesIn(bundle) {
  const recommender = await openInThread(pathToFileURL(`${bundle}/`));
  const { numItems, numUsers } = recommender.info;
  const items = await all(numItems, (offset, n) => recommender.popular(offset, n));
  const users = await all(numUsers, (offset, n) => recommender.searchUsers("", offset, n));
  const [sizes, weights] = [[], []];
  for (const { id } of users) {
    const history = await recommender.userHistory(id);
    sizes.push(history.length);
    for (const { score } of history) weights.push(score);
  }
  recommender.close();
  return { popularity: items.map(({ popularity }) => popularity), histories: { sizes, weights } };
}

async function measure(set, folder) {
  const bundle = bundleOf(set, folder);
  const read = (name) => JSON.parse(readFileSync(join(bundle, name), "utf8"));
  const manifest = read("manifest.json");
  const { popularity, histories } = await choicesIn(bundle);
  const [items, people] = [itemFacts(popularity), peopleFacts(histories)];
  return {
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
  result.sets[set] = await measure(set, folder);
  writeFileSync(flags.out, `${JSON.stringify(result, null, 2)}\n`);
}
console.log(JSON.stringify(result, null, 2));
