// Queries that not every page asks, loaded with the first of them: of titles to rate, new items,
// facets, groups of people, and what stored users have in common.
import { type Catalogue, defaultCount, type Visitor } from "./catalogue.js";
import {
  badValue,
  checkQuery,
  foldedFacts,
  listLength,
  missingPart,
  texts,
  uint32,
} from "./checks.js";
import type { AudienceGroups } from "./groups.js";
import { checkFactors } from "./live.js";
import type { NativeLimits, NativePlace } from "./module.js";
import { OfferedTitles } from "./offered.js";
import type { OuterParts } from "./outer.js";
import type {
  AddedItem,
  Facets,
  Groups,
  Item,
  ItemMap,
  ListOptions,
  MainCategories,
  NewItem,
  Overlap,
  PlacedItem,
  Readers,
  ScoredItem,
  SharedTaste,
} from "./types.js";
import type { IndexedNumbers } from "./wire.js";

type TitlesQuery = Partial<Visitor> & { knownAuthors?: string[] } & ListOptions;
type GroupQuery = { place?: string; age?: number } & ListOptions;

/** Of titles to rate, the first ones. As kOfferedDiversity in trainer/evaluate/interview.h, which measures it. */
const ratedDiversity = 0.1;

export class Further {
  #offeredTitles: OfferedTitles | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly outer: OuterParts,
  ) {}

  async similarByContent({
    item,
    ...options
  }: { item: string } & ListOptions): Promise<ScoredItem[]> {
    const { index, year, ...facts } = await this.catalogue.item(this.catalogue.itemIndex(item));
    const exclude = [...(options.exclude ?? []), item];
    const known = { ...facts, ...(year === null ? {} : { year }) };
    return (await this.placeNewItem({ ...options, ...known, exclude })).nearest;
  }

  async placeNewItem(item: NewItem & ListOptions): Promise<PlacedItem> {
    checkQuery(item);
    const facts = foldedFacts(item);
    const limits = await this.catalogue.limits(item);
    const numUsers = uint32(item.numUsers ?? 0, "numUsers");
    // Nothing may be near it: the rest can still be said.
    const asked = limits ?? { ...((await this.catalogue.limits({})) as NativeLimits), n: 1 };
    let place = {} as NativePlace;
    const nearest = await this.catalogue.list((module) => {
      const answer = module.placeItem(facts, asked, numUsers);
      if (!answer.ok) return answer;
      place = answer.value;
      return { ok: true, value: place.nearest };
    });
    return {
      nearest: limits ? nearest : [],
      users: this.catalogue.scoredUsers(place.users),
      numKeys: place.numKeys,
      numKnown: place.numKnown,
      certainty: place.certainty,
    };
  }

  async titlesToRate(query: TitlesQuery = {}): Promise<ScoredItem[]> {
    checkQuery(query);
    const history = this.catalogue.history({ ...query, history: query.history ?? [] });
    const limits = await this.catalogue.limits(
      isLiked(history) ? query : { diversity: ratedDiversity, ...query },
    );
    if (!limits) return [];
    if (query.knownAuthors === undefined) return this.#usualTitles(history, limits);
    const { exclude } = limits;
    const mayReturn = this.catalogue.mayReturn(limits);
    const n = listLength(limits.n);
    const offered = await this.#offered();
    const asked = Uint32Array.from([...exclude, ...history.indices]);
    const names = texts(query.knownAuthors, "knownAuthors");
    const named = offered.by(names, { asked, mayReturn }).slice(0, n);
    const rest = { ...limits, n: n - named.length, exclude: Uint32Array.of(...exclude, ...named) };
    if (rest.n === 0) return this.#withPopularity(named);
    const more =
      isLiked(history) || !offered.knowsAuthors
        ? await this.#usualTitles(history, rest)
        : await this.#withPopularity(
            offered.next(rest.n, { asked: Uint32Array.of(...asked, ...named), mayReturn }),
          );
    return [...(await this.#withPopularity(named)), ...more];
  }

  /** What the answers lead to, or what is popular. */
  #usualTitles(history: IndexedNumbers, limits: NativeLimits): Promise<ScoredItem[]> {
    const { catalogue } = this;
    const { indices, numbers } = history;
    if (isLiked(history)) {
      return catalogue.list((module) => module.recommend(indices, numbers, limits));
    }
    const exclude = Uint32Array.from([...limits.exclude, ...indices]);
    return catalogue.list((module) => module.popular({ ...limits, exclude }));
  }

  async #offered(): Promise<OfferedTitles> {
    if (!this.#offeredTitles) {
      const { authors, authorNames, popularity } = (await this.catalogue.columns()).items();
      this.#offeredTitles = new OfferedTitles(authors, authorNames, popularity);
    }
    return this.#offeredTitles;
  }

  /** In this order, with the scores that popular titles have. */
  async #withPopularity(items: number[]): Promise<ScoredItem[]> {
    if (items.length === 0) return [];
    const limits = (await this.catalogue.limits({ n: items.length })) as NativeLimits;
    const allow = Uint32Array.from(items);
    const found = await this.catalogue.scored(
      this.catalogue.native.ask((module) => module.popular({ ...limits, allow })),
    );
    const byIndex = new Map(found.map((item) => [item.index, item]));
    return items.map((item) => byIndex.get(item) as ScoredItem);
  }

  hide(ids: string[]): void {
    this.catalogue.live.hide(this.catalogue.knownIndices(ids, "ids"), true);
  }

  show(ids: string[]): void {
    this.catalogue.live.hide(this.catalogue.knownIndices(ids, "ids"), false);
  }

  boost(factors: Record<string, number>): void {
    const known = checkFactors(factors).flatMap(([id, factor]): [number, number][] => {
      const item = this.catalogue.knownIndex(id);
      return item === undefined ? [] : [[item, factor]];
    });
    this.catalogue.live.boost(new Map(known));
  }

  addItem(item: AddedItem): Item {
    checkQuery(item);
    if (this.catalogue.knownIndex(item.id) !== undefined) {
      throw badValue("an id that no item has yet", item.id);
    }
    return this.catalogue.live.add(item);
  }

  async facets(): Promise<Facets> {
    return (await this.catalogue.columns()).facets();
  }

  async mainCategories(): Promise<MainCategories> {
    return (await this.catalogue.columns()).mainCategories();
  }

  map(): ItemMap {
    const { map } = this.outer;
    if (!map) throw missingPart("map", "map");
    return { x: map.x.slice(), y: map.y.slice() };
  }

  groups(): Groups {
    return this.#groups("groups").all();
  }

  async readers(item: string): Promise<Readers> {
    const index = this.catalogue.itemIndex(item);
    const readers = this.#groups("readers").readers(index);
    return { people: (await this.catalogue.item(index)).popularity, ...readers };
  }

  async popularAmong(query: GroupQuery): Promise<ScoredItem[]> {
    checkQuery(query);
    const groups = this.#groups("popularAmong");
    const limits = await this.catalogue.limits(query);
    if (!limits) return [];
    const { popularity } = (await this.catalogue.columns()).items();
    const shares = groups.shares(popularity, groups.of(query));
    const best = popularity
      .map((_, item) => item)
      .filter(this.catalogue.mayReturn(limits))
      .sort((a, b) => (shares[b] as number) - (shares[a] as number) || a - b)
      .slice(0, listLength(limits.n));
    return this.catalogue.scored({
      indices: best,
      numbers: Float32Array.from(best, (item) => shares[item] as number),
    });
  }

  async overlap(query: { item: string; others: string[] }): Promise<Overlap> {
    checkQuery(query);
    const item = this.catalogue.itemIndex(query.item);
    if (!Array.isArray(query.others)) throw badValue("a list of item ids as others", query.others);
    const others = query.others.map((id) => this.catalogue.itemIndex(id));
    return (await this.catalogue.userColumns()).overlap(item, others);
  }

  async taste(query: { users: string[]; n?: number }): Promise<SharedTaste> {
    checkQuery(query);
    const n = uint32(query.n ?? defaultCount, "n");
    if (!Array.isArray(query.users)) throw badValue("a list of user ids as users", query.users);
    const { categories, authors, items } = (await this.catalogue.columns()).taste(
      query.users.map((id) => this.catalogue.userIndex(id)),
    );
    const first = items.slice(0, n);
    const shared = await this.catalogue.items(first.map(([index]) => index));
    return {
      categories: categories.slice(0, n),
      authors: authors.slice(0, n),
      items: first.map(([, share], i) => ({ ...(shared[i] as Item), share })),
    };
  }

  #groups(call: string): AudienceGroups {
    const { groups } = this.outer;
    if (!groups) throw missingPart(call, "groups");
    return groups;
  }
}

const isLiked = ({ numbers }: IndexedNumbers) => numbers.some((weight) => weight > 0);
