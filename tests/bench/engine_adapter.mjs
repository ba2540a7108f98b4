// What both of our adapters in the side-by-side bench are: the package's own engine, asked as it asks
// itself, over what search_bundle packed. search_setup.mjs puts this file beside the package.
import { NativeBundle } from "./native.js";

/** As core/FORMAT.md has them, in the order in which search_bundle writes them; of rows, any number. */
const parts = ["items", "encoder", "lists"];

function open(native, bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const part = parts[i] ?? "rows";
    const size = view.getUint32(at, true);
    native.reserve(part, size).append(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
    if (part === "encoder") native.open();
    else if (part !== "items") native.attach(part);
  }
}

/** An adapter over the files `name`_<items>_<factors>.bin. sweep(limits): its settings. */
export async function engineAdapter(env, name, sweep) {
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
  return {
    // Items are packed by the trainer, beforehand.
    async build(_vectors, count, dim) {
      packed = await env.fetchBytes(`build/pocketrec/${name}_${count}_${dim}.bin`);
      open(native, packed);
    },
    async serialize() {
      return packed;
    },
    async load(bytes) {
      open(native, bytes);
    },
    memory: () => native.memoryBytes,
    free: () => native.free(),
    search(vector, k) {
      limits.n = k;
      return native.ask((module) => module.recommendForVector(vector, limits)).indices;
    },
    sweep: () => sweep(limits),
  };
}
