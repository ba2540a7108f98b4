// How values cross between JavaScript and the engine: as 32-bit words, one value behind the other.
// wasm/wire.h is the other side, and says how each kind of value lies there.

/** What is asked: values in the order in which the engine reads them. */
export class Request {
  #bytes = new Uint8Array(1024);
  #words = new Uint32Array(this.#bytes.buffer);
  #reals = new Float32Array(this.#bytes.buffer);
  #length = 0;

  clear(): this {
    this.#length = 0;
    return this;
  }

  number(value: number): this {
    const at = this.#grow(1);
    this.#words[at] = value;
    return this;
  }

  real(value: number): this {
    const at = this.#grow(1);
    this.#reals[at] = value;
    return this;
  }

  text(value: string): this {
    const utf8 = encoder.encode(value);
    this.number(utf8.length);
    const at = this.#grow(Math.ceil(utf8.length / 4));
    this.#bytes.set(utf8, 4 * at);
    return this;
  }

  numbers(values: Uint32Array): this {
    this.number(values.length);
    const at = this.#grow(values.length);
    this.#words.set(values, at);
    return this;
  }

  reals(values: Float32Array): this {
    this.number(values.length);
    const at = this.#grow(values.length);
    this.#reals.set(values, at);
    return this;
  }

  get words(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }

  /** Where the next `count` words go. */
  #grow(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#words.length) {
      const bytes = new Uint8Array(8 * this.#length);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
      this.#words = new Uint32Array(bytes.buffer);
      this.#reals = new Float32Array(bytes.buffer);
    }
    return at;
  }
}

/** Item or user indices with a score or weight each. */
export interface IndexedNumbers {
  indices: Uint32Array;
  numbers: Float32Array;
}

/** What is answered, read in the order in which the engine wrote it. All that it gives is a copy. */
export class Reply {
  readonly #words: Uint32Array;
  #at: number;

  /** `memory` is that of the engine as it is after the question. */
  constructor(
    private readonly memory: ArrayBuffer,
    address: number,
  ) {
    this.#words = new Uint32Array(memory);
    this.#at = address >>> 2;
  }

  number = (): number => this.#words[this.#at++] as number;
  signed = (): number => this.number() | 0;
  flag = (): boolean => this.number() !== 0;
  real = (): number => new Float32Array(this.memory, 4 * this.#at++, 1)[0] as number;

  text = (): string => {
    const size = this.number();
    const bytes = new Uint8Array(this.memory, 4 * this.#at, size);
    this.#at += Math.ceil(size / 4);
    return decoder.decode(bytes);
  };

  texts = (): string[] => Array.from({ length: this.number() }, this.text);

  numbers = (): Uint32Array => {
    const count = this.number();
    const begin = this.#at;
    this.#at += count;
    return this.#words.slice(begin, this.#at);
  };

  pairs = (): IndexedNumbers => {
    const count = this.number();
    const reals = new Float32Array(this.memory);
    const indices = new Uint32Array(count);
    const numbers = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      indices[i] = this.#words[this.#at++] as number;
      numbers[i] = reals[this.#at++] as number;
    }
    return { indices, numbers };
  };

  /** An array that lies in memory, of u32, i16 or u8. */
  u32View = (): Uint32Array => this.#view(Uint32Array).slice();
  i16View = (): Int16Array => this.#view(Int16Array).slice();
  u8View = (): Uint8Array => this.#view(Uint8Array).slice();

  /** A table of strings that lies in memory. */
  textsView = (): string[] => {
    const offsets = this.#view(Uint32Array);
    const bytes = this.#view(Uint8Array);
    return Array.from({ length: Math.max(0, offsets.length - 1) }, (_, i) =>
      decoder.decode(bytes.subarray(offsets[i], offsets[i + 1])),
    );
  };

  #view<T>(type: new (memory: ArrayBuffer, address: number, count: number) => T): T {
    const address = this.number();
    return new type(this.memory, address, this.number());
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
