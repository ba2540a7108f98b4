// The WebAssembly module as the rest of the package sees it: bytes go in, values come out, failures
// are PocketrecErrors. The only file that touches WebAssembly memory.
import type { OuterPart } from "./manifest.js";
import { type Answer, type NativeInfo, PocketrecModule } from "./module.js";
import { type PartName, PocketrecError } from "./types.js";

/** Those that the core reads. */
type NativePart = Exclude<PartName, OuterPart> | "rows";

/** As in core/recommender.h, `Part`. */
const partNumbers: Record<NativePart, number> = {
  items: 1,
  encoder: 2,
  titles: 3,
  search: 4,
  users: 5,
  content: 6,
  lists: 10,
  rows: 11,
  background: 12,
};

/** A place in memory that one part is copied to, piece by piece. */
export class PartMemory {
  #filled = 0;

  /** `memory` gives all of the memory as it is now: that of WebAssembly moves when it grows. */
  constructor(
    private readonly memory: () => Uint8Array,
    private readonly address: number,
    readonly size: number,
  ) {}

  get filled(): number {
    return this.#filled;
  }

  /** What was copied there, copied back. */
  bytes(): Uint8Array {
    return this.memory().slice(this.address, this.address + this.size);
  }

  /** False when `chunk` would go beyond the reserved size; nothing is written then. */
  append(chunk: Uint8Array): boolean {
    if (this.#filled + chunk.length > this.size) return false;
    this.memory().set(chunk, this.address + this.#filled);
    this.#filled += chunk.length;
    return true;
  }

  /** SHA-256 in hex; undefined where the browser offers none (pages not served over HTTPS). */
  async sha256(): Promise<string | undefined> {
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return undefined;
    const bytes = this.memory().subarray(this.address, this.address + this.size);
    // digest() copies the bytes before it returns, so that memory may grow while it works.
    const digest = await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
      "",
    );
  }
}

/** One bundle in one instance of the WebAssembly module. */
export class NativeBundle {
  readonly #module: PocketrecModule;
  #info: NativeInfo | undefined;
  #broken: PocketrecError | undefined;

  private constructor(module: PocketrecModule) {
    this.#module = module;
  }

  /** Compiles and starts pocketrec.wasm. */
  static async start(wasmBinary: Uint8Array): Promise<NativeBundle> {
    try {
      return new NativeBundle(await PocketrecModule.start(wasmBinary));
    } catch (cause) {
      throw new PocketrecError(
        "engine",
        `pocketrec.wasm could not be started (${messageOf(cause)}): check that wasmUrl names the ` +
          "file of this package's version, and that the Content-Security-Policy allows " +
          "'wasm-unsafe-eval'",
        { cause },
      );
    }
  }

  /** Memory for one part. What was reserved for it before, and not attached, is freed. */
  reserve(part: NativePart, size: number): PartMemory {
    const address = this.#guarded((module) => module.reserve(partNumbers[part], size));
    if (address === 0) {
      throw new PocketrecError(
        "engine",
        `not enough memory for the ${part} part of ${size} bytes: close other bundles or tabs, ` +
          "or pack a smaller bundle",
      );
    }
    return new PartMemory(() => this.#guarded((module) => module.memory), address, size);
  }

  release(part: NativePart): void {
    this.#guarded((module) => module.release(partNumbers[part]));
  }

  /** Opens the bundle once items and encoder are in. */
  open(): void {
    this.change((module) => module.open());
  }

  /** Adds a further part to the open bundle. */
  attach(part: NativePart): void {
    this.change((module) => module.attach(partNumbers[part]));
  }

  /** A change of the open bundle. */
  change(act: (module: PocketrecModule) => Answer<NativeInfo>): void {
    this.#info = this.ask(act);
  }

  /** What the open bundle says of itself. */
  get info(): NativeInfo {
    if (this.#broken) throw this.#broken;
    if (!this.#info) throw new PocketrecError("engine", "the bundle is not open yet");
    return this.#info;
  }

  /** All of WebAssembly memory: it grows, and never shrinks. */
  get memoryBytes(): number {
    return this.#guarded((module) => module.memory).length;
  }

  /** The value of a query, or its failure as a PocketrecError. */
  ask<T>(query: (module: PocketrecModule) => Answer<T>): T {
    const answer = this.#guarded(query);
    if (answer.ok) return answer.value;
    throw new PocketrecError(answer.code, answer.message);
  }

  free(): void {
    if (this.#broken) return;
    this.#module.close();
    this.#broken = new PocketrecError(
      "closed",
      "this recommender was closed: open the bundle again",
    );
  }

  /** A trap (memory used up, or a defect) leaves the instance in no known state: never use it again. */
  #guarded<T>(action: (module: PocketrecModule) => T): T {
    if (this.#broken) throw this.#broken;
    try {
      return action(this.#module);
    } catch (cause) {
      this.#broken = new PocketrecError(
        "engine",
        `the engine stopped (${messageOf(cause)}), most likely for want of memory: open the bundle again`,
        { cause },
      );
      throw this.#broken;
    }
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
