// Our adapter of the side-by-side bench, and its files, outside of the browser: what search.mjs left in
// build/bench/peers.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const peers = new URL("../../build/bench/peers/", import.meta.url);

export const readFile = (path) => new Uint8Array(readFileSync(fileURLToPath(new URL(path, peers))));

export const env = { fetchBytes: async (path) => readFile(path) };

/** Our searcher for so many items; nothing is loaded yet. */
export async function adapter(items) {
  const { create } = await import(new URL("adapters/pocketrec.mjs", peers));
  return create({ n: items, env });
}
