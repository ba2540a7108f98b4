// Types of the generated module: what wasm/bindings.cpp binds. Emscripten 3.1.6 cannot write them
// itself; tests/wasm checks that they match the live module.
import type { ErrorName } from "./types.js";

/** What every query of the engine returns; nothing throws across the boundary. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorName; message: string };

export interface NativeInfo {
  numItems: number;
  numFactors: number;
  numNew: number;
  bits: 8 | 4;
  numUsers: number;
  hasTitles: boolean;
  hasSearch: boolean;
  hasUsers: boolean;
  hasContent: boolean;
}

export interface NativeItem {
  id: string;
  title: string;
  author: string;
  publisher: string;
  /** 0: unknown. */
  year: number;
  popularity: number;
  categories: string[];
  otherIds: string[];
}

/** Item indices with a score or weight each; both arrays are copies. */
export interface IndexedNumbers {
  indices: Uint32Array;
  numbers: Float32Array;
}

export interface NativeLimits {
  n: number;
  exclude: Uint32Array;
  allow: Uint32Array;
  includeHistory: boolean;
  diversity: number;
  novelty: number;
  exploration: number;
}

/** What a new item is; texts are folded, and title, author and publisher with marks. */
export interface NativeFacts {
  title: string;
  author: string;
  publisher: string;
  language: string;
  categories: string[];
  /** 0: unknown. */
  year: number;
}

/** All items' popularity, years (0: unknown), authors and categories; all arrays are copies. */
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
  nearest: IndexedNumbers;
  users: IndexedNumbers;
}

/** An instance serves one bundle. Parts are numbered as in core/recommender.h, `Part`. */
export interface PocketrecModule {
  /** All of WebAssembly memory; replaced whenever memory grows, so never to be kept. */
  readonly HEAPU8: Uint8Array;
  /** Address of `size` bytes for a part, to be filled before open() or attach(); 0: no memory. */
  reserve(part: number, size: number): number;
  /** Frees a reserved part that was not attached. */
  release(part: number): void;
  /** Opens the items and the encoder; before any other query. */
  open(): Answer<NativeInfo>;
  attach(part: number): Answer<NativeInfo>;
  findItem(id: string): Answer<number>;
  item(itemIndex: number): Answer<NativeItem>;
  findUser(id: string): Answer<number>;
  userId(userIndex: number): Answer<string>;
  userHistory(userIndex: number): Answer<IndexedNumbers>;
  facets(): Answer<NativeFacets>;
  histories(): Answer<NativeHistories>;
  audience(itemIndex: number, n: number): Answer<IndexedNumbers>;
  recommend(
    indices: Uint32Array,
    weights: Float32Array,
    limits: NativeLimits,
  ): Answer<IndexedNumbers>;
  recommendForUser(userIndex: number, limits: NativeLimits): Answer<IndexedNumbers>;
  similar(itemIndex: number, limits: NativeLimits): Answer<IndexedNumbers>;
  popular(limits: NativeLimits): Answer<IndexedNumbers>;
  explain(indices: Uint32Array, weights: Float32Array, itemIndex: number): Answer<IndexedNumbers>;
  /** Where content puts a new item; its likely users only where numUsers is not 0. */
  placeItem(item: NativeFacts, limits: NativeLimits, numUsers: number): Answer<NativePlace>;
  searchItems(foldedQuery: string, n: number): Answer<Uint32Array>;
  searchUsers(idPrefix: string, offset: number, n: number): Answer<Uint32Array>;
  /** Frees all parts; another bundle may be opened then. */
  close(): void;
}

export default function createPocketrec(options: {
  wasmBinary: Uint8Array;
  printErr?: (line: string) => void;
}): Promise<PocketrecModule>;
