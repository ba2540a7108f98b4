// The figures that the README quotes, measured on this machine.
//
//   node tests/bench/figures.mjs [--data ../shared/data] [--out tests/bench/figures.json]
//
// Writes the JSON file and prints it as a table; `node tests/bench/readme.mjs` puts it into the
// README. Needs the release build, the built package, GNU time, and the data sets (data/README.md);
// without a data set its rows are left out.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { figuresTable } from "./readme.mjs";

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

function run(command, args) {
  console.error(`» ${[command, ...args].join(" ").replaceAll(repository, "")}`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${command} failed (${status}): ${error ?? stderr}`);
  return { stdout, stderr };
}

/** Wall-clock seconds and peak megabytes of a whole process, by GNU time. */
function measured(command, args) {
  const { stderr } = run("/usr/bin/time", ["-f", "%e %M", command, ...args]);
  const [seconds, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { seconds, megabytes: (kilobytes * 1024) / 1e6 };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median of a Google Benchmark's repetitions. */
function microbenchmark(program, filter) {
  const { stdout } = run(join(release, "tests/bench", program), [
    `--benchmark_filter=${filter}`,
    "--benchmark_repetitions=3",
    "--benchmark_format=json",
  ]);
  return JSON.parse(stdout).benchmarks.find(({ aggregate_name }) => aggregate_name === "median");
}

function evaluate(name, args) {
  const json = join(work, `${name}.json`);
  run(cli, ["evaluate", ...args, "--k", "20", "--json", json]);
  return JSON.parse(readFileSync(json, "utf8"));
}

const modelsOf = (report) =>
  Object.fromEntries(
    report.models.map((model) => [
      model.name,
      {
        recall: model["recall@20"],
        interval: model["recall@20_interval"],
        ndcg: model["ndcg@20"],
        bytesPerItem: model.bytes_per_item,
        people: model.users,
      },
    ]),
  );

function gowalla() {
  const lists = ["train", "test"].map((part) => join(data, "gowalla", `${part}.txt`));
  const report = evaluate("gowalla", [
    ...["--train", lists[0], "--test", lists[1]],
    ...["--models", "popularity,item-knn,ials,ials-int4,ials-float"],
  ]);
  const bundle = join(work, "gowalla");
  const training = [1, 2, 3].map(() =>
    measured(cli, ["train", "--data", join(data, "gowalla"), "--out", bundle, "--quiet"]),
  );
  const sweep = microbenchmark("bench_train", "ials_sweep_gowalla/factors:64/threads:2");
  return {
    models: modelsOf(report),
    sweepSeconds: sweep.real_time / 1000,
    trainSeconds: median(training.map(({ seconds }) => seconds)),
    trainMegabytes: median(training.map(({ megabytes }) => megabytes)),
  };
}

function bookCrossing() {
  const folder = join(data, "book-crossing");
  const bundle = join(work, "book-crossing");
  const training = [1, 2, 3].map(() =>
    measured(cli, ["train", "--data", folder, "--out", bundle, "--quiet"]),
  );
  const report = evaluate("book-crossing", [
    ...["--data", folder, "--protocol", "strong"],
    ...["--models", "popularity,item-knn,ials,ials-float"],
  ]);
  return {
    models: modelsOf(report),
    csvToBundleSeconds: median(training.map(({ seconds }) => seconds)),
    trainMegabytes: median(training.map(({ megabytes }) => megabytes)),
  };
}

function goodbooks() {
  const report = evaluate("goodbooks", [
    ...["--data", join(data, "goodbooks-10k"), "--protocol", "strong"],
    ...["--models", "popularity,item-knn,ease,ials,ials-float"],
  ]);
  return { models: modelsOf(report) };
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
  return { wasmBytes: gzipped("pocketrec.wasm"), glueBytes: gzipped("pocketrec.mjs") };
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
if (has("goodbooks-10k")) figures.goodbooks = goodbooks();
writeFileSync(flags.out, `${JSON.stringify(figures, null, 2)}\n`);
console.log(figuresTable(figures));
