// The queries of an open bundle, by id: what the public API promises. Runs in the worker, or in the
// caller's thread. Here is what a first visit asks; what fewer pages ask is in further.ts.
import { calibrationOf, shareAt } from "./calibration.js";
import { type AskForList, Catalogue, defaultCount, type Source } from "./catalogue.js";
import { badValue, checkQuery, listLength, text, uint32 } from "./checks.js";
import type { Further } from "./further.js";
import type { Hearing } from "./large.js";
import { partNames } from "./manifest.js";
import type { NativeList } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import { foldText } from "./text.js";
import { orCancelled } from "./transfer.js";
import type {
  BundleInfo,
  Item,
  ListCallOptions,
  ListOptions,
  Manifest,
  PartName,
  ScoredItem,
  ScoredUser,
  SimilarQuery,
  Taste,
  TasteVector,
  User,
} from "./types.js";
import type { IndexedNumbers } from "./wire.js";

type Queries = Pick<Engine, Asked> & Omit<Further, "similarByContent">;
type Asked =
  | "recommend"
  | "similar"
  | "explain"
  | "searchItems"
  | "searchUsers"
  | "item"
  | "popular"
  | "audience"
  | "userHistory";

/** What a recommender can be asked; parameters and results are as in `Recommender`. */
export type QueryName = keyof Queries;
export type QueryParameters<Name extends QueryName> = Name extends "recommend" | "similar"
  ? [Parameters<Queries[Name]>[0]]
  : Parameters<Queries[Name]>;
export type QueryResult<Name extends QueryName> = Awaited<ReturnType<Queries[Name]>>;

/** Queries whose answers get better while more of a large catalogue arrives. */
const hearing: ReadonlySet<QueryName> = new Set(["recommend", "similar"]);

export class Engine {
  readonly #catalogue: Catalogue;
  #further: Promise<Further> | undefined;
  /** Of loads, which come one after the other (load.ts). */
  lastLoad: Promise<void> = Promise.resolve();

  constructor(
    readonly native: NativeBundle,
    readonly manifest: Manifest,
    readonly outer: OuterParts,
    readonly source: Source,
  ) {
    this.#catalogue = new Catalogue(native, outer, manifest, source);
  }

  get info(): BundleInfo {
    const loaded = partNames.filter((part) => this.has(part));
    const bytes = loaded.reduce((sum, part) => sum + (this.manifest.parts[part]?.bytes ?? 0), 0);
    const { numAdded, ...info } = this.native.info;
    const { memoryBytes } = this.native;
    return {
      ...info,
      numLists: this.manifest.counts.lists ?? 0,
      hasMap: this.has("map"),
      hasLanguages: this.has("languages"),
      hasGroups: this.has("groups"),
      bytes,
      memoryBytes,
      manifest: this.manifest,
    };
  }

  /** Is this part loaded? */
  has(part: PartName): boolean {
    const { hasTitles, hasSearch, hasUsers, hasContent, numLists } = this.native.info;
    return {
      items: true,
      encoder: true,
      titles: hasTitles,
      search: hasSearch,
      users: hasUsers,
      content: hasContent,
      lists: numLists > 0,
      background: this.manifest.parts.background !== undefined,
      shelves: this.outer.shelves !== undefined,
      map: this.outer.map !== undefined,
      languages: this.outer.languages !== undefined,
      groups: this.outer.groups !== undefined,
    }[part];
  }

  close(): void {
    this.#catalogue.close();
    this.native.free();
  }

  async ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
    options: ListCallOptions = {},
  ): Promise<QueryResult<Name>> {
    const catalogue = this.#catalogue;
    const queries = (name in this ? this : await this.#more()) as unknown as Record<
      Name,
      (...all: unknown[]) => QueryResult<Name>
    >;
    const hear: Hearing = { ...options, loadedBefore: catalogue.loadedBytes };
    if (options.onAnswer && hearing.has(name)) {
      const query = await catalogue.early(parameters[0]);
      if (query) {
        const answer = async () => queries[name](query, { ...hear, isEarly: true });
        await orCancelled(answer(), options.signal);
      }
    }
    await orCancelled(catalogue.prepare(name, parameters), options.signal);
    return queries[name](...parameters, ...(hearing.has(name) ? [hear] : []));
  }

  async recommend(
    query: (Taste | TasteVector) & ListOptions,
    hear: Hearing = {},
  ): Promise<ScoredItem[]> {
    checkQuery(query);
    const limits = await this.#catalogue.limits(query);
    if (!limits) return [];
    if ("vector" in query) {
      const vector = Float32Array.from(query.vector);
      return this.#catalogue.list((module) => module.recommendForVector(vector, limits), hear);
    }
    const withShares = (list: NativeList) => this.#withShares(list);
    if ("user" in query) {
      const user = this.#catalogue.userIndex(query.user);
      const ask: AskForList = (module) => module.recommendForUser(user, limits);
      return this.#catalogue.list(ask, hear, withShares);
    }
    const { indices, numbers } = this.#catalogue.history(query);
    const ask: AskForList = (module) => module.recommend(indices, numbers, limits);
    return this.#catalogue.list(ask, hear, withShares);
  }

  async similar(query: SimilarQuery, hear: Hearing = {}): Promise<ScoredItem[]> {
    checkQuery(query);
    const { by = "audience", ...options } = query;
    if (by === "content") return (await this.#more()).similarByContent(options);
    if (by !== "audience") throw badValue('"audience" or "content" as by', by);
    const item = this.#catalogue.itemIndex(query.item);
    const limits = await this.#catalogue.limits(query);
    if (!limits) return [];
    return this.#catalogue.list((module) => module.similar(item, limits), hear);
  }

  async explain(query: Taste & { item: string }): Promise<ScoredItem[]> {
    checkQuery(query);
    const item = this.#catalogue.itemIndex(query.item);
    const { indices, numbers } =
      "user" in query ? this.#catalogue.storedHistory(query.user) : this.#catalogue.history(query);
    return this.#catalogue.scored(
      this.native.ask((module) => module.explain(indices, numbers, item)),
    );
  }

  async searchItems(query: string, n: number = defaultCount): Promise<Item[]> {
    const folded = foldText(text(query, "a search text"));
    const count = uint32(n, "n");
    await this.#catalogue.need(["search"]);
    const found = this.native.ask((module) => module.searchItems(folded, count));
    const items = await this.#catalogue.items(found);
    return [...items, ...this.#catalogue.live.search(folded)].slice(0, count);
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

  async item(id: string): Promise<Item> {
    return this.#catalogue.item(this.#catalogue.itemIndex(id));
  }

  async popular(offset: number = 0, n: number = defaultCount): Promise<Item[]> {
    const from = uint32(offset, "offset");
    const count = listLength(uint32(n, "n"));
    const { hidden } = this.#catalogue.live;
    const { numItems } = this.native.info;
    const items: number[] = [];
    for (let index = 0, shown = 0; index < numItems && items.length < count; index++) {
      if (hidden.has(index)) continue;
      if (shown++ >= from) items.push(index);
    }
    return this.#catalogue.items(items);
  }

  audience(query: { item: string; n?: number }): ScoredUser[] {
    checkQuery(query);
    const item = this.#catalogue.itemIndex(query.item);
    const n = uint32(query.n ?? defaultCount, "n");
    return this.#catalogue.scoredUsers(this.native.ask((module) => module.audience(item, n)));
  }

  userHistory(user: string): Promise<ScoredItem[]> {
    return this.#catalogue.scored(this.#catalogue.storedHistory(user));
  }

  #more(): Promise<Further> {
    this.#further ??= import("./further.js").then(
      ({ Further }) => new Further(this.#catalogue, this.outer),
    );
    return this.#further;
  }

  async #withShares(list: IndexedNumbers): Promise<ScoredItem[]> {
    const calibration = calibrationOf(this.manifest);
    const items = await this.#catalogue.scored(list);
    if (!calibration) return items;
    const { factors } = this.#catalogue.live;
    return items.map((item) => {
      const factor = factors.get(item.index) ?? 1;
      const score = item.score > 0 ? item.score / factor : item.score * factor;
      return { ...item, share: shareAt(calibration, score) };
    });
  }
}
