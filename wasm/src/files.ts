// The small files of a large catalogue: fetched when they are needed, and kept in Cache Storage, so
// that a second visit has them at once and offline.
import type { PartBytes } from "./bytes.js";
import { bytesOf, request } from "./transfer.js";

/** Files of one kind are named all together: by a hash, and a number each. */
export const fileName = (kind: string, hash: string, number: number): string =>
  `${kind}.${hash}.${number}.bin`;

/** Such a hash, from two fields of the part that names the files. */
export const hashIn = (part: PartBytes, field: number): string =>
  [field, field + 1].map((i) => part.field(i).toString(16).padStart(8, "0")).join("");

/** All of them; where one fails, the others still arrive before that is said. */
export async function all(promises: Iterable<Promise<unknown>>): Promise<void> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** What is under way, or there, is not begun again; what failed is. */
export function once<T>(
  begun: Map<number, Promise<T>>,
  key: number,
  begin: () => Promise<T>,
): Promise<T> {
  let promise = begun.get(key);
  if (!promise) {
    promise = begin();
    begun.set(key, promise);
    promise.catch(() => begun.delete(key));
  }
  return promise;
}

export class CatalogueFiles {
  /** Of all files so far, from the network or the cache. */
  loadedBytes = 0;
  readonly #cache: Promise<Cache | undefined>;
  readonly #name: string;

  constructor(
    private readonly manifestUrl: URL,
    private readonly fetch: typeof globalThis.fetch | undefined,
  ) {
    this.#name = `pocketrec ${new URL(".", manifestUrl)}`;
    this.#cache = openCache(this.#name);
  }

  /** What `use` makes of a file's bytes. One that is damaged may be so in a cache only: it is asked for once more. */
  async use<T>(file: string, signal: AbortSignal, use: (bytes: Uint8Array) => T): Promise<T> {
    const cache = await this.#cache;
    const url = new URL(file, this.manifestUrl);
    const kept = await cache?.match(url).catch(() => undefined);
    if (kept) {
      try {
        return this.#used(new Uint8Array(await kept.arrayBuffer()), use);
      } catch {
        await cache?.delete(url);
      }
    }
    const bytes = await this.#fetched(url, file, signal, {});
    try {
      return this.#keep(cache, url, bytes, this.#used(bytes, use));
    } catch {
      const again = await this.#fetched(url, file, signal, { cache: "reload" });
      return this.#keep(cache, url, again, this.#used(again, use));
    }
  }

  /** Removes files from the cache that the bundle, as it is now, does not have. */
  async tidy(isOurs: (file: string) => boolean): Promise<void> {
    const cache = await this.#cache;
    for (const { url } of (await cache?.keys()) ?? []) {
      if (!isOurs(url.slice(url.lastIndexOf("/") + 1))) await cache?.delete(url);
    }
  }

  #used<T>(bytes: Uint8Array, use: (bytes: Uint8Array) => T): T {
    const used = use(bytes);
    this.loadedBytes += bytes.length;
    return used;
  }

  async #fetched(url: URL, file: string, signal: AbortSignal, init: RequestInit) {
    const response = await request(url, file, { signal, fetch: this.fetch }, init);
    return bytesOf(response, file, url);
  }

  /** A full or forbidden cache is no reason to fail. */
  #keep<T>(cache: Cache | undefined, url: URL, bytes: Uint8Array, used: T): T {
    cache?.put(url, new Response(bytes as Uint8Array<ArrayBuffer>)).catch(() => {});
    return used;
  }
}

/** Undefined where there is none: in Node, on pages not served over HTTPS, where it is forbidden. */
async function openCache(name: string): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(name);
  } catch {
    return undefined;
  }
}
