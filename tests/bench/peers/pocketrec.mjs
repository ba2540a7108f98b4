// Pocketrec in the side-by-side bench (../shared/peers): the package's own engine, asked as it asks
// itself. search.mjs puts this file and the package into a copy of the bench, and packs the items.
import { NativeBundle } from "../build/pocketrec/native.js";

export const meta = { title: "pocketrec", exact: true };

const partOfItems = 10; // the filter passes one item in so many

/** A filter as pages have them: a bit for each item that passes. */
function filterBits(n) {
  const bits = new Uint32Array(Math.ceil(n / 32));
  for (let item = 0; item < n; item += 1) {
    // Scattered: an order of popularity does not follow a category.
    if (Math.imul(item, 2654435761) >>> 0 < 2 ** 32 / partOfItems)
      bits[item >> 5] |= 1 << (item & 31);
  }
  return bits;
}

export async function create({ n, env }) {
  const native = await NativeBundle.start(await env.fetchBytes("build/pocketrec/pocketrec.wasm"));
  const none = new Uint32Array();
  let packed;
  const limits = {
    n: 10,
    exclude: none,
    allow: none,
    allowBits: none,
    includeHistory: false,
    diversity: 0,
    novelty: 0,
    exploration: 0,
    exact: false,
  };
  const open = (bytes) => {
    const itemsSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const items = bytes.subarray(4, 4 + itemsSize);
    const encoder = bytes.subarray(4 + itemsSize);
    native.reserve("items", items.length).append(items);
    native.reserve("encoder", encoder.length).append(encoder);
    native.open();
  };
  return {
    // Items are packed by the trainer, beforehand.
    async build(_vectors, count, dim) {
      packed = await env.fetchBytes(`build/pocketrec/items_${count}_${dim}.bin`);
      open(packed);
    },
    async serialize() {
      return packed;
    },
    async load(bytes) {
      open(bytes);
    },
    memory: () => native.memoryBytes,
    free: () => native.free(),
    search(vector, k) {
      limits.n = k;
      return native.ask((module) => module.recommendForVector(vector, limits)).indices;
    },
    sweep() {
      const withFilter = (bits) => () => {
        limits.allowBits = bits;
      };
      return [
        { label: "exact", apply: withFilter(none) },
        { label: "filter 10 %", apply: withFilter(filterBits(n)) },
      ];
    },
  };
}
