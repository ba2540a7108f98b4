// What memory does over a million queries, and after the bundle is closed:
//   node --expose-gc tests/bench/search_memory.mjs PACKED NUM_FACTORS [QUERIES]
// PACKED: as search_bundle writes it. Prints JSON.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { NativeBundle } from "../../wasm/dist/native.js";

const [packed, factors, queries = "1000000"] = process.argv.slice(2);
const wasm = readFileSync(
  fileURLToPath(new URL("../../wasm/dist/pocketrec.wasm", import.meta.url)),
);

const settle = async () => {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc();
    await new Promise((later) => setTimeout(later, 50));
  }
};

function open(native) {
  const bytes = readFileSync(packed);
  const size = bytes.readUInt32LE(0);
  native.reserve("items", size).append(bytes.subarray(4, 4 + size));
  native.reserve("encoder", bytes.length - 4 - size).append(bytes.subarray(4 + size));
  native.open();
}

const none = new Uint32Array();
const limits = {
  ...{ n: 10, exclude: none, allow: none, allowBits: none, includeHistory: false },
  ...{ diversity: 0, novelty: 0, exploration: 0 },
};

await settle();
const before = process.memoryUsage();
let native = await NativeBundle.start(wasm);
open(native);
const vector = new Float32Array(Number(factors));
const ask = (i) => {
  for (let k = 0; k < vector.length; k += 1) vector[k] = Math.sin(i + k);
  native.ask((module) => module.recommendForVector(vector, limits));
};
for (let i = 0; i < 10_000; i += 1) ask(i);
await settle();
const [wasmBytes, { heapUsed }] = [native.memoryBytes, process.memoryUsage()];
for (let i = 0; i < Number(queries); i += 1) ask(i);
await settle();
const grown = {
  wasmBytes: native.memoryBytes - wasmBytes,
  heapBytes: process.memoryUsage().heapUsed - heapUsed,
};
native.free();
native = undefined;
await settle();
const leftBytes = process.memoryUsage().external - before.external;
console.log(JSON.stringify({ queries: Number(queries), wasmBytes, grown, leftBytes }));
