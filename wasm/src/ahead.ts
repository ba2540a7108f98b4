// Fetching ahead: the page's thread asks for the manifest and the first parts while the worker still
// starts, and hands them on piece by piece. What goes wrong here is left to the worker, which asks
// once more and says what it was.
import { firstParts, manifestUrlOf, namedParts, parseManifest, partNames } from "./manifest.js";
import type { Given, Request } from "./protocol.js";
import { piecesOf } from "./transfer.js";
import type { Manifest, OpenOptions } from "./types.js";

type Send = (request: Request, transfer?: Transferable[]) => void;

/**
 * The manifest, which `known` hears of too, and the parts that will follow; undefined where the worker
 * has to ask itself.
 */
export async function askAhead(
  bundle: string | URL,
  options: OpenOptions,
  known: (manifest: Manifest) => void,
  send: Send,
): Promise<Given | undefined> {
  const { signal, ahead } = options;
  try {
    const url = manifestUrlOf(bundle);
    const get = typeof ahead === "function" ? ahead : fetch;
    const response = await get(url, { cache: "no-cache", signal: signal ?? null });
    if (!response.ok) return undefined;
    const json = await response.text();
    const base = response.url || url.href;
    const manifest = parseManifest(json, url);
    const files = firstFiles(manifest, options);
    const urls = files.map((file) => new URL(file, base).href);
    for (const one of urls) void pass(one, get, signal, send);
    known(manifest);
    return { manifestUrl: url.href, base, json, urls };
  } catch {
    return undefined;
  }
}

function firstFiles(manifest: Manifest, options: OpenOptions): string[] {
  const wanted = [...firstParts, ...(namedParts(manifest, options) ?? [])];
  return partNames
    .filter((part) => wanted.includes(part))
    .flatMap((part) => manifest.parts[part]?.file ?? []);
}

async function pass(
  url: string,
  get: typeof fetch,
  signal: AbortSignal | undefined,
  send: Send,
): Promise<void> {
  try {
    const response = await get(url, { signal: signal ?? null });
    if (!response.ok) throw new Error(String(response.status));
    for await (const piece of piecesOf(response, "a part", new URL(url))) {
      send({ kind: "given", url, piece }, [piece.buffer as ArrayBuffer]);
    }
    send({ kind: "given", url, piece: null });
  } catch {
    send({ kind: "given", url, piece: "failed" });
  }
}

/** The worker's side: answers for what is given, and asks the network for the rest. */
export class GivenFiles {
  readonly #streams = new Map<string, ReadableStream<Uint8Array>>();
  readonly #ends = new Map<string, ReadableStreamDefaultController<Uint8Array>>();
  #manifest: Given | undefined;

  expect(given: Given | undefined): void {
    this.#manifest = given;
    for (const url of given?.urls ?? []) this.#stream(url);
  }

  /** A piece may come before the request that says so. */
  receive(url: string, piece: Uint8Array | "failed" | null): void {
    this.#stream(url);
    const end = this.#ends.get(url);
    try {
      if (piece === null) end?.close();
      else if (piece === "failed") end?.error(new Error("it broke off"));
      else end?.enqueue(piece);
    } catch {
      // Nobody reads it any more.
    }
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = String(input);
    const { manifestUrl, base, json, urls = [] } = this.#manifest ?? {};
    if (url === manifestUrl) {
      this.#manifest = { ...(this.#manifest as Given), manifestUrl: "" }; // for the first who asks
      const response = new Response(json);
      Object.defineProperty(response, "url", { value: base });
      return response;
    }
    const stream = urls.includes(url) ? this.#streams.get(url) : undefined;
    this.#streams.delete(url);
    return stream && init?.cache !== "reload" ? this.#answer(stream, url, init) : fetch(url, init);
  };

  /** One that failed before its first byte is asked for anew: the answer then says why. */
  async #answer(
    stream: ReadableStream<Uint8Array>,
    url: string,
    init: RequestInit | undefined,
  ): Promise<Response> {
    const reader = stream.getReader();
    const first = await reader.read().catch(() => undefined);
    if (!first) return fetch(url, init);
    const pieces = new ReadableStream<Uint8Array>({
      start: (end) => {
        if (first.done) end.close();
        else end.enqueue(first.value);
      },
      pull: async (end) => {
        const { done, value } = await reader.read();
        if (done) end.close();
        else end.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(pieces);
  }

  #stream(url: string): void {
    if (this.#ends.has(url)) return;
    const start = (end: ReadableStreamDefaultController<Uint8Array>) =>
      void this.#ends.set(url, end);
    this.#streams.set(url, new ReadableStream({ start }));
  }
}
