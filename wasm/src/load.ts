// From an address to an engine that answers: manifest, WebAssembly module and parts, with progress,
// checks and cancellation. A load that fails leaves nothing behind.
import type { Source } from "./catalogue.js";
import { Engine } from "./engine.js";
import {
  absoluteUrl,
  firstParts,
  isOuter,
  manifestUrlOf,
  namedParts,
  type OuterPart,
  parseManifest,
  partNames,
  usualParts,
} from "./manifest.js";
import { NativeBundle, PartMemory } from "./native.js";
import type { OuterParts } from "./outer.js";
import { abortable, bytesOf, piecesOf, request, type Transfer } from "./transfer.js";
import {
  type LoadOptions,
  type LoadProgress,
  type Manifest,
  type OpenOptions,
  type PartEntry,
  type PartName,
  PocketrecError,
} from "./types.js";

/** Loads a bundle and returns the engine over it. */
export function openEngine(bundle: string | URL, options: OpenOptions = {}): Promise<Engine> {
  return abortable(options.signal, async (controller) => {
    const transfer: Transfer = { signal: controller.signal, fetch: options.fetch };
    const [{ manifest, manifestUrl }, wasm] = await Promise.all([
      fetchManifest(manifestUrlOf(bundle), transfer, options.onManifest),
      fetchWasm(options.wasmUrl, transfer),
    ]);
    const native = await NativeBundle.start(wasm);
    try {
      const named = namedParts(manifest, options) ?? usualParts(manifest);
      const parts = wanted(manifest, [...firstParts, ...named]);
      const progress = new Progress(options.onProgress, wasm.length + sizeOf(manifest, parts));
      progress.add("wasm", wasm.length);
      const loader = new PartLoader(native, manifest, manifestUrl, transfer, progress);
      await loader.load(parts, controller);
      const load: Source["load"] = (more, signal) => loadMore(engine, more, { signal });
      const source = { manifestUrl, fetch: options.fetch, load };
      const engine: Engine = new Engine(native, manifest, loader.outer, source);
      return engine;
    } catch (error) {
      native.free();
      throw error;
    }
  });
}

/**
 * Loads further parts into an open engine: those of `parts` that it lacks and the bundle has. One
 * load after the other, so that no part is fetched twice.
 */
export function loadMore(
  engine: Engine,
  parts: readonly PartName[] | undefined,
  options: LoadOptions = {},
): Promise<void> {
  const load = engine.lastLoad.then(() => loadNow(engine, parts, options));
  engine.lastLoad = load.catch(() => {});
  return load;
}

function loadNow(
  engine: Engine,
  parts: readonly PartName[] | undefined,
  options: LoadOptions,
): Promise<void> {
  return abortable(options.signal, async (controller) => {
    const { manifest, native } = engine;
    const { manifestUrl, fetch } = engine.source;
    const asked = wanted(manifest, parts ?? usualParts(manifest));
    const missing = asked.filter((part) => !engine.has(part));
    const transfer: Transfer = { signal: controller.signal, fetch };
    const progress = new Progress(options.onProgress, sizeOf(manifest, missing));
    const loader = new PartLoader(native, manifest, manifestUrl, transfer, progress);
    await loader.load(missing, controller);
    Object.assign(engine.outer, loader.outer);
  });
}

async function fetchManifest(url: URL, transfer: Transfer, known: OpenOptions["onManifest"]) {
  // Always asked anew: it is the one file of a bundle that changes under its name.
  const what = "the bundle's manifest";
  const response = await request(url, what, transfer, { cache: "no-cache" });
  const manifestUrl = response.url ? new URL(response.url) : url;
  const json = new TextDecoder().decode(await bytesOf(response, what, url));
  const manifest = parseManifest(json, url);
  known?.(manifest);
  return { manifest, manifestUrl };
}

async function fetchWasm(wasmUrl: string | URL | undefined, transfer: Transfer) {
  const url = wasmUrl ? absoluteUrl(wasmUrl) : new URL("./pocketrec.wasm", import.meta.url);
  const what = "pocketrec.wasm";
  return bytesOf(await request(url, what, transfer), what, url);
}

/** `parts` without repetitions and without those that the bundle lacks, in order of need. */
function wanted(manifest: Manifest, parts: readonly PartName[]): PartName[] {
  const unknown = parts.find((part) => !partNames.includes(part));
  if (unknown !== undefined) {
    throw new PocketrecError(
      "bad-value",
      `expected parts among ${partNames.join(", ")}, found "${unknown}"`,
    );
  }
  return partNames.filter((part) => parts.includes(part) && manifest.parts[part]);
}

function sizeOf(manifest: Manifest, parts: PartName[]): number {
  return parts.reduce((sum, part) => sum + (manifest.parts[part]?.bytes ?? 0), 0);
}

class Progress {
  #loadedBytes = 0;

  constructor(
    private readonly report: ((progress: LoadProgress) => void) | undefined,
    private readonly totalBytes: number,
  ) {}

  /** `bytes` are below 0 for those that have to come again. */
  add(part: LoadProgress["part"], bytes: number): void {
    this.#loadedBytes += bytes;
    this.report?.({ part, loadedBytes: this.#loadedBytes, totalBytes: this.totalBytes });
  }
}

class PartLoader {
  /** What came of the parts that the core leaves aside. */
  readonly outer: OuterParts = {};
  private readonly outerBytes = new Map<PartName, Uint8Array>();

  constructor(
    private readonly native: NativeBundle,
    private readonly manifest: Manifest,
    private readonly manifestUrl: URL,
    private readonly transfer: Transfer,
    private readonly progress: Progress,
  ) {}

  /**
   * Fetches all parts at once and attaches each as soon as it is there. On failure the rest is
   * aborted and waited for before memory is freed: a late piece must not be written to it.
   */
  async load(parts: PartName[], controller: AbortController): Promise<void> {
    const arrivals = new Map(parts.map((part) => [part, this.receive(part)]));
    const opened = Promise.all([arrivals.get("items"), arrivals.get("encoder")]).then(() => {
      if (arrivals.has("items")) this.native.open();
    });
    const added = parts.map((part) =>
      Promise.all([opened, arrivals.get(part)]).then(() => this.add(part)),
    );
    try {
      await Promise.all([opened, ...added]);
    } catch (error) {
      controller.abort();
      await Promise.allSettled([...arrivals.values(), ...added]);
      throw error;
    }
  }

  /** To the open bundle, a part that is here. */
  private async add(part: PartName): Promise<void> {
    if (part === "items" || part === "encoder") return;
    if (!isOuter(part)) this.native.attach(part);
    const bytes = this.outerBytes.get(part);
    if (!bytes) return;
    Object.assign(this.outer, await this.read(part as OuterPart | "lists", bytes));
  }

  /** By modules that few pages need. */
  private async read(part: OuterPart | "lists", bytes: Uint8Array): Promise<OuterParts> {
    const { model_id } = this.manifest;
    const { info } = this.native;
    if (part === "lists" || part === "shelves") {
      const { readDirectory } = await import("./large.js");
      return readDirectory(part, bytes, model_id, info);
    }
    const { readOuter } = await import("./outer.js");
    return readOuter(part, bytes, model_id, info);
  }

  /** A part that arrives damaged may be so in a cache only: it is asked for once more, past all. */
  private async receive(part: PartName): Promise<void> {
    try {
      await this.copy(part, {});
    } catch (error) {
      const isDamaged = error instanceof PocketrecError && damages.has(error.code);
      if (!isDamaged || this.transfer.signal.aborted) throw error;
      await this.copy(part, { cache: "reload" });
    }
  }

  /** Copies one part into WebAssembly memory as it arrives, and checks it against the manifest. */
  private async copy(part: PartName, init: RequestInit): Promise<void> {
    const entry = this.manifest.parts[part] as PartEntry;
    const url = new URL(entry.file, this.manifestUrl);
    const response = await request(url, nameOf(part), this.transfer, init);
    if (isOuter(part)) {
      const bytes = new Uint8Array(entry.bytes);
      await this.fill(new PartMemory(() => bytes, 0, bytes.length), part, response, url);
      this.outerBytes.set(part, bytes);
      return;
    }
    const memory = this.native.reserve(part, entry.bytes);
    try {
      await this.fill(memory, part, response, url);
      if (part === "lists") this.outerBytes.set(part, memory.bytes());
    } catch (error) {
      this.native.release(part);
      throw error;
    }
  }

  /** Copies one part into memory as it arrives, and checks it against the manifest. */
  private async fill(memory: PartMemory, part: PartName, response: Response, url: URL) {
    const entry = this.manifest.parts[part] as PartEntry;
    try {
      for await (const piece of piecesOf(response, nameOf(part), url)) {
        if (!memory.append(piece)) throw wrongSize("trailing-bytes", part, entry, "more");
        this.progress.add(part, piece.length);
        this.transfer.signal.throwIfAborted();
      }
      if (memory.filled < entry.bytes)
        throw wrongSize("truncated", part, entry, `${memory.filled}`);
      const sha256 = await memory.sha256();
      this.transfer.signal.throwIfAborted();
      if (sha256 !== undefined && sha256 !== entry.sha256) throw altered(part, entry, sha256);
    } catch (error) {
      this.progress.add(part, -memory.filled); // it will be asked for once more
      throw error;
    }
  }
}

function nameOf(part: PartName): string {
  return `the ${part} part`;
}

const damages = new Set(["truncated", "trailing-bytes", "bad-checksum"]);

function wrongSize(
  code: "truncated" | "trailing-bytes",
  part: PartName,
  entry: PartEntry,
  found: string,
): PocketrecError {
  return new PocketrecError(
    code,
    `expected ${entry.bytes} bytes of the ${part} part in ${entry.file}, found ${found}: ` +
      "upload the whole bundle again, and let no proxy change it",
  );
}

function altered(part: PartName, entry: PartEntry, found: string): PocketrecError {
  return new PocketrecError(
    "bad-checksum",
    `expected SHA-256 ${entry.sha256} of the ${part} part in ${entry.file}, found ${found}: ` +
      "upload the whole bundle again, and let no proxy change it",
  );
}
