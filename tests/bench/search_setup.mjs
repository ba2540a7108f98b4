// What a run of the side-by-side bench needs: a copy of it in build/bench/peers, and vectors.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { peers } from "./search_peers.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const bench = fileURLToPath(peers);
const ours = join(bench, "build/pocketrec");
const kBlock = 50_000; // rows from one seed, as the bench's own maker of vectors has them

/** Our own adapters: everything looked at, and with the index. */
export const kOurs = ["pocketrec", "pocketrec-index"];
/** Items for which the index is measured, or more. */
export const kLeastIndexed = 100_000;

export function run(command, args, options = {}) {
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

/** Debian keeps the linker that some of them need beside its clang, off the path. */
function buildKernels() {
  const linker = run("clang", ["-print-prog-name=wasm-ld"]).trim();
  const PATH = `${process.env.PATH}${delimiter}${dirname(linker)}`;
  run("sh", ["kernels/build.sh"], { env: { ...process.env, PATH } });
}

/** A copy of the bench in `from`, with its packages and kernels, our package and our adapter. */
export function setUp(from) {
  if (!existsSync(from)) {
    throw new Error(`expected the side-by-side bench in ${from}; name its folder with --peers`);
  }
  mkdirSync(bench, { recursive: true });
  cpSync(from, bench, { recursive: true });
  if (!existsSync(join(bench, "node_modules"))) run("npm", ["ci", "--ignore-scripts"]);
  const kernels = ["scan", "scan-relaxed"].map((name) => join(bench, `build/${name}.wasm`));
  if (!kernels.every(existsSync)) buildKernels();
  rmSync(ours, { recursive: true, force: true });
  cpSync(join(repository, "wasm/dist"), ours, { recursive: true });
  cpSync(join(repository, "tests/bench/engine_adapter.mjs"), join(ours, "engine_adapter.mjs"));
  for (const adapter of kOurs) {
    cpSync(
      join(repository, `tests/bench/peers/${adapter}.mjs`),
      join(bench, `adapters/${adapter}.mjs`),
    );
  }
}

/** Every searcher that the bench knows, ours first; or those of `only`, which it has to know. */
export function searchers(only) {
  const names = readdirSync(join(bench, "adapters"))
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => file.slice(0, -4));
  const all = [...kOurs, ...names.filter((name) => !kOurs.includes(name)).sort()];
  const unknown = only?.find((name) => !all.includes(name));
  if (unknown) throw new Error(`expected some of ${all.join(", ")}, found ${unknown}`);
  return only ?? all;
}

/** Vectors for the largest of `counts`, and the best 100 of each: the bench makes a million itself. */
export async function makeVectors(counts, factors) {
  const { ensure, fill, MAXN } = await import(new URL("lib/gen.mjs", peers));
  const [least] = counts.toSorted((a, b) => a - b);
  const { items: file } = ensure(bench, Math.min(least, MAXN), factors);
  const rowBytes = 4 * factors;
  const out = createWriteStream(file, { flags: "a" });
  for (let row = statSync(file).size / rowBytes; row < Math.max(...counts); row += kBlock) {
    const block = new Float32Array(kBlock * factors);
    fill(block, kBlock, factors, 1 + (row / kBlock) * 100 + factors);
    if (!out.write(new Uint8Array(block.buffer))) await once(out, "drain");
  }
  await new Promise((written) => out.end(written));
  for (const count of counts) ensure(bench, count, factors);
}

/** Milliseconds that the trainer takes to make what each of ours loads, by number of items. */
export function pack(counts, factors) {
  const tool = join(repository, "build/release/tests/bench/search_bundle");
  return Object.fromEntries(
    counts.map((count) => {
      const out = (name) => join(ours, `${name}_${count}_${factors}.bin`);
      const vectors = join(bench, `data/items_${factors}.f32`);
      const lists = count < kLeastIndexed ? [] : [out("lists")];
      const args = [vectors, `${count}`, `${factors}`, out("items"), ...lists];
      const [packing, splitting = 0] = run(tool, args).split(" ").map(Number);
      return [count, { pocketrec: packing, "pocketrec-index": packing + splitting }];
    }),
  );
}
