// Our search beside others, in one run of the side-by-side bench in ../shared/peers: headless
// Chromium, one thread, the same vectors and queries.
//
//   node tests/bench/search.mjs [--peers ../shared/peers] [--items 10000,100000,1000000] [--factors 64]
//                               [--only pocketrec,ref-wasm-int8,...] [--out tests/bench/search.json]
//
// Copies the bench to build/bench/peers (it is not changed where it lies), installs its packages
// there, makes its vectors, packs them with the trainer, and runs. With all peers allow an hour; of
// those not named, the file keeps what it has. Needs the release build, the built package, Chromium
// and Emscripten.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { searchTable } from "./search_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    peers: { type: "string", default: join(repository, "../shared/peers") },
    items: { type: "string", default: "10000,100000,1000000" },
    factors: { type: "string", default: "64" },
    only: { type: "string" },
    out: { type: "string", default: join(repository, "tests/bench/search.json") },
  },
});
const bench = join(repository, "build/bench/peers");
const ours = join(bench, "build/pocketrec");
const tool = join(repository, "build/release/tests/bench/search_bundle");

function run(command, args, options = {}) {
  const { status, stdout, error } = spawnSync(command, args, {
    cwd: bench,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error ?? status}`);
  return stdout;
}

/** A copy of the bench, with its packages, kernels and vectors. */
function setUp() {
  if (!existsSync(flags.peers)) {
    throw new Error(
      `expected the side-by-side bench in ${flags.peers}; name its folder with --peers`,
    );
  }
  mkdirSync(bench, { recursive: true });
  cpSync(flags.peers, bench, { recursive: true });
  if (!existsSync(join(bench, "node_modules"))) run("npm", ["ci", "--ignore-scripts"]);
  if (!existsSync(join(bench, "build/scan.wasm"))) run("sh", ["kernels/build.sh"]);
  run("node", ["lib/gen.mjs"]);
  rmSync(ours, { recursive: true, force: true });
  cpSync(join(repository, "wasm/dist"), ours, { recursive: true });
  cpSync(
    join(repository, "tests/bench/peers/pocketrec.mjs"),
    join(bench, "adapters/pocketrec.mjs"),
  );
}

/** Milliseconds of packing, by number of items. */
function pack(counts, factors) {
  return Object.fromEntries(
    counts.map((count) => {
      const out = join(ours, `items_${count}_${factors}.bin`);
      const vectors = join(bench, `data/items_${factors}.f32`);
      return [count, Number(run(tool, [vectors, `${count}`, `${factors}`, out]))];
    }),
  );
}

/** One row a setting of a searcher and a number of items. */
function rowsOf(results, packMs, factors) {
  return Object.values(results).flatMap(({ name, n, dim, error, build, search, ...record }) => {
    if (dim !== factors) return [];
    if (error) return [{ name, items: n, error: error.slice(0, 120) }];
    return search.runs.map(({ label, k10, k100 }) => ({
      name,
      ...(label ? { setting: label } : {}),
      items: n,
      ms10: k10.p50,
      ms10Best: k10.best_pass_p50,
      ms100: k100.p50,
      recall10: k10.recall10,
      indexBytes: build.index_bytes,
      buildMs: name === "pocketrec" ? packMs[n] : build.build_ms,
      loadMs: search.load_ms,
      memoryBytes: search.own_bytes,
      transferBytes: record.transfer_gz,
    }));
  });
}

setUp();
const counts = flags.items.split(",").map(Number);
const factors = Number(flags.factors);
const packMs = pack(counts, factors);
const results = join(bench, "results.json");
rmSync(results, { force: true });
const only = flags.only ? ["--only", flags.only] : [];
run("node", ["runner.mjs", ...only, "--n", flags.items, "--dim", flags.factors, "--out", results], {
  stdio: ["ignore", "inherit", "inherit"],
});
const rows = rowsOf(JSON.parse(readFileSync(results, "utf8")), packMs, factors);
const memory = JSON.parse(
  run(process.execPath, [
    "--expose-gc",
    join(repository, "tests/bench/search_memory.mjs"),
    `${counts[0]}`,
    `${factors}`,
  ]),
);
const before = existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")).rows : [];
const isMeasured = ({ name, items }) =>
  rows.some((row) => row.name === name && row.items === items);
const machine = `${cpus().length} cores, ${cpus()[0].model.trim()}`;
const measured = {
  machine,
  factors,
  memory: { items: counts[0], ...memory },
  rows: [...before.filter((row) => !isMeasured(row)), ...rows],
};
writeFileSync(flags.out, `${JSON.stringify(measured, null, 2)}\n`);
console.log(searchTable(measured));
console.error(`» ${flags.out}`);
