// Our exact scan and the bench's reference kernel, asked in turn in one process, so that whatever else
// the machine does weighs on both alike:
//   node tests/bench/search_paired.mjs [NUM_ITEMS ...]
// Needs what search.mjs left in build/bench/peers. Prints median milliseconds of a top 10 and their
// ratio, in Node (the browser's own V8).

import { median } from "./median.mjs";
import { adapter, env, peers, readFile as read } from "./search_peers.mjs";

const { boot, int8Index } = await import(new URL("lib/scan-core.mjs", peers));
const factors = 64;

const floats = (bytes, count) =>
  new Float32Array(bytes.buffer, bytes.byteOffset, count ?? bytes.length / 4);

for (const items of (process.argv.length > 2
  ? process.argv.slice(2)
  : ["10000", "100000", "1000000"]
).map(Number)) {
  const reference = int8Index(await boot(env, "scan.wasm"), 7);
  await reference.build(floats(read(`data/items_${factors}.f32`), items * factors), items, factors);
  const ours = await adapter(items);
  await ours.build(undefined, items, factors);
  const [exact, filtered] = ours.sweep();
  const ways = {
    reference: (query) => reference.search(query, 10),
    exact: (query) => ours.search(query, 10),
    filtered: (query) => ours.search(query, 10),
  };
  const taken = { reference: [], exact: [], filtered: [] };
  const queries = floats(read(`data/queries_${factors}.f32`));
  const rounds = Math.max(1, Math.round(400_000 / items));
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < queries.length; at += factors) {
      const query = queries.slice(at, at + factors);
      for (const [way, search] of Object.entries(ways)) {
        (way === "filtered" ? filtered : exact).apply();
        const begin = performance.now();
        search(query);
        taken[way].push(performance.now() - begin);
      }
    }
  }
  const ms = Object.fromEntries(Object.entries(taken).map(([way, all]) => [way, median(all)]));
  console.log(
    `${items} items: reference ${ms.reference.toFixed(4)} ms, exact ${ms.exact.toFixed(4)} ms (${(ms.exact / ms.reference).toFixed(2)}), filter of 10 % ${ms.filtered.toFixed(4)} ms (${(ms.filtered / ms.reference).toFixed(2)})`,
  );
}
