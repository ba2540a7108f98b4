// Between what callers say and what the core takes: ids and indices, options and limits, and back
// from lists of indices to items.
import { badValue, checkFilter, historyEntry, share, text, uint32, unknownItem } from "./checks.js";
import type { Columns } from "./columns.js";
import type { Hearing, LargeCatalogue } from "./large.js";
import { LiveCatalogue } from "./live.js";
import type { Answer, NativeLimits, NativeList, PocketrecModule } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import type { Shelves } from "./shelves.js";
import {
  type Item,
  type ItemFilter,
  type ListOptions,
  type Manifest,
  type PartName,
  PocketrecError,
  type ScoredItem,
  type ScoredUser,
  type Taste,
} from "./types.js";
import type { IndexedNumbers } from "./wire.js";

export type Visitor = Extract<Taste, { history: unknown }>;

export const defaultCount = 10;

/** A question to the engine whose answer is a list of items. */
export type AskForList = (module: PocketrecModule) => Answer<NativeList>;

/** Where the bundle is. */
export interface Source {
  manifestUrl: URL;
  fetch: typeof globalThis.fetch | undefined;
  /** Loads parts that are not here yet. */
  load: (parts: PartName[], signal: AbortSignal) => Promise<void>;
}

export class Catalogue {
  readonly live: LiveCatalogue;
  readonly #closed = new AbortController();
  #columns: Promise<Columns> | undefined;
  #large: LargeCatalogue | undefined;
  #largeOpening: Promise<LargeCatalogue> | undefined;

  constructor(
    readonly native: NativeBundle,
    private readonly outer: OuterParts,
    private readonly manifest: Manifest,
    private readonly source: Source,
  ) {
    this.live = new LiveCatalogue(native);
  }

  close(): void {
    this.#closed.abort();
  }

  /** Loads what it takes to ask this, where not all is there. */
  async prepare(name: string, parameters: readonly unknown[]): Promise<void> {
    await (await this.#opened())?.prepare(name, parameters);
  }

  /** A query for a list as far as what is here can answer it, where all that it takes is not. */
  async early<Query>(query: Query): Promise<Query | undefined> {
    return (await this.#opened())?.early(query);
  }

  /** Of what comes when it is needed, so far. */
  get loadedBytes(): number {
    return this.#large?.loadedBytes ?? 0;
  }

  async #opened(): Promise<LargeCatalogue | undefined> {
    const lists = this.manifest.parts.lists;
    if (!lists) return undefined;
    this.#largeOpening ??= this.#openLarge(lists.bytes);
    this.#large = await this.#largeOpening;
    return this.#large;
  }

  async #openLarge(listsBytes: number): Promise<LargeCatalogue> {
    const [{ LargeCatalogue }, { CatalogueFiles }] = await Promise.all([
      import("./large.js"),
      import("./files.js"),
    ]);
    const files = new CatalogueFiles(this.source.manifestUrl, this.source.fetch);
    const loadLists = () => this.need(["lists"]);
    const { signal } = this.#closed;
    const supply = { outer: this.outer, loadLists, listsBytes, signal };
    return new LargeCatalogue(this.native, files, supply, this.manifest.model_id);
  }

  /** Items are known by shelf where no titles are loaded. */
  get #shelves(): Shelves | undefined {
    return this.native.info.hasTitles ? undefined : this.#large?.shelves;
  }

  /** What the engine answers, better and better where a large catalogue arrives meanwhile. */
  async list(
    ask: AskForList,
    hear: Hearing = {},
    toItems: (list: NativeList) => Promise<ScoredItem[]> = (list) => this.scored(list),
  ): Promise<ScoredItem[]> {
    if (this.#large) return this.#large.answer(() => this.native.ask(ask), toItems, hear);
    const items = await toItems(this.native.ask(ask));
    hear.onAnswer?.({ items, final: true, loadedBytes: 0, totalBytes: 0 });
    return items;
  }

  /** Of a large catalogue, parts that are loaded when the first call needs them; others are there, or missed. */
  async need(parts: PartName[]): Promise<void> {
    if (this.manifest.parts.lists) await this.source.load(parts, this.#closed.signal);
  }

  /** What all items are, and what all users chose. */
  async columns(): Promise<Columns> {
    await this.need(["titles", "languages"]);
    return this.userColumns();
  }

  /** The same for what needs no item's title. */
  userColumns(): Promise<Columns> {
    this.#columns ??= import("./columns.js").then(
      ({ Columns }) => new Columns(this.native, this.outer, this.live.added),
    );
    return this.#columns;
  }

  /** Whose shelf is here, where items are known by shelf. */
  #itemAt(index: number): Item {
    const added = this.live.itemAt(index);
    if (added) return added;
    if (this.#shelves) return this.#shelves.at(index);
    const item = this.native.ask((module) => module.item(index));
    return { index, ...item, year: item.year || null };
  }

  async items(indices: Iterable<number>): Promise<Item[]> {
    const all = [...indices];
    const { numItems } = this.native.info;
    await this.#shelves?.need(all.filter((index) => index < numItems));
    return all.map((index) => this.#itemAt(index));
  }

  async item(index: number): Promise<Item> {
    const [item] = await this.items([index]);
    return item as Item;
  }

  async scored({ indices, numbers }: IndexedNumbers): Promise<ScoredItem[]> {
    const items = await this.items(indices);
    return items.map((item, i) => ({ ...item, score: numbers[i] as number }));
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
    const added = this.live.indexOf(known);
    if (added !== undefined) return added;
    const shelves = this.#shelves;
    if (!shelves) return this.native.ask((module) => module.findItem(known));
    const index = shelves.placeOf(known)?.item;
    if (index === undefined) throw unknownItem(known);
    return index;
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
      const index = skipUnknown ? this.knownIndex(id) : this.itemIndex(id);
      if (index === undefined) continue;
      indices.push(index);
      weights.push(weight);
    }
    return { indices: Uint32Array.from(indices), numbers: Float32Array.from(weights) };
  }

  /** Undefined when no item may be returned: none of those allowed is known. */
  async limits(options: ListOptions): Promise<NativeLimits | undefined> {
    const { n, exclude, allow, filter, includeHistory, exact } = options;
    const { diversity, novelty, exploration } = options;
    const limits = {
      n: uint32(n ?? defaultCount, "n"),
      exclude: this.knownIndices(exclude ?? [], "exclude"),
      allow: this.knownIndices(allow ?? [], "allow"),
      allowBits: await this.#passing(filter),
      includeHistory: Boolean(includeHistory),
      diversity: share(diversity ?? 0, "diversity"),
      novelty: share(novelty ?? 0, "novelty"),
      exploration: share(exploration ?? 0, "exploration"),
      exact: Boolean(exact),
    };
    return allow && limits.allow.length === 0 ? undefined : limits;
  }

  /** May an item be returned, by index? */
  mayReturn({ allow, allowBits, exclude }: NativeLimits): (item: number) => boolean {
    const { hidden } = this.live;
    const excluded = new Set(exclude);
    const allowed = allow.length > 0 ? new Set(allow) : undefined;
    const passes = (item: number) => ((allowBits[item >> 5] as number) >> (item & 31)) & 1;
    return (item) =>
      !hidden.has(item) &&
      !excluded.has(item) &&
      (!allowed || allowed.has(item)) &&
      (allowBits.length === 0 || passes(item) === 1);
  }

  /** None when every item passes. */
  async #passing(filter: ItemFilter | undefined): Promise<Uint32Array> {
    if (filter === undefined) return new Uint32Array();
    checkFilter(filter);
    return (await this.columns()).matching(filter);
  }

  /** Those of the ids that the bundle has. */
  knownIndices(ids: string[], name: string): Uint32Array {
    if (!Array.isArray(ids)) throw badValue(`a list of item ids as "${name}"`, ids);
    return Uint32Array.from(
      ids.map((id) => this.knownIndex(id)).filter((index) => index !== undefined),
    );
  }

  /** Undefined where the bundle does not have it. */
  knownIndex(id: string): number | undefined {
    try {
      return this.itemIndex(id);
    } catch (error) {
      if (error instanceof PocketrecError && error.code === "unknown-item") return undefined;
      throw error;
    }
  }
}
