// The WebAssembly module (wasm/bindings.cpp) as typed functions: what each query takes and gives.
import type { BundleInfo, ErrorName, Item, NewItem } from "./types.js";
import { type IndexedNumbers, Reply, Request } from "./wire.js";

/** What every query of the engine returns; nothing but a trap throws across the boundary. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorName; message: string };

/** What the engine says of a bundle, of what `BundleInfo` has. */
export type NativeInfo = Pick<BundleInfo, NativeFact> & {
  /** Items behind `numItems`, added since the bundle was opened. */
  numAdded: number;
};
type NativeFact =
  | "numItems"
  | "numFactors"
  | "numNew"
  | "bits"
  | "numUsers"
  | "hasTitles"
  | "hasSearch"
  | "hasUsers"
  | "hasContent"
  | "numLists";

/** `year` is 0 where it is unknown. */
export type NativeItem = Omit<Item, "index" | "year"> & { year: number };

export interface NativeLimits {
  n: number;
  exclude: Uint32Array;
  allow: Uint32Array;
  /** If not empty, a bit for each item, from the lowest of the first word on. */
  allowBits: Uint32Array;
  includeHistory: boolean;
  diversity: number;
  novelty: number;
  exploration: number;
  exact: boolean;
}

/** A list of items, and the lists of the catalogue, best first, whose rows would make it better. */
export interface NativeList extends IndexedNumbers {
  missing: Uint32Array;
}

/** What a new item is; texts are folded, and title, author and publisher with marks. `year`: 0 unknown. */
export type NativeFacts = Required<Omit<NewItem, "numUsers">>;

/** All items' popularity, years (0: unknown), authors and categories. */
export interface NativeFacets {
  popularity: Uint32Array;
  years: Int16Array;
  authors: Uint32Array;
  categoryOffsets: Uint32Array;
  categories: Uint32Array;
  authorNames: string[];
  categoryNames: string[];
}

/** User u has the entries from offsets[u] to before offsets[u + 1]; weights are times 16. */
export interface NativeHistories {
  offsets: Uint32Array;
  items: Uint32Array;
  weights: Uint8Array;
}

export interface NativePlace {
  numKeys: number;
  numKnown: number;
  certainty: number;
  nearest: NativeList;
  users: IndexedNumbers;
}

/** What bindings.cpp exports; an address is a number that may be negative (a u32 as WebAssembly has it). */
type Exports = {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  request(numWords: number): number;
  reserve(part: number, size: number): number;
  release(part: number): void;
  close(): void;
  attach(part: number): number;
} & Record<Query, () => number>;

type Query =
  | "open"
  | "findItem"
  | "item"
  | "findUser"
  | "userId"
  | "userHistory"
  | "facets"
  | "histories"
  | "audience"
  | "recommend"
  | "recommendForVector"
  | "recommendForUser"
  | "similar"
  | "popular"
  | "explain"
  | "placeItem"
  | "hide"
  | "boost"
  | "addItem"
  | "searchItems"
  | "searchUsers";

/** An instance serves one bundle. Parts are numbered as in core/recommender.h, `Part`. */
export class PocketrecModule {
  readonly #exports: Exports;
  readonly #request = new Request();

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Compiles and starts the module. */
  static async start(wasm: Uint8Array): Promise<PocketrecModule> {
    const module = await WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>);
    // What it imports tells the host that memory grew, or that it is about to trap: of no use here.
    const imports: Record<string, Record<string, () => void>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      imports[from] = { ...imports[from], [name]: () => {} };
    }
    const exports = (await WebAssembly.instantiate(module, imports)).exports as unknown as Exports;
    exports._initialize?.();
    return new PocketrecModule(exports);
  }

  /** All of WebAssembly memory; replaced whenever memory grows, so never to be kept. */
  get memory(): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer);
  }

  /** Address of `size` bytes for a part, to be filled before open() or attach(); 0: no memory. */
  reserve(part: number, size: number): number {
    return this.#exports.reserve(part, size) >>> 0;
  }

  /** Frees a reserved part that was not attached. */
  release(part: number): void {
    this.#exports.release(part);
  }

  /** Frees all parts; another bundle may be opened then. */
  close(): void {
    this.#exports.close();
  }

  /** Opens the items and the encoder; before any other query. */
  open = (): Answer<NativeInfo> => this.#ask("open", (request) => request, readInfo);

  attach = (part: number): Answer<NativeInfo> => this.#answer(this.#exports.attach(part), readInfo);

  findItem = (id: string) => this.#ask("findItem", (request) => request.text(id), readNumber);

  item = (index: number) =>
    this.#ask(
      "item",
      (request) => request.number(index),
      (reply): NativeItem => ({
        id: reply.text(),
        title: reply.text(),
        author: reply.text(),
        publisher: reply.text(),
        year: reply.signed(),
        popularity: reply.number(),
        categories: reply.texts(),
        otherIds: reply.texts(),
      }),
    );

  findUser = (id: string) => this.#ask("findUser", (request) => request.text(id), readNumber);

  userId = (index: number) =>
    this.#ask(
      "userId",
      (request) => request.number(index),
      (reply) => reply.text(),
    );

  userHistory = (index: number) =>
    this.#ask("userHistory", (request) => request.number(index), readPairs);

  facets = () =>
    this.#ask(
      "facets",
      (request) => request,
      (reply): NativeFacets => ({
        popularity: reply.u32View(),
        years: reply.i16View(),
        authors: reply.u32View(),
        categoryOffsets: reply.u32View(),
        categories: reply.u32View(),
        authorNames: reply.textsView(),
        categoryNames: reply.textsView(),
      }),
    );

  histories = () =>
    this.#ask(
      "histories",
      (request) => request,
      (reply): NativeHistories => ({
        offsets: reply.u32View(),
        items: reply.u32View(),
        weights: reply.u8View(),
      }),
    );

  audience = (item: number, n: number) =>
    this.#ask("audience", (request) => request.number(item).number(n), readPairs);

  recommend = (indices: Uint32Array, weights: Float32Array, limits: NativeLimits) =>
    this.#ask(
      "recommend",
      (request) => writeLimits(request.numbers(indices).reals(weights), limits),
      readList,
    );

  recommendForVector = (vector: Float32Array, limits: NativeLimits) =>
    this.#ask(
      "recommendForVector",
      (request) => writeLimits(request.reals(vector), limits),
      readList,
    );

  recommendForUser = (user: number, limits: NativeLimits) =>
    this.#ask("recommendForUser", (request) => writeLimits(request.number(user), limits), readList);

  similar = (item: number, limits: NativeLimits) =>
    this.#ask("similar", (request) => writeLimits(request.number(item), limits), readList);

  popular = (limits: NativeLimits) =>
    this.#ask("popular", (request) => writeLimits(request, limits), readList);

  explain = (indices: Uint32Array, weights: Float32Array, item: number) =>
    this.#ask(
      "explain",
      (request) => request.numbers(indices).reals(weights).number(item),
      readPairs,
    );

  /** Where content puts a new item; its likely users only where numUsers is not 0. */
  placeItem = (facts: NativeFacts, limits: NativeLimits, numUsers: number) =>
    this.#ask(
      "placeItem",
      (request) => writeLimits(writeFacts(request, facts), limits).number(numUsers),
      (reply): NativePlace => ({
        numKeys: reply.number(),
        numKnown: reply.number(),
        certainty: reply.real(),
        nearest: readList(reply),
        users: reply.pairs(),
      }),
    );

  hide = (items: Uint32Array, areHidden: boolean) =>
    this.#ask("hide", (request) => request.numbers(items).number(areHidden ? 1 : 0), readInfo);

  boost = (items: Uint32Array, factors: Float32Array) =>
    this.#ask("boost", (request) => request.numbers(items).reals(factors), readInfo);

  /** Adds an item where its content places it; the last one of the new info. */
  addItem = (facts: NativeFacts) =>
    this.#ask("addItem", (request) => writeFacts(request, facts), readInfo);

  searchItems = (foldedQuery: string, n: number) =>
    this.#ask("searchItems", (request) => request.text(foldedQuery).number(n), readNumbers);

  searchUsers = (idPrefix: string, offset: number, n: number) =>
    this.#ask(
      "searchUsers",
      (request) => request.text(idPrefix).number(offset).number(n),
      readNumbers,
    );

  #ask<T>(
    query: Query,
    write: (request: Request) => Request,
    read: (reply: Reply) => T,
  ): Answer<T> {
    const { words } = write(this.#request.clear());
    const address = this.#exports.request(words.length);
    new Uint32Array(this.#exports.memory.buffer).set(words, address >>> 2);
    return this.#answer(this.#exports[query](), read);
  }

  #answer<T>(address: number, read: (reply: Reply) => T): Answer<T> {
    const reply = new Reply(this.#exports.memory.buffer, address);
    if (reply.flag()) return { ok: true, value: read(reply) };
    return { ok: false, code: reply.text() as ErrorName, message: reply.text() };
  }
}

const readNumber = (reply: Reply) => reply.number();
const readNumbers = (reply: Reply) => reply.numbers();
const readPairs = (reply: Reply) => reply.pairs();
const readList = (reply: Reply): NativeList => ({ ...reply.pairs(), missing: reply.numbers() });

function readInfo(reply: Reply): NativeInfo {
  return {
    numItems: reply.number(),
    numFactors: reply.number(),
    numNew: reply.number(),
    numAdded: reply.number(),
    bits: reply.number() as 8 | 4,
    numUsers: reply.number(),
    numLists: reply.number(),
    hasTitles: reply.flag(),
    hasSearch: reply.flag(),
    hasUsers: reply.flag(),
    hasContent: reply.flag(),
  };
}

function writeLimits(request: Request, limits: NativeLimits): Request {
  return request
    .number(limits.n)
    .number(limits.includeHistory ? 1 : 0)
    .real(limits.diversity)
    .real(limits.novelty)
    .real(limits.exploration)
    .numbers(limits.exclude)
    .numbers(limits.allow)
    .numbers(limits.allowBits)
    .number(limits.exact ? 1 : 0);
}

function writeFacts(request: Request, facts: NativeFacts): Request {
  request.text(facts.title).text(facts.author).text(facts.publisher).text(facts.language);
  request.number(facts.year).number(facts.categories.length);
  for (const category of facts.categories) request.text(category);
  return request;
}
