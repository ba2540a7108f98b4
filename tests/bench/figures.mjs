// What things cost on this machine, as the README quotes it (quality.mjs: how good lists are).
//
//   node tests/bench/figures.mjs [--data ../shared/data] [--out tests/bench/figures.json]
//
// Writes the JSON file and prints it as a table; `node tests/bench/readme.mjs` puts it into the
// README. Needs the release build, the built package, GNU time, and the data sets (data/README.md);
// without a data set its rows are left out.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { run } from "./command.mjs";
import { costTable } from "./readme.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    out: { type: "string", default: join(repository, "tests/bench/figures.json") },
  },
});
const data = resolve(flags.data);
const release = join(repository, "build/release");
const cli = join(release, "trainer/pocketrec");
const work = join(repository, "build/bench");
mkdirSync(work, { recursive: true });

/** Wall-clock seconds and peak megabytes of a whole process, by GNU time. */
function measured(command, args) {
  const { stderr } = run("/usr/bin/time", ["-f", "%e %M", command, ...args]);
  const [seconds, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { seconds, megabytes: (kilobytes * 1024) / 1e6 };
}

/** The median of a Google Benchmark's repetitions. */
function microbenchmark(program, filter) {
  const { stdout } = run(join(release, "tests/bench", program), [
    `--benchmark_filter=${filter}`,
    "--benchmark_repetitions=3",
    "--benchmark_format=json",
  ]);
  return JSON.parse(stdout).benchmarks.find(({ aggregate_name }) => aggregate_name === "median");
}

function gowalla() {
  const bundle = join(work, "gowalla");
  const training = measured(cli, [
    ...["train", "--data", join(data, "gowalla"), "--out", bundle, "--quiet"],
  ]);
  const sweep = microbenchmark("bench_train", "ials_sweep_gowalla/factors:64/threads:2");
  return {
    sweepSeconds: sweep.real_time / 1000,
    trainSeconds: training.seconds,
    trainMegabytes: training.megabytes,
  };
}

function bookCrossing() {
  const folder = join(data, "book-crossing");
  const bundle = join(work, "book-crossing");
  const training = measured(cli, ["train", "--data", folder, "--out", bundle, "--quiet"]);
  return { csvToBundleSeconds: training.seconds, trainMegabytes: training.megabytes };
}

function reading() {
  const file = microbenchmark("bench_csv", "read_rows_of_file/users");
  const rows = microbenchmark("bench_csv", "read_synthetic_rows");
  return {
    usersMegabytesPerSecond: file.bytes_per_second / 1e6,
    syntheticMegabytesPerSecond: rows.bytes_per_second / 1e6,
  };
}

function nativeAgainstBrowser(bundle) {
  const answers = join(work, "answers.bin");
  run(join(release, "tests/golden/golden_histories"), [bundle, answers]);
  const { stdout } = run("node", [
    join(repository, "tests/bench/native_vs_browser.mjs"),
    bundle,
    answers,
  ]);
  return [
    ...stdout.matchAll(/^(\w+) \((.+)\): (\d+) histories, (\d+) scores, (\d+) lists differ/gm),
  ].map(([, , browser, histories, scores, different]) => ({
    browser,
    histories: Number(histories),
    scores: Number(scores),
    different: Number(different),
  }));
}

function download() {
  const gzipped = (file) => gzipSync(readFileSync(join(repository, "wasm/dist", file))).length;
  const glueBytes = gzipped("module.js") + gzipped("wire.js");
  return { wasmBytes: gzipped("pocketrec.wasm"), glueBytes };
}

const has = (name) => existsSync(join(data, name));
const figures = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  download: download(),
  reading: reading(),
};
if (has("gowalla")) figures.gowalla = gowalla();
if (has("book-crossing")) {
  figures.bookCrossing = bookCrossing();
  figures.browsers = nativeAgainstBrowser(join(work, "book-crossing"));
}
writeFileSync(flags.out, `${JSON.stringify(figures, null, 2)}\n`);
console.log(costTable(figures));
