// Our search beside others, in one run of the side-by-side bench in ../shared/peers: headless
// Chromium, one thread, the same vectors and queries.
//
//   node tests/bench/search.mjs [--peers ../shared/peers] [--items 10000,100000,1000000] [--factors 64]
//                               [--only pocketrec,ref-wasm-int8,...] [--show]
//                               [--out tests/bench/search.json] [--plot build/bench/search.svg]
//
// Copies the bench to build/bench/peers (it is not changed where it lies), installs its packages
// there, makes its vectors, packs them with the trainer, and runs one searcher after the other: all
// that the bench has, or those of --only. The file is written after each, and keeps what it has of
// cells that are not measured now. A searcher that fails leaves rows with `error`. With all of them
// allow hours. Ends with tables and a plot of all that the file holds, which are all that --show
// makes. Needs the release build, the built package, Chromium and Emscripten.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { searchPlot } from "./search_plot.mjs";
import {
  bench,
  kLeastIndexed,
  kOurs,
  makeVectors,
  pack,
  run,
  searchers,
  setUp,
} from "./search_setup.mjs";
import { loadTable, searchTable } from "./search_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    peers: { type: "string", default: join(repository, "../shared/peers") },
    items: { type: "string", default: "10000,100000,1000000" },
    factors: { type: "string", default: "64" },
    only: { type: "string" },
    show: { type: "boolean", default: false },
    out: { type: "string", default: join(repository, "tests/bench/search.json") },
    plot: { type: "string", default: join(repository, "build/bench/search.svg") },
  },
});
const counts = flags.items.split(",").map(Number);
const factors = Number(flags.factors);
const results = join(bench, "results.json");
const kMemoryItems = 10_000; // of which a million queries take a minute

/** The first line of what went wrong. */
const reason = (error) => `${error}`.split("\n")[0].slice(0, 120);

/** The rows of one cell: one for each setting of a searcher. */
function rowsOf({ name, n, env, error, build, search, ...record }, packMs) {
  const cell = { name, ...(env === "node" ? { place: "Node" } : {}), items: n };
  if (error || !search) return [{ ...cell, error: reason(error ?? "no search") }];
  return search.runs.map(({ label, k10, k100 }) => {
    const row = { ...cell, ...(label ? { setting: label } : {}) };
    if (k10.p50 === undefined) return { ...row, error: reason(k10.error) };
    return {
      ...row,
      ms10: k10.p50,
      ms10Best: k10.best_pass_p50,
      ms100: k100.p50,
      recall10: k10.recall10,
      indexBytes: build.index_bytes,
      buildMs: packMs[n]?.[name] ?? build.build_ms,
      loadMs: search.load_ms,
      memoryBytes: search.own_bytes,
      transferBytes: record.transfer_gz,
    };
  });
}

/** One searcher in a process of its own: what ends it leaves the others alone. Rows of all its cells. */
function measure(name, packMs) {
  console.error(`» ${name}`);
  rmSync(results, { force: true });
  const own = name === "pocketrec-index" ? counts.filter((n) => n >= kLeastIndexed) : counts;
  if (own.length === 0) return [];
  const sizes = ["--n", `${own}`, "--dim", flags.factors];
  const { status, signal, stdout } = spawnSync(
    "node",
    ["runner.mjs", "--only", name, ...sizes, "--out", results],
    { cwd: bench, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  process.stdout.write(stdout);
  const found = existsSync(results)
    ? Object.values(JSON.parse(readFileSync(results, "utf8"))).filter(({ dim }) => dim === factors)
    : [];
  // It names no cell where an adapter cannot be bundled, or where it ends itself.
  const end = status === 0 ? stdout.trim().split("\n")[0] : `the runner ended: ${signal ?? status}`;
  return own.flatMap((n) => {
    const record = found.find((cell) => cell.n === n) ?? { name, n, error: end || "no result" };
    return rowsOf(record, packMs);
  });
}

/** What memory does over a million queries of ours, where the items of it are there. */
function memory() {
  if (!counts.includes(kMemoryItems)) return {};
  const script = join(repository, "tests/bench/search_memory.mjs");
  const args = ["--expose-gc", script, `${kMemoryItems}`, `${factors}`];
  return { memory: { items: kMemoryItems, ...JSON.parse(run(process.execPath, args)) } };
}

const held = () => (existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")) : {});

/** Puts rows into the file, in place of those of the same cells. */
function keep(rows, more = {}) {
  const before = held();
  const isNew = ({ name, items }) => rows.some((row) => row.name === name && row.items === items);
  const measured = {
    machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
    factors,
    memory: before.memory,
    ...more,
    rows: [...(before.rows ?? []).filter((row) => !isNew(row)), ...rows],
  };
  writeFileSync(flags.out, `${JSON.stringify(measured, null, 2)}\n`);
}

async function measureAll() {
  const { factors: before = factors } = held();
  if (before !== factors) {
    throw new Error(
      `expected rows of ${factors} factors in ${flags.out}, found ${before}: name another with --out`,
    );
  }
  setUp(flags.peers);
  const names = searchers(flags.only?.split(","));
  await makeVectors(counts, factors);
  const packMs = names.some((name) => kOurs.includes(name)) ? pack(counts, factors) : {};
  for (const name of names) {
    keep(measure(name, packMs), name === "pocketrec" ? memory() : {});
  }
}

if (!flags.show) await measureAll();
const measured = held();
mkdirSync(dirname(flags.plot), { recursive: true });
writeFileSync(flags.plot, searchPlot(measured));
console.log(`${searchTable(measured)}\n\n${loadTable(measured)}`);
for (const { name, items, setting = "", error } of measured.rows.filter((row) => row.error)) {
  console.error(`not measured: ${name} ${setting}, ${items.toLocaleString("en")} items: ${error}`);
}
console.error(`» ${flags.out} ${flags.plot}`);
