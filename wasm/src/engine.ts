// The queries of an open bundle, by id: what the public API promises. Runs in the worker, or in the
// caller's thread. Here is what a first visit asks; what fewer pages ask is in further.ts.
import { calibrationOf, shareAt } from "./calibration.js";
import { Catalogue, defaultCount } from "./catalogue.js";
import { badValue, checkQuery, listLength, text, uint32 } from "./checks.js";
import type { Further } from "./further.js";
import { partNames } from "./manifest.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import { foldText } from "./text.js";
import type {
  BundleInfo,
  Item,
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
export type QueryParameters<Name extends QueryName> = Parameters<Queries[Name]>;
export type QueryResult<Name extends QueryName> = Awaited<ReturnType<Queries[Name]>>;

export class Engine {
  readonly #catalogue: Catalogue;
  #further: Promise<Further> | undefined;

  constructor(
    readonly native: NativeBundle,
    readonly manifest: Manifest,
    readonly manifestUrl: URL,
    readonly outer: OuterParts,
  ) {
    this.#catalogue = new Catalogue(native, outer);
  }

  get info(): BundleInfo {
    const loaded = partNames.filter((part) => this.has(part));
    const bytes = loaded.reduce((sum, part) => sum + (this.manifest.parts[part]?.bytes ?? 0), 0);
    const { numAdded, ...info } = this.native.info;
    const { memoryBytes } = this.native;
    return {
      ...info,
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
    const { hasTitles, hasSearch, hasUsers, hasContent } = this.native.info;
    return {
      items: true,
      encoder: true,
      titles: hasTitles,
      search: hasSearch,
      users: hasUsers,
      content: hasContent,
      map: this.outer.map !== undefined,
      languages: this.outer.languages !== undefined,
      groups: this.outer.groups !== undefined,
    }[part];
  }

  close(): void {
    this.native.free();
  }

  async ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
  ): Promise<QueryResult<Name>> {
    const queries = (name in this ? this : await this.#more()) as unknown as Record<
      Name,
      (...all: unknown[]) => QueryResult<Name>
    >;
    return queries[name](...parameters);
  }

  async recommend(query: (Taste | TasteVector) & ListOptions): Promise<ScoredItem[]> {
    checkQuery(query);
    const limits = await this.#catalogue.limits(query);
    if (!limits) return [];
    if ("vector" in query) {
      const vector = Float32Array.from(query.vector);
      return this.#catalogue.scored(
        this.native.ask((module) => module.recommendForVector(vector, limits)),
      );
    }
    if ("user" in query) {
      const user = this.#catalogue.userIndex(query.user);
      return this.#withShares(this.native.ask((module) => module.recommendForUser(user, limits)));
    }
    const { indices, numbers } = this.#catalogue.history(query);
    return this.#withShares(
      this.native.ask((module) => module.recommend(indices, numbers, limits)),
    );
  }

  async similar(query: SimilarQuery): Promise<ScoredItem[]> {
    checkQuery(query);
    const { by = "audience", ...options } = query;
    if (by === "content") return (await this.#more()).similarByContent(options);
    if (by !== "audience") throw badValue('"audience" or "content" as by', by);
    const item = this.#catalogue.itemIndex(query.item);
    const limits = await this.#catalogue.limits(query);
    if (!limits) return [];
    return this.#catalogue.scored(this.native.ask((module) => module.similar(item, limits)));
  }

  explain(query: Taste & { item: string }): ScoredItem[] {
    checkQuery(query);
    const item = this.#catalogue.itemIndex(query.item);
    const { indices, numbers } =
      "user" in query ? this.#catalogue.storedHistory(query.user) : this.#catalogue.history(query);
    return this.#catalogue.scored(
      this.native.ask((module) => module.explain(indices, numbers, item)),
    );
  }

  searchItems(query: string, n: number = defaultCount): Item[] {
    const folded = foldText(text(query, "a search text"));
    const count = uint32(n, "n");
    const found = this.native.ask((module) => module.searchItems(folded, count));
    const items = Array.from(found, (index) => this.#catalogue.itemAt(index));
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

  item(id: string): Item {
    return this.#catalogue.itemAt(this.#catalogue.itemIndex(id));
  }

  popular(offset: number = 0, n: number = defaultCount): Item[] {
    const from = uint32(offset, "offset");
    const count = listLength(uint32(n, "n"));
    const { hidden } = this.#catalogue.live;
    const { numItems } = this.native.info;
    const items: Item[] = [];
    for (let index = 0, shown = 0; index < numItems && items.length < count; index++) {
      if (hidden.has(index)) continue;
      if (shown++ >= from) items.push(this.#catalogue.itemAt(index));
    }
    return items;
  }

  audience(query: { item: string; n?: number }): ScoredUser[] {
    checkQuery(query);
    const item = this.#catalogue.itemIndex(query.item);
    const n = uint32(query.n ?? defaultCount, "n");
    return this.#catalogue.scoredUsers(this.native.ask((module) => module.audience(item, n)));
  }

  userHistory(user: string): ScoredItem[] {
    return this.#catalogue.scored(this.#catalogue.storedHistory(user));
  }

  #more(): Promise<Further> {
    this.#further ??= import("./further.js").then(
      ({ Further }) => new Further(this.#catalogue, this.outer),
    );
    return this.#further;
  }

  #withShares(list: IndexedNumbers): ScoredItem[] {
    const calibration = calibrationOf(this.manifest);
    const items = this.#catalogue.scored(list);
    if (!calibration) return items;
    const { factors } = this.#catalogue.live;
    return items.map((item) => {
      const factor = factors.get(item.index) ?? 1;
      const score = item.score > 0 ? item.score / factor : item.score * factor;
      return { ...item, share: shareAt(calibration, score) };
    });
  }
}
