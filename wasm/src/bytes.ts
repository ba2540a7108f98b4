// Reads the parts that the core leaves aside (core/FORMAT.md): header, then sections one behind the
// other. What is wrong with a part is a PocketrecError that names it.
import { type PartName, PocketrecError } from "./types.js";

const version = 1;
const headerBytes = 64;
const alignment = 16;

/** Offsets in the header. */
const versionAt = 4;
const sizeAt = 16;
const modelIdAt = 24;
const fieldsAt = 32;

export class PartBytes {
  readonly #header: DataView;
  #at = headerBytes;

  /** Fails where `bytes` are not such a part of the bundle with this id and number of items. */
  constructor(
    private readonly part: PartName,
    magic: string,
    private readonly bytes: Uint8Array,
    bundle: string,
    numItems: number,
  ) {
    if (bytes.length < headerBytes) {
      throw this.failure("truncated", `a header of ${headerBytes} bytes`, `${bytes.length} bytes`);
    }
    this.#header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const found = String.fromCharCode(...bytes.subarray(0, magic.length));
    if (found !== magic) throw this.failure("bad-magic", `"${magic}"`, JSON.stringify(found));
    const written = this.#header.getUint32(versionAt, true);
    if (written !== version) {
      throw this.failure("unsupported-version", `format version ${version}`, `${written}`);
    }
    const modelId = this.#header.getBigUint64(modelIdAt, true).toString(16).padStart(16, "0");
    if (modelId !== bundle) throw this.failure("part-mismatch", `bundle ${bundle}`, modelId);
    const counted = this.field(0);
    if (counted !== numItems) {
      throw this.failure("part-mismatch", `${numItems} items`, `${counted}`);
    }
    if (this.#header.getBigUint64(sizeAt, true) !== BigInt(bytes.length)) {
      throw this.wrongSize(`${this.#header.getBigUint64(sizeAt, true)}`);
    }
  }

  field(index: number): number {
    return this.#header.getUint32(fieldsAt + 4 * index, true);
  }

  /** The next section, of so many numbers of u8, u16 or u32; a copy. */
  u8 = (count: number): Uint8Array => this.section(count).slice();
  u16 = (count: number): Uint16Array => {
    const view = this.view(2 * count);
    return Uint16Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true));
  };
  u32 = (count: number): Uint32Array => {
    const view = this.view(4 * count);
    return Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true));
  };

  /** The next string table. */
  strings(count: number): string[] {
    const offsets = this.u32(count + 1);
    const bytes = this.section(offsets[count] as number);
    const text = new TextDecoder();
    return Array.from({ length: count }, (_, i) => {
      if ((offsets[i] as number) > (offsets[i + 1] as number)) throw this.badValue("offsets");
      return text.decode(bytes.subarray(offsets[i], offsets[i + 1]));
    });
  }

  /** Fails where something follows the last section. */
  end(): void {
    if (this.#at !== this.bytes.length) throw this.wrongSize(`${this.#at}`);
  }

  badValue(what: string): PocketrecError {
    return this.failure("bad-value", `other ${what}`, "what cannot be");
  }

  failure(code: PocketrecError["code"], expected: string, found: string): PocketrecError {
    return new PocketrecError(
      code,
      `expected ${expected} in the ${this.part} part, found ${found}: upload the whole bundle again`,
    );
  }

  private view(size: number): DataView {
    const section = this.section(size);
    return new DataView(section.buffer, section.byteOffset, section.length);
  }

  private section(size: number): Uint8Array {
    const begin = Math.ceil(this.#at / alignment) * alignment;
    this.#at = begin + size;
    if (this.#at > this.bytes.length) throw this.wrongSize(`${this.#at}`);
    return this.bytes.subarray(begin, this.#at);
  }

  private wrongSize(expected: string): PocketrecError {
    const isLonger = this.bytes.length > Number(expected);
    return this.failure(
      isLonger ? "trailing-bytes" : "truncated",
      `${expected} bytes`,
      `${this.bytes.length}`,
    );
  }
}
