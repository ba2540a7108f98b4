// Pocketrec: recommendations computed in the visitor's browser, from static files.
export { open } from "./client.js";
export * from "./types.js";

import type { OpenOptions, Recommender } from "./types.js";

/**
 * As open(), with the engine in the caller's thread: for Node, tests, or a worker of one's own.
 * Loaded on first use, so that pages which use open() never fetch it twice.
 */
export async function openInThread(
  bundle: string | URL,
  options?: OpenOptions,
): Promise<Recommender> {
  const local = await import("./local.js");
  return local.openInThread(bundle, options);
}
