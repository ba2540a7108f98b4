// How much of what people are shown stays when data grows: a warm start beside a new training.
//
//   node tests/bench/stability.mjs [--data ../shared/data/goodbooks-10k] [--epochs 16] [--users 200]
//                                  [--out tests/bench/stability.json]
//
// Trains on 95 % of the ratings; then on all of them, once going on from that bundle (in a quarter
// of the epochs), once anew with the same settings; and compares the lists of ten that the three
// bundles give for the same histories, those of the first. Seconds are those of the epochs: what a
// training does besides is the same, but for the manifest's figures, which only a new one measures.
// Needs the release build and the built package.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { openInThread } from "pocketrec";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data/goodbooks-10k") },
    epochs: { type: "string", default: "16" },
    users: { type: "string", default: "200" },
    out: { type: "string", default: join(repository, "tests/bench/stability.json") },
  },
});
const ratingsFile = join(resolve(flags.data), "ratings.csv");
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/stability");
if (!existsSync(ratingsFile)) {
  console.error(`expected goodbooks' ratings at ${ratingsFile}; name another folder with --data`);
  process.exit(2);
}

const kEarlierShare = 0.95;
const kLength = 10;
const kFewestLiked = 5;

/** Evenly in 0..1, and always the same: the ratings of goodbooks have no times to go by. */
function placeOf({ user, item }) {
  let hash = Math.imul(user, 0x9e3779b1) ^ Math.imul(item, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

function readRatings() {
  const [header, ...lines] = readFileSync(ratingsFile, "utf8").trim().split(/\r?\n/);
  if (header !== "book_id,user_id,rating") {
    throw new Error(`expected book_id,user_id,rating on top of ${ratingsFile}, found ${header}`);
  }
  return lines.map((line) => {
    const [item, user, rating] = line.split(",").map(Number);
    return { user, item, rating };
  });
}

function writeRatings(name, ratings) {
  mkdirSync(join(work, name), { recursive: true });
  const lines = ratings.map(({ user, item, rating }) => `${user},${item},${rating}\n`);
  writeFileSync(join(work, name, "interactions.csv"), `user,item,rating\n${lines.join("")}`);
}

const folderOf = (bundle) => join(work, `${bundle}-bundle`);

/** Seconds of all epochs. */
function train(bundle, data, ...args) {
  const all = ["train", "--data", join(work, data), "--format", "csv", "--out", folderOf(bundle)];
  all.push("--no-validate", ...args);
  console.error(`» ${all.join(" ").replaceAll(repository, "")}`);
  const { status, stderr, error } = spawnSync(cli, all, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`train failed (${status}): ${error ?? stderr.slice(-2000)}`);
  const epochs = [...stderr.matchAll(/final[^:]*: ([\d.]+) s,/g)];
  if (epochs.length === 0) throw new Error(`expected epochs in the log, found none: ${stderr}`);
  return epochs.reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

const openBundle = (bundle) => openInThread(pathToFileURL(`${folderOf(bundle)}/`));

/** What so many users chose, spread over all who liked enough that lists are theirs. */
async function histories(recommender, count) {
  const { numUsers } = recommender.info;
  const found = [];
  for (let i = 0; i < numUsers && found.length < count; ++i) {
    const [user] = await recommender.searchUsers("", (i * 7919) % numUsers, 1);
    const history = (await recommender.userHistory(user.id)).map(({ id, score }) => ({
      id,
      weight: score,
    }));
    if (history.filter(({ weight }) => weight > 0).length >= kFewestLiked) found.push(history);
  }
  return found;
}

async function listsOf(recommender, all) {
  const lists = [];
  for (const history of all) {
    const list = await recommender.recommend({ history, skipUnknown: true, n: kLength });
    lists.push(list.map(({ id }) => id));
  }
  return lists;
}

/** The mean share of each list that is still there. */
function overlap(before, after) {
  const shares = before.map(
    (list, i) => list.filter((id) => after[i].includes(id)).length / list.length,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const ratings = readRatings();
writeRatings(
  "earlier",
  ratings.filter((rating) => placeOf(rating) < kEarlierShare),
);
writeRatings("all", ratings);
train("old", "earlier", "--epochs", flags.epochs, "--with-users");
const warmSeconds = train("warm", "all", "--warm-start", folderOf("old"));
const coldSeconds = train("cold", "all", "--epochs", flags.epochs);

const old = await openBundle("old");
const asked = await histories(old, Number(flags.users));
const oldLists = await listsOf(old, asked);
const stability = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  dataSet: basename(resolve(flags.data)),
  epochs: Number(flags.epochs),
  users: asked.length,
  warmOverlap10: overlap(oldLists, await listsOf(await openBundle("warm"), asked)),
  coldOverlap10: overlap(oldLists, await listsOf(await openBundle("cold"), asked)),
  warmSeconds,
  coldSeconds,
};
writeFileSync(flags.out, `${JSON.stringify(stability, null, 2)}\n`);
console.log(JSON.stringify(stability, null, 2));
