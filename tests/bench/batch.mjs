// How long lists of 20 take for all users of gowalla at once, from codes and from floats.
//
//   node tests/bench/batch.mjs [--data ../shared/data] [--epochs 3] [--threads 2] [--repeats 5]
//                              [--out tests/bench/batch.json]
//
// Trains 64 factors in a few epochs, which is enough to tell the time, folds everyone in, and ranks
// all items for everyone but those they chose: with each kernel that this machine can run, one user
// after the other as a browser does, and by products of float matrices with the same choice of the
// best. Medians of the repeats. Three minutes, most of them for the vectors of users. Needs the
// release build and the data set.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    epochs: { type: "string", default: "3" },
    threads: { type: "string", default: "2" },
    repeats: { type: "string", default: "5" },
    out: { type: "string", default: join(repository, "tests/bench/batch.json") },
  },
});
const list = join(flags.data, "gowalla/train.txt");
if (!existsSync(list)) {
  console.error(`expected gowalla at ${list}; name its folder's parent with --data`);
  process.exit(1);
}
const { status, stdout, stderr, error } = spawnSync(
  join(repository, "build/release/tests/bench/bench_batch"),
  [list, flags.epochs, flags.threads, flags.repeats],
  { encoding: "utf8" },
);
if (status !== 0) throw new Error(`bench_batch failed (${status}): ${error ?? stderr}`);

const machine = `${cpus().length} cores, ${cpus()[0].model.trim()}`;
const measured = JSON.parse(stdout);
writeFileSync(
  flags.out,
  `${JSON.stringify({ machine, dataSet: "gowalla", ...measured }, null, 2)}\n`,
);
const { users, items, factors, length, threads } = measured;
console.log(
  `${users} users, ${items} items, ${factors} factors, lists of ${length}, ${threads} threads`,
);
const print = (what, seconds) => console.log(`${seconds.toFixed(2).padStart(8)} s  ${what}`);
for (const { kernel, seconds } of measured.codes) print(`codes, all at once, ${kernel}`, seconds);
print("codes, one user after the other", measured.one_by_one_seconds);
for (const { product, seconds } of measured.floats) print(`floats, ${product}`, seconds);
print("everyone's vector from their history", measured.encode_seconds);
