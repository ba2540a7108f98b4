// Questions about all items or all stored users at once, answered from columns that are copied out
// of the bundle once, when first asked for.
import { missingPart } from "./checks.js";
import type { LiveItem } from "./live.js";
import type { NativeFacets, NativeHistories } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import type { Facets, ItemFilter, MainCategories, NamedCount, Overlap, Shared } from "./types.js";

/** From this weight on an item counts as liked (core/recommender.h: 1 is an ordinary interaction). */
const liked = 16;

/** How often each of some things was counted, by its number. */
type Counts = Map<number, number>;

export class Columns {
  #facets: NativeFacets | undefined;
  #histories: NativeHistories | undefined;
  #usersOf: { offsets: Uint32Array; users: Uint32Array } | undefined;
  #lastMatching: { of: string; bits: Uint32Array } | undefined;

  /** `added`: items added at run time, which come to it. */
  constructor(
    private readonly native: NativeBundle,
    private readonly outer: OuterParts,
    private readonly added: readonly LiveItem[],
  ) {}

  /** What a page offers to filter by. */
  facets(): Facets {
    const { years, categories, categoryNames } = this.items();
    const counts = countsOf(categories);
    const known = years.filter((year) => year !== 0);
    const range = known.reduce(
      ({ from, to }, year) => ({ from: Math.min(from, year), to: Math.max(to, year) }),
      { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY },
    );
    return {
      categories: byCount(counts).map(([category, count]): NamedCount => {
        return { name: categoryNames[category] as string, numItems: count };
      }),
      years: known.length > 0 ? range : null,
      languages: this.#languages(),
    };
  }

  /** Those of the languages part, most items first; none where it is not loaded. */
  #languages(): NamedCount[] {
    const { names, ofItems } = this.outer.languages ?? { names: [], ofItems: new Uint8Array() };
    const counts = new Uint32Array(names.length + 1);
    for (const number of ofItems) counts[number] = (counts[number] as number) + 1;
    return names.map((name, i) => ({ name, numItems: counts[i + 1] as number }));
  }

  /** The first category of every item. */
  mainCategories(): MainCategories {
    const { categoryOffsets, categories, categoryNames } = this.items();
    const numItems = categoryOffsets.length - 1;
    const first = (item: number) =>
      categoryOffsets[item] === categoryOffsets[item + 1]
        ? undefined
        : categories[categoryOffsets[item] as number];
    const counts: Counts = new Map();
    for (let item = 0; item < numItems; item++) {
      const category = first(item);
      if (category !== undefined) add(counts, category);
    }
    const ranked = byCount(counts).map(([category]) => category);
    const ranks = new Map(ranked.map((category, rank) => [category, rank]));
    return {
      names: ranked.map((category) => categoryNames[category] as string),
      ofItems: Uint32Array.from(
        { length: numItems },
        (_, item) => ranks.get(first(item) ?? -1) ?? ranked.length,
      ),
    };
  }

  /** The items that pass a filter: a bit for each, from the lowest of the first word on. */
  matching(filter: ItemFilter): Uint32Array {
    const of = JSON.stringify([filter, this.added.length, this.outer.languages !== undefined]);
    if (this.#lastMatching?.of !== of) this.#lastMatching = { of, bits: this.#matching(filter) };
    return this.#lastMatching.bits;
  }

  #matching(filter: ItemFilter): Uint32Array {
    const { years, authors, categoryOffsets, categories, ...names } = this.items();
    const wanted = numbersOf(names.categoryNames, filter.categories);
    const by = numbersOf(names.authorNames, filter.authors);
    const notBy = numbersOf(names.authorNames, filter.notAuthors);
    const isSpoken = this.#spoken(filter.languages);
    const isOfTime = yearTest(filter.years);
    const numItems = years.length;
    const bits = new Uint32Array(Math.ceil((numItems + this.added.length) / 32));
    const pass = (item: number) => {
      bits[item >> 5] = (bits[item >> 5] as number) | (1 << (item & 31));
    };
    for (let item = 0; item < numItems; item++) {
      if (!isOfTime(years[item] as number) || !isSpoken(item)) continue;
      const author = authors[item] as number;
      if ((by && !by.has(author)) || notBy?.has(author)) continue;
      if (wanted) {
        const own = categories.subarray(categoryOffsets[item], categoryOffsets[item + 1]);
        if (!own.some((category) => wanted.has(category))) continue;
      }
      pass(item);
    }
    this.added.forEach((item, i) => {
      if (passes(filter, item)) pass(numItems + i);
    });
    return bits;
  }

  /** Is an item in one of these languages? */
  #spoken(wanted: string[] | undefined): (item: number) => boolean {
    if (!wanted) return () => true;
    const { languages } = this.outer;
    if (!languages) throw missingPart("a filter by languages", "languages");
    const numbers = numbersOf(languages.names, wanted) as Set<number>;
    return (item) => numbers.has((languages.ofItems[item] as number) - 1);
  }

  /** How many stored users like an item, how many each other, and how many both. */
  overlap(item: number, others: number[]): Overlap {
    const own = new Set(this.#likedBy(item));
    return {
      liked: own.size,
      others: others.map((other) => {
        const users = this.#likedBy(other);
        return { liked: users.length, both: users.filter((user) => own.has(user)).length };
      }),
    };
  }

  /** What these users like: of each category, author and item the share of them who do. */
  taste(users: number[]): { categories: Shared[]; authors: Shared[]; items: [number, number][] } {
    const { offsets, items, weights } = this.#users();
    const { authors, authorNames, categoryOffsets, categories, categoryNames } = this.items();
    const counts = { categories: new Map(), authors: new Map(), items: new Map() } satisfies Record<
      string,
      Counts
    >;
    // Of one user, or of few, many are equally common: those they like more of come first.
    const numLiked = { categories: new Map() as Counts, authors: new Map() as Counts };
    for (const user of users) {
      const own = { categories: new Set<number>(), authors: new Set<number>() };
      for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
        if ((weights[i] as number) < liked) continue;
        const item = items[i] as number;
        add(counts.items, item);
        own.authors.add(authors[item] as number);
        add(numLiked.authors, authors[item] as number);
        for (
          let c = categoryOffsets[item] as number;
          c < (categoryOffsets[item + 1] as number);
          c++
        ) {
          own.categories.add(categories[c] as number);
          add(numLiked.categories, categories[c] as number);
        }
      }
      for (const author of own.authors) add(counts.authors, author);
      for (const category of own.categories) add(counts.categories, category);
    }
    const shares = (found: Counts, among: Counts, names: string[]): Shared[] =>
      byCount(found, among)
        .map(([number, count]) => ({ name: names[number] as string, share: count / users.length }))
        .filter(({ name }) => name !== "");
    return {
      categories: shares(counts.categories, numLiked.categories, categoryNames),
      authors: shares(counts.authors, numLiked.authors, authorNames),
      items: byCount(counts.items).map(([item, count]) => [item, count / users.length]),
    };
  }

  /** What every item is, by its index. */
  items(): NativeFacets {
    this.#facets ??= this.native.ask((module) => module.facets());
    return this.#facets;
  }

  #users(): NativeHistories {
    this.#histories ??= this.native.ask((module) => module.histories());
    return this.#histories;
  }

  /** The users who like an item, ascending. */
  #likedBy(item: number): Uint32Array {
    this.#usersOf ??= usersByItem(this.#users(), this.native.info.numItems);
    const { offsets, users } = this.#usersOf;
    return users.subarray(offsets[item], offsets[item + 1]);
  }
}

function yearTest(years: ItemFilter["years"]): (year: number) => boolean {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = years ?? {};
  return (year) => !years || (year !== 0 && year >= from && year <= to);
}

/** Does an item pass whose facts are names? */
function passes(filter: ItemFilter, { author, year, categories, language }: LiveItem): boolean {
  const isAmong = (names: string[] | undefined, own: string[]) =>
    !names || own.some((name) => names.includes(name));
  return (
    yearTest(filter.years)(year ?? 0) &&
    isAmong(filter.categories, categories) &&
    isAmong(filter.authors, [author]) &&
    isAmong(filter.languages, [language]) &&
    !filter.notAuthors?.includes(author)
  );
}

/** Histories the other way round: of each item, those who like it. */
function usersByItem({ offsets, items, weights }: NativeHistories, numItems: number) {
  const begins = new Uint32Array(numItems + 1);
  const isLiked = (i: number) => (weights[i] as number) >= liked;
  for (let i = 0; i < items.length; i++) {
    if (isLiked(i)) (begins[(items[i] as number) + 1] as number)++;
  }
  for (let item = 0; item < numItems; item++) {
    begins[item + 1] = (begins[item] as number) + (begins[item + 1] as number);
  }
  const next = begins.slice();
  const users = new Uint32Array(begins[numItems] as number);
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
      if (!isLiked(i)) continue;
      const item = items[i] as number;
      users[next[item] as number] = user;
      next[item] = (next[item] as number) + 1;
    }
  }
  return { offsets: begins, users };
}

/** The numbers of these names; undefined where all will do. */
function numbersOf(names: string[], wanted: string[] | undefined): Set<number> | undefined {
  if (!wanted) return undefined;
  const looked = new Set(wanted);
  return new Set(names.flatMap((name, number) => (looked.has(name) ? [number] : [])));
}

function countsOf(numbers: Uint32Array): Counts {
  const counts: Counts = new Map();
  for (const number of numbers) add(counts, number);
  return counts;
}

function add(counts: Counts, number: number): void {
  counts.set(number, (counts.get(number) ?? 0) + 1);
}

/** Most first; ties by `further`, then by number. */
function byCount(counts: Counts, further: Counts = new Map()): [number, number][] {
  const more = (number: number) => further.get(number) ?? 0;
  return [...counts].sort(([a, m], [b, n]) => n - m || more(b) - more(a) || a - b);
}
