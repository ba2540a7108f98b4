// The queries of an open bundle, by id: what the public API promises, answered synchronously. Runs
// in the worker, or in the caller's thread.
import { calibrationOf, shareAt } from "./calibration.js";
import { partNames } from "./manifest.js";
import type { NativeBundle } from "./native.js";
import type { IndexedNumbers, NativeFacts, NativeLimits } from "./pocketrec.mjs";
import { foldText, foldTextWithMarks } from "./text.js";
import {
  type BundleInfo,
  type HistoryEntry,
  type Item,
  type ListOptions,
  type Manifest,
  type NewItem,
  type PartName,
  type PlacedItem,
  PocketrecError,
  type ScoredItem,
  type Taste,
  type User,
} from "./types.js";

/** The queries that a recommender answers; parameters and results are as in `Recommender`. */
export interface Queries {
  recommend(query: Taste & ListOptions): ScoredItem[];
  similar(query: { item: string } & ListOptions): ScoredItem[];
  explain(query: Taste & { item: string }): ScoredItem[];
  searchItems(query: string, n?: number): Item[];
  searchUsers(prefix: string, offset?: number, n?: number): User[];
  placeNewItem(item: NewItem & ListOptions): PlacedItem;
  item(id: string): Item;
  popular(offset?: number, n?: number): Item[];
  userHistory(user: string): ScoredItem[];
}

type Visitor = Extract<Taste, { history: unknown }>;

const defaultCount = 10;
/** As kMaxResults in core/recommender.h, for the one list that is not made there. */
const maxResults = 1000;

export class Engine implements Queries {
  constructor(
    readonly native: NativeBundle,
    readonly manifest: Manifest,
    readonly manifestUrl: URL,
  ) {}

  get info(): BundleInfo {
    const loaded = partNames.filter((part) => this.has(part));
    const bytes = loaded.reduce((sum, part) => sum + (this.manifest.parts[part]?.bytes ?? 0), 0);
    return { ...this.native.info, bytes, manifest: this.manifest };
  }

  /** Is this part loaded? */
  has(part: PartName): boolean {
    const { hasTitles, hasSearch, hasUsers, hasContent } = this.native.info;
    return {
      items: true,
      encoder: true,
      titles: hasTitles,
      search: hasSearch,
      users: hasUsers,
      content: hasContent,
    }[part];
  }

  close(): void {
    this.native.free();
  }

  recommend(query: Taste & ListOptions): ScoredItem[] {
    checkQuery(query);
    const limits = this.#limits(query);
    if (!limits) return [];
    if ("user" in query) {
      const user = this.#userIndex(query.user);
      return this.#withShares(this.native.ask((module) => module.recommendForUser(user, limits)));
    }
    const { indices, numbers } = this.#history(query);
    return this.#withShares(
      this.native.ask((module) => module.recommend(indices, numbers, limits)),
    );
  }

  similar(query: { item: string } & ListOptions): ScoredItem[] {
    checkQuery(query);
    const item = this.#itemIndex(query.item);
    const limits = this.#limits(query);
    if (!limits) return [];
    return this.#scored(this.native.ask((module) => module.similar(item, limits)));
  }

  explain(query: Taste & { item: string }): ScoredItem[] {
    checkQuery(query);
    const item = this.#itemIndex(query.item);
    const { indices, numbers } =
      "user" in query ? this.#storedHistory(query.user) : this.#history(query);
    return this.#scored(this.native.ask((module) => module.explain(indices, numbers, item)));
  }

  searchItems(query: string, n: number = defaultCount): Item[] {
    const folded = foldText(text(query, "a search text"));
    const count = uint32(n, "n");
    const found = this.native.ask((module) => module.searchItems(folded, count));
    return Array.from(found, (index) => this.#itemAt(index));
  }

  searchUsers(prefix: string, offset: number = 0, n: number = defaultCount): User[] {
    const beginning = text(prefix, "a user id's beginning");
    const from = uint32(offset, "offset");
    const count = uint32(n, "n");
    const found = this.native.ask((module) => module.searchUsers(beginning, from, count));
    return Array.from(found, (index) => ({
      index,
      id: this.native.ask((module) => module.userId(index)),
    }));
  }

  placeNewItem(item: NewItem & ListOptions): PlacedItem {
    checkQuery(item);
    const facts = foldedFacts(item);
    const limits = this.#limits(item);
    const numUsers = uint32(item.numUsers ?? 0, "numUsers");
    // Nothing may be near it: the rest can still be said.
    const asked = limits ?? { ...(this.#limits({}) as NativeLimits), n: 1 };
    const place = this.native.ask((module) => module.placeItem(facts, asked, numUsers));
    return {
      nearest: limits ? this.#scored(place.nearest) : [],
      users: Array.from(place.users.indices, (index, i) => ({
        index,
        id: this.native.ask((module) => module.userId(index)),
        score: place.users.numbers[i] as number,
      })),
      numKeys: place.numKeys,
      numKnown: place.numKnown,
      certainty: place.certainty,
    };
  }

  item(id: string): Item {
    return this.#itemAt(this.#itemIndex(id));
  }

  popular(offset: number = 0, n: number = defaultCount): Item[] {
    const from = uint32(offset, "offset");
    const count = uint32(n, "n");
    if (count < 1 || count > maxResults) throw badCount("n", `1 to ${maxResults}`, n);
    const end = Math.min(from + count, this.native.info.numItems);
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => this.#itemAt(from + i));
  }

  userHistory(user: string): ScoredItem[] {
    return this.#scored(this.#storedHistory(user));
  }

  #itemAt(index: number): Item {
    const item = this.native.ask((module) => module.item(index));
    return { index, ...item, year: item.year || null };
  }

  #scored({ indices, numbers }: IndexedNumbers): ScoredItem[] {
    return Array.from(indices, (index, i) => ({
      ...this.#itemAt(index),
      score: numbers[i] as number,
    }));
  }

  #withShares(list: IndexedNumbers): ScoredItem[] {
    const calibration = calibrationOf(this.manifest);
    const items = this.#scored(list);
    if (!calibration) return items;
    return items.map((item) => ({ ...item, share: shareAt(calibration, item.score) }));
  }

  #itemIndex(id: string): number {
    const known = text(id, "an item id");
    return this.native.ask((module) => module.findItem(known));
  }

  #userIndex(id: string): number {
    const known = text(id, "a user id");
    return this.native.ask((module) => module.findUser(known));
  }

  #storedHistory(user: string): IndexedNumbers {
    const index = this.#userIndex(user);
    return this.native.ask((module) => module.userHistory(index));
  }

  #history({ history, skipUnknown = false }: Visitor): IndexedNumbers {
    if (!Array.isArray(history)) {
      throw badValue("{history: [id, ...]} or {user: id}", { history });
    }
    const indices: number[] = [];
    const weights: number[] = [];
    for (const entry of history) {
      const { id, weight = 1 } = historyEntry(entry);
      if (typeof weight !== "number") throw badValue("a history weight from 0 to 16", weight);
      const index = skipUnknown ? this.#knownIndex(id) : this.#itemIndex(id);
      if (index === undefined) continue;
      indices.push(index);
      weights.push(weight);
    }
    return { indices: Uint32Array.from(indices), numbers: Float32Array.from(weights) };
  }

  /** Undefined when no item may be returned: ids were allowed, but the bundle has none of them. */
  #limits(options: ListOptions): NativeLimits | undefined {
    const { n, exclude, allow, includeHistory, diversity, novelty, exploration } = options;
    const limits = {
      n: uint32(n ?? defaultCount, "n"),
      exclude: this.#knownIndices(exclude ?? [], "exclude"),
      allow: this.#knownIndices(allow ?? [], "allow"),
      includeHistory: Boolean(includeHistory),
      diversity: share(diversity ?? 0, "diversity"),
      novelty: share(novelty ?? 0, "novelty"),
      exploration: share(exploration ?? 0, "exploration"),
    };
    return allow && limits.allow.length === 0 ? undefined : limits;
  }

  #knownIndices(ids: string[], name: string): Uint32Array {
    if (!Array.isArray(ids)) throw badValue(`a list of item ids as "${name}"`, ids);
    return Uint32Array.from(
      ids.map((id) => this.#knownIndex(id)).filter((index) => index !== undefined),
    );
  }

  #knownIndex(id: string): number | undefined {
    try {
      return this.#itemIndex(id);
    } catch (error) {
      if (error instanceof PocketrecError && error.code === "unknown-item") return undefined;
      throw error;
    }
  }
}

// Types end where JavaScript begins: these checks are for callers without a compiler, and keep
// Embind from converting what it should refuse.

function checkQuery(query: unknown): void {
  if (typeof query !== "object" || query === null) throw badValue("an object as query", query);
}

function historyEntry(entry: string | HistoryEntry): HistoryEntry {
  if (typeof entry === "string") return { id: entry };
  if (typeof entry === "object" && entry !== null) return entry;
  throw badValue("an id or {id, weight} in a history", entry);
}

/** A new item's facts as the core takes them (core/FORMAT.md, "Content keys"). */
function foldedFacts(item: NewItem): NativeFacts {
  const {
    title = "",
    author = "",
    publisher = "",
    language = "",
    categories = [],
    year = 0,
  } = item;
  if (!Array.isArray(categories)) throw badValue("a list of texts as categories", categories);
  if (!Number.isInteger(year) || Math.abs(year) > 32767) throw badValue("a whole year", year);
  return {
    title: foldTextWithMarks(text(title, "a text as title")),
    author: foldTextWithMarks(text(author, "a text as author")),
    publisher: foldTextWithMarks(text(publisher, "a text as publisher")),
    language: foldText(text(language, "a text as language")),
    categories: categories.map((category) => foldText(text(category, "a text as category"))),
    year,
  };
}

function text(value: unknown, expected: string): string {
  if (typeof value === "string") return value;
  throw badValue(expected, value);
}

function uint32(value: unknown, name: string): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32) {
    return value as number;
  }
  throw badCount(name, "a whole number from 0", value);
}

function share(value: unknown, name: string): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw badValue(`a ${name} from 0 to 1`, value);
}

function badCount(name: string, expected: string, found: unknown): PocketrecError {
  return new PocketrecError(
    "bad-count",
    `expected ${name} to be ${expected}, found ${described(found)}`,
  );
}

function badValue(expected: string, found: unknown): PocketrecError {
  return new PocketrecError("bad-value", `expected ${expected}, found ${described(found)}`);
}

/** `found` as it may stand in a message, whatever it is: JSON knows no symbols, cycles and bigints. */
function described(found: unknown): string {
  let description: string | undefined;
  try {
    if (typeof found === "object" || typeof found === "string") description = JSON.stringify(found);
  } catch {
    description = "an object that is no plain data";
  }
  return (description ?? String(found)).slice(0, 200);
}
