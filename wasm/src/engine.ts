// The queries of an open bundle, by id: what the public API promises, answered synchronously. Runs
// in the worker, or in the caller's thread.
import { calibrationOf, shareAt } from "./calibration.js";
import {
  badCount,
  badValue,
  checkFilter,
  checkQuery,
  foldedFacts,
  historyEntry,
  share,
  text,
  texts,
  uint32,
} from "./checks.js";
import { Columns } from "./columns.js";
import { partNames } from "./manifest.js";
import type { NativeBundle } from "./native.js";
import { OfferedTitles } from "./offered.js";
import type { IndexedNumbers, NativeLimits } from "./pocketrec.mjs";
import { foldText } from "./text.js";
import {
  type BundleInfo,
  type Facets,
  type Item,
  type ItemMap,
  type ListOptions,
  type MainCategories,
  type Manifest,
  type NewItem,
  type Overlap,
  type PartName,
  type PlacedItem,
  PocketrecError,
  type ScoredItem,
  type ScoredUser,
  type SharedTaste,
  type SimilarQuery,
  type Taste,
  type User,
} from "./types.js";

/** The queries that a recommender answers; parameters and results are as in `Recommender`. */
export interface Queries {
  recommend(query: Taste & ListOptions): ScoredItem[];
  similar(query: SimilarQuery): ScoredItem[];
  explain(query: Taste & { item: string }): ScoredItem[];
  searchItems(query: string, n?: number): Item[];
  searchUsers(prefix: string, offset?: number, n?: number): User[];
  placeNewItem(item: NewItem & ListOptions): PlacedItem;
  item(id: string): Item;
  popular(offset?: number, n?: number): Item[];
  titlesToRate(query?: TitlesQuery): ScoredItem[];
  facets(): Facets;
  map(): ItemMap;
  mainCategories(): MainCategories;
  audience(query: { item: string; n?: number }): ScoredUser[];
  overlap(query: { item: string; others: string[] }): Overlap;
  taste(query: { users: string[]; n?: number }): SharedTaste;
  userHistory(user: string): ScoredItem[];
}

type Visitor = Extract<Taste, { history: unknown }>;
type TitlesQuery = Partial<Visitor> & { knownAuthors?: string[] } & ListOptions;

const defaultCount = 10;
/** Of titles to rate, the first ones. As kOfferedDiversity in trainer/evaluate/interview.h, which measures it. */
const ratedDiversity = 0.1;
/** As kMaxResults in core/recommender.h. */
const maxResults = 1000;

export class Engine implements Queries {
  readonly #columns: Columns;
  #offeredTitles: OfferedTitles | undefined;

  constructor(
    readonly native: NativeBundle,
    readonly manifest: Manifest,
    readonly manifestUrl: URL,
    public itemMap?: ItemMap,
  ) {
    this.#columns = new Columns(native);
  }

  get info(): BundleInfo {
    const loaded = partNames.filter((part) => this.has(part));
    const bytes = loaded.reduce((sum, part) => sum + (this.manifest.parts[part]?.bytes ?? 0), 0);
    const { info, memoryBytes } = this.native;
    return { ...info, hasMap: this.has("map"), bytes, memoryBytes, manifest: this.manifest };
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
      map: this.itemMap !== undefined,
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

  similar(query: SimilarQuery): ScoredItem[] {
    checkQuery(query);
    const { by = "audience", ...options } = query;
    if (by === "content") return this.#similarByContent(options);
    if (by !== "audience") throw badValue('"audience" or "content" as by', by);
    const item = this.#itemIndex(query.item);
    const limits = this.#limits(query);
    if (!limits) return [];
    return this.#scored(this.native.ask((module) => module.similar(item, limits)));
  }

  #similarByContent({ item, ...options }: { item: string } & ListOptions): ScoredItem[] {
    const { index, year, ...facts } = this.item(item);
    const exclude = [...(options.exclude ?? []), item];
    const known = { ...facts, ...(year === null ? {} : { year }) };
    return this.placeNewItem({ ...options, ...known, exclude }).nearest;
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
      users: this.#scoredUsers(place.users),
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
    const count = listLength(uint32(n, "n"));
    const end = Math.min(from + count, this.native.info.numItems);
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => this.#itemAt(from + i));
  }

  titlesToRate(query: TitlesQuery = {}): ScoredItem[] {
    checkQuery(query);
    const history = this.#history({ ...query, history: query.history ?? [] });
    const limits = this.#limits(isLiked(history) ? query : { diversity: ratedDiversity, ...query });
    if (!limits) return [];
    if (query.knownAuthors === undefined) return this.#usualTitles(history, limits);
    const { exclude, allow } = limits;
    const n = listLength(limits.n);
    const offered = this.#offered();
    const asked = Uint32Array.from([...exclude, ...history.indices]);
    const names = texts(query.knownAuthors, "knownAuthors");
    const named = offered.by(names, { asked, allow }).slice(0, n);
    const rest = { ...limits, n: n - named.length, exclude: Uint32Array.of(...exclude, ...named) };
    if (rest.n === 0) return this.#withPopularity(named);
    const more =
      isLiked(history) || !offered.knowsAuthors
        ? this.#usualTitles(history, rest)
        : this.#withPopularity(
            offered.next(rest.n, { asked: Uint32Array.of(...asked, ...named), allow }),
          );
    return [...this.#withPopularity(named), ...more];
  }

  /** What the answers lead to, or what is popular. */
  #usualTitles(history: IndexedNumbers, limits: NativeLimits): ScoredItem[] {
    const { indices, numbers } = history;
    if (isLiked(history)) {
      return this.#scored(this.native.ask((module) => module.recommend(indices, numbers, limits)));
    }
    const exclude = Uint32Array.from([...limits.exclude, ...indices]);
    return this.#scored(this.native.ask((module) => module.popular({ ...limits, exclude })));
  }

  #offered(): OfferedTitles {
    if (!this.#offeredTitles) {
      const { authors, authorNames } = this.#columns.authors();
      const popularityOf = (item: number) =>
        this.native.ask((module) => module.item(item)).popularity;
      this.#offeredTitles = new OfferedTitles(authors, authorNames, popularityOf);
    }
    return this.#offeredTitles;
  }

  /** In this order, with the scores that popular titles have. */
  #withPopularity(items: number[]): ScoredItem[] {
    if (items.length === 0) return [];
    const limits = this.#limits({ n: items.length }) as NativeLimits;
    const allow = Uint32Array.from(items);
    const found = this.#scored(this.native.ask((module) => module.popular({ ...limits, allow })));
    const byIndex = new Map(found.map((item) => [item.index, item]));
    return items.map((item) => byIndex.get(item) as ScoredItem);
  }

  facets(): Facets {
    return this.#columns.facets();
  }

  map(): ItemMap {
    if (!this.itemMap) {
      throw new PocketrecError(
        "missing-part",
        'map needs the map part, which is not loaded: load it first (load(["map"])), if the bundle ' +
          "has one",
      );
    }
    return { x: this.itemMap.x.slice(), y: this.itemMap.y.slice() };
  }

  mainCategories(): MainCategories {
    return this.#columns.mainCategories();
  }

  audience(query: { item: string; n?: number }): ScoredUser[] {
    checkQuery(query);
    const item = this.#itemIndex(query.item);
    const n = uint32(query.n ?? defaultCount, "n");
    return this.#scoredUsers(this.native.ask((module) => module.audience(item, n)));
  }

  overlap(query: { item: string; others: string[] }): Overlap {
    checkQuery(query);
    const item = this.#itemIndex(query.item);
    if (!Array.isArray(query.others)) throw badValue("a list of item ids as others", query.others);
    return this.#columns.overlap(
      item,
      query.others.map((id) => this.#itemIndex(id)),
    );
  }

  taste(query: { users: string[]; n?: number }): SharedTaste {
    checkQuery(query);
    const n = uint32(query.n ?? defaultCount, "n");
    if (!Array.isArray(query.users)) throw badValue("a list of user ids as users", query.users);
    const { categories, authors, items } = this.#columns.taste(
      query.users.map((id) => this.#userIndex(id)),
    );
    return {
      categories: categories.slice(0, n),
      authors: authors.slice(0, n),
      items: items.slice(0, n).map(([index, share]) => ({ ...this.#itemAt(index), share })),
    };
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

  #scoredUsers({ indices, numbers }: IndexedNumbers): ScoredUser[] {
    return Array.from(indices, (index, i) => ({
      index,
      id: this.native.ask((module) => module.userId(index)),
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

  /** Undefined when no item may be returned: none is both allowed and passes the filter. */
  #limits(options: ListOptions): NativeLimits | undefined {
    const { n, exclude, includeHistory, diversity, novelty, exploration } = options;
    const allow = this.#allowed(options);
    const limits = {
      n: uint32(n ?? defaultCount, "n"),
      exclude: this.#knownIndices(exclude ?? [], "exclude"),
      allow: allow ?? new Uint32Array(),
      includeHistory: Boolean(includeHistory),
      diversity: share(diversity ?? 0, "diversity"),
      novelty: share(novelty ?? 0, "novelty"),
      exploration: share(exploration ?? 0, "exploration"),
    };
    return allow?.length === 0 ? undefined : limits;
  }

  /** Undefined when every item may be returned. */
  #allowed({ allow, filter }: ListOptions): Uint32Array | undefined {
    const named = allow && this.#knownIndices(allow, "allow");
    if (filter === undefined) return named;
    checkFilter(filter);
    const passing = this.#columns.matching(filter);
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
      return this.#itemIndex(id);
    } catch (error) {
      if (error instanceof PocketrecError && error.code === "unknown-item") return undefined;
      throw error;
    }
  }
}

const isLiked = ({ numbers }: IndexedNumbers) => numbers.some((weight) => weight > 0);

/** As the core checks it, for lists that are not made there. */
function listLength(n: number): number {
  if (n >= 1 && n <= maxResults) return n;
  throw badCount("n", `1 to ${maxResults}`, n);
}
