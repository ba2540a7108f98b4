// The small files of a large catalogue: fetched when they are needed, and kept in Cache Storage, so
// that a second visit has them at once and offline.
import { bytesOf, request } from "./transfer.js";

/** Two numbers a file, which are the first 16 hex digits of its SHA-256 and stand in its name. */
export type FileNumbers = Uint32Array;

export function fileName(part: string, numbers: FileNumbers, file: number): string {
  const digits = (at: number) => (numbers[at] as number).toString(16).padStart(8, "0");
  return `${part}.${digits(2 * file)}${digits(2 * file + 1)}.bin`;
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
