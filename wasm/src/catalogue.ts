// Between what callers say and what the core takes: ids and indices, options and limits, and back
// from lists of indices to items.
import { badValue, checkFilter, historyEntry, share, text, uint32 } from "./checks.js";
import type { Columns } from "./columns.js";
import type { NativeLimits } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import {
  type Item,
  type ListOptions,
  PocketrecError,
  type ScoredItem,
  type ScoredUser,
  type Taste,
} from "./types.js";
import type { IndexedNumbers } from "./wire.js";

export type Visitor = Extract<Taste, { history: unknown }>;

export const defaultCount = 10;

export class Catalogue {
  #columns: Promise<Columns> | undefined;

  constructor(
    readonly native: NativeBundle,
    private readonly outer: OuterParts,
  ) {}

  /** What all items are, and what all users chose. */
  columns(): Promise<Columns> {
    this.#columns ??= import("./columns.js").then(
      ({ Columns }) => new Columns(this.native, this.outer),
    );
    return this.#columns;
  }

  itemAt(index: number): Item {
    const item = this.native.ask((module) => module.item(index));
    return { index, ...item, year: item.year || null };
  }

  scored({ indices, numbers }: IndexedNumbers): ScoredItem[] {
    return Array.from(indices, (index, i) => ({
      ...this.itemAt(index),
      score: numbers[i] as number,
    }));
  }

  scoredUsers({ indices, numbers }: IndexedNumbers): ScoredUser[] {
    return Array.from(indices, (index, i) => ({
      index,
      id: this.native.ask((module) => module.userId(index)),
      score: numbers[i] as number,
    }));
  }

  itemIndex(id: string): number {
    const known = text(id, "an item id");
    return this.native.ask((module) => module.findItem(known));
  }

  userIndex(id: string): number {
    const known = text(id, "a user id");
    return this.native.ask((module) => module.findUser(known));
  }

  storedHistory(user: string): IndexedNumbers {
    const index = this.userIndex(user);
    return this.native.ask((module) => module.userHistory(index));
  }

  history({ history, skipUnknown = false }: Visitor): IndexedNumbers {
    if (!Array.isArray(history)) {
      throw badValue("{history: [id, ...]} or {user: id}", { history });
    }
    const indices: number[] = [];
    const weights: number[] = [];
    for (const entry of history) {
      const { id, weight = 1 } = historyEntry(entry);
      if (typeof weight !== "number") throw badValue("a history weight from 0 to 16", weight);
      const index = skipUnknown ? this.#knownIndex(id) : this.itemIndex(id);
      if (index === undefined) continue;
      indices.push(index);
      weights.push(weight);
    }
    return { indices: Uint32Array.from(indices), numbers: Float32Array.from(weights) };
  }

  /** Undefined when no item may be returned: none is both allowed and passes the filter. */
  async limits(options: ListOptions): Promise<NativeLimits | undefined> {
    const { n, exclude, includeHistory, diversity, novelty, exploration } = options;
    const limits = {
      n: uint32(n ?? defaultCount, "n"),
      exclude: this.#knownIndices(exclude ?? [], "exclude"),
      includeHistory: Boolean(includeHistory),
      diversity: share(diversity ?? 0, "diversity"),
      novelty: share(novelty ?? 0, "novelty"),
      exploration: share(exploration ?? 0, "exploration"),
    };
    const allow = await this.#allowed(options);
    return allow?.length === 0 ? undefined : { ...limits, allow: allow ?? new Uint32Array() };
  }

  /** Undefined when every item may be returned. */
  async #allowed({ allow, filter }: ListOptions): Promise<Uint32Array | undefined> {
    const named = allow && this.#knownIndices(allow, "allow");
    if (filter === undefined) return named;
    checkFilter(filter);
    const passing = (await this.columns()).matching(filter);
    if (!named) return passing;
    const both = new Set(named);
    return passing.filter((item) => both.has(item));
  }

  #knownIndices(ids: string[], name: string): Uint32Array {
    if (!Array.isArray(ids)) throw badValue(`a list of item ids as "${name}"`, ids);
    return Uint32Array.from(
      ids.map((id) => this.#knownIndex(id)).filter((index) => index !== undefined),
    );
  }

  #knownIndex(id: string): number | undefined {
    try {
      return this.itemIndex(id);
    } catch (error) {
      if (error instanceof PocketrecError && error.code === "unknown-item") return undefined;
      throw error;
    }
  }
}
