// What memory does over a million queries, and after the bundle is closed:
//   node --expose-gc tests/bench/search_memory.mjs NUM_ITEMS NUM_FACTORS [QUERIES]
// Needs what search.mjs left in build/bench/peers. Prints JSON.
import { adapter, readFile } from "./search_peers.mjs";

const [items, factors, queries] = process.argv.slice(2).map(Number);

const settle = async () => {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc();
    await new Promise((later) => setTimeout(later, 50));
  }
};

await settle();
const before = process.memoryUsage();
let ours = await adapter(items);
await ours.load(readFile(`build/pocketrec/items_${items}_${factors}.bin`));
const vector = new Float32Array(factors);
const ask = (i) => {
  for (let k = 0; k < vector.length; k += 1) vector[k] = Math.sin(i + k);
  ours.search(vector, 10);
};
for (let i = 0; i < 10_000; i += 1) ask(i);
await settle();
const [wasmBytes, { heapUsed }] = [ours.memory(), process.memoryUsage()];
const asked = queries || 1_000_000;
for (let i = 0; i < asked; i += 1) ask(i);
await settle();
const grown = {
  wasmBytes: ours.memory() - wasmBytes,
  heapBytes: process.memoryUsage().heapUsed - heapUsed,
};
ours.free();
ours = undefined;
await settle();
const leftBytes = process.memoryUsage().external - before.external;
console.log(JSON.stringify({ queries: asked, wasmBytes, grown, leftBytes }));
