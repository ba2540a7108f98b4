// Pocketrec with its index, in the side-by-side bench: as pocketrec.mjs, the items in lists of which
// a query looks at some. All are loaded here; a page loads those that it looks at.
import { NativeBundle } from "../build/pocketrec/native.js";

export const meta = { title: "pocketrec index", exact: false };

export async function create({ env }) {
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
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let at = 0;
    const next = (part) => {
      const size = view.getUint32(at, true);
      native.reserve(part, size).append(bytes.subarray(at + 4, at + 4 + size));
      at += 4 + size;
    };
    next("items");
    next("encoder");
    native.open();
    next("lists");
    native.attach("lists");
    while (at < bytes.length) {
      next("rows");
      native.attach("rows");
    }
  };
  return {
    // Items are packed and put into lists by the trainer, beforehand.
    async build(_vectors, count, dim) {
      packed = await env.fetchBytes(`build/pocketrec/lists_${count}_${dim}.bin`);
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
      const to = (exact) => () => {
        limits.exact = exact;
      };
      return [
        { label: "lists", apply: to(false) },
        { label: "all lists", apply: to(true) },
      ];
    },
  };
}
