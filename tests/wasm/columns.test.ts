// Filters, audiences and tastes: each answer is counted anew here from what single items and users
// say of themselves.
import { type Item, openInThread, type Recommender, type ScoredItem } from "pocketrec";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleUrl, expectFailure, fetchGolden } from "./fixtures.ts";

let recommender: Recommender;
let items: Item[];
let users: { id: string; liked: Set<string>; all: Set<string> }[];

beforeAll(async () => {
  recommender = await openInThread(bundleUrl, {
    fetch: fetchGolden(),
    parts: ["items", "encoder", "titles", "search", "users", "content"],
  });
  items = await recommender.popular(0, 1000);
  users = [];
  for (const { id } of await recommender.searchUsers("", 0, 1000)) {
    const history = await recommender.userHistory(id);
    const liked = history.filter(({ score }) => score >= 1).map((item) => item.id);
    users.push({ id, liked: new Set(liked), all: new Set(history.map((item) => item.id)) });
  }
});
afterAll(() => recommender.close());

const idsOf = (list: Item[]) => list.map(({ id }) => id);
const likedBy = (id: string) => users.filter(({ liked }) => liked.has(id));

/** Every list that takes options, for each of which a filter must hold. */
async function lists(options: object): Promise<ScoredItem[][]> {
  const id = items[0]?.id as string;
  return [
    await recommender.recommend({ history: [id], ...options }),
    await recommender.recommend({ user: users[0]?.id as string, ...options }),
    await recommender.similar({ item: id, ...options }),
    await recommender.similar({ item: id, by: "content", ...options }),
    await recommender.titlesToRate(options),
    await recommender.titlesToRate({ history: [id], ...options }),
    (await recommender.placeNewItem({ title: items[0]?.title as string, ...options })).nearest,
  ];
}

describe("filters", () => {
  test("facets count each category, and find the first and the last year", async () => {
    const { categories, years } = await recommender.facets();
    const counts = new Map<string, number>();
    for (const item of items) {
      for (const name of item.categories) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(new Map(categories.map(({ name, numItems }) => [name, numItems]))).toEqual(counts);
    const sizes = categories.map(({ numItems }) => numItems);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const known = items.flatMap(({ year }) => (year === null ? [] : [year]));
    expect(years).toEqual({ from: Math.min(...known), to: Math.max(...known) });
  });

  test("every list holds what passes, and all of it where there is room", async () => {
    const { categories } = await recommender.facets();
    const [name] = categories.map(({ name }) => name);
    const passing = items.filter((item) => item.categories.includes(name as string));
    expect(passing.length).toBeGreaterThan(1);
    for (const list of await lists({ filter: { categories: [name] }, n: 1000 })) {
      expect(list.length).toBeGreaterThan(0);
      for (const item of list) expect(item.categories).toContain(name);
    }
    const popular = await recommender.titlesToRate({
      filter: { categories: [name as string] },
      n: 1000,
      diversity: 0,
    });
    expect(idsOf(popular)).toEqual(idsOf(passing));
  });

  test("years include both ends, and leave out items of an unknown year", async () => {
    const year = items.find((item) => item.year !== null)?.year as number;
    const of = async (years: object) =>
      recommender.titlesToRate({ filter: { years }, n: 1000, diversity: 0 });
    expect(idsOf(await of({ from: year, to: year }))).toEqual(
      idsOf(items.filter((item) => item.year === year)),
    );
    expect(idsOf(await of({}))).toEqual(idsOf(items.filter((item) => item.year !== null)));
  });

  test("authors and those to leave out, together with an allow-list", async () => {
    const author = items[0]?.author as string;
    const of = async (filter: object, allow?: string[]) =>
      recommender.titlesToRate({ filter, n: 1000, diversity: 0, ...(allow ? { allow } : {}) });
    const own = items.filter((item) => item.author === author);
    expect(idsOf(await of({ authors: [author] }))).toEqual(idsOf(own));
    expect(idsOf(await of({ notAuthors: [author] }))).toEqual(
      idsOf(items.filter((item) => item.author !== author)),
    );
    expect(await of({ authors: [author], notAuthors: [author] })).toEqual([]);
    const id = own[0]?.id as string;
    expect(idsOf(await of({ authors: [author] }, [id, "no such id"]))).toEqual([id]);
    expect(await of({ authors: ["nobody of this name"] })).toEqual([]);
  });

  test("a filter that is none is refused", async () => {
    for (const filter of [
      1,
      null,
      { categories: "x" },
      { years: { from: "1" } },
      { years: null },
    ]) {
      await expectFailure(
        recommender.titlesToRate({ filter: filter as never }),
        "bad-value",
        "filter",
      );
    }
  });
});

describe("titles to rate", () => {
  test("popular ones of different kinds, none of which was answered", async () => {
    const plain = await recommender.titlesToRate({ diversity: 0 });
    expect(idsOf(plain)).toEqual(idsOf(items.slice(0, 10)));
    const first = await recommender.titlesToRate();
    expect(first).toHaveLength(10);
    const answered = first.slice(0, 3).map(({ id }) => ({ id, weight: 0 }));
    const next = idsOf(await recommender.titlesToRate({ history: answered, diversity: 0 }));
    for (const { id } of answered) expect(next).not.toContain(id);
  });

  test("after a liked one, what recommend() gives", async () => {
    const history = [{ id: items[0]?.id as string }];
    expect(idsOf(await recommender.titlesToRate({ history }))).toEqual(
      idsOf(await recommender.recommend({ history })),
    );
  });
});

describe("titles to rate by visitors who may know the author", () => {
  /** Of each author the first title that is left, best-known authors first; who has none is alone. */
  function byAuthor(asked: string[]): string[] {
    const nameOf = ({ author, id }: Item) => author || id;
    const people = new Map<string, number>();
    for (const item of items) {
      people.set(nameOf(item), (people.get(nameOf(item)) ?? 0) + item.popularity);
    }
    const met = new Set(items.filter(({ id }) => asked.includes(id)).map(nameOf));
    const firsts = items.filter((item) => !met.has(nameOf(item)) && met.add(nameOf(item)));
    const peopleOf = (item: Item) => people.get(nameOf(item)) as number;
    return idsOf(firsts.sort((a, b) => peopleOf(b) - peopleOf(a)));
  }
  const titlesOf = (author: string) => idsOf(items.filter((item) => item.author === author));

  test("one of each author, authors by all who chose their titles, then popular ones", async () => {
    const asked = await recommender.titlesToRate({ knownAuthors: [], n: 1000 });
    const firsts = byAuthor([]);
    expect(idsOf(asked).slice(0, firsts.length)).toEqual(firsts);
    expect(firsts).not.toEqual(idsOf(items.slice(0, firsts.length)));
    const rest = idsOf(items).filter((id) => !firsts.includes(id));
    expect(idsOf(asked).slice(firsts.length)).toEqual(rest);
    const [popular] = await recommender.titlesToRate({ allow: [firsts[1] as string], n: 1 });
    expect(asked[1]).toEqual(popular);
  });

  test("an author is not asked about again while others are left", async () => {
    const [first, second] = byAuthor([]) as [string, string];
    const query = { history: [{ id: first, weight: 0 }], exclude: [second], knownAuthors: [] };
    const firsts = byAuthor([first, second]);
    const next = await recommender.titlesToRate({ ...query, n: firsts.length });
    expect(idsOf(next)).toEqual(firsts);
  });

  test("titles of an author who is known come first, at most ten besides the first", async () => {
    const author = items[0]?.author as string;
    const [skipped, ...others] = titlesOf(author) as [string, ...string[]];
    expect(others.length).toBeGreaterThan(11);
    const query = { exclude: [skipped], knownAuthors: [author] };
    expect(idsOf(await recommender.titlesToRate({ ...query, n: 4 }))).toEqual(others.slice(0, 4));
    const asked = idsOf(await recommender.titlesToRate({ ...query, n: 12 }));
    expect(asked.slice(0, 10)).toEqual(others.slice(0, 10));
    expect(asked.slice(10)).toEqual(byAuthor([skipped]).slice(0, 2));
    // Behind them, for who likes something, what recommend() gives.
    const history = [others[0] as string];
    const liked = idsOf(await recommender.titlesToRate({ ...query, history, n: 12 }));
    expect(liked.slice(0, 9)).toEqual(others.slice(1, 10));
    const exclude = [skipped, ...others.slice(1, 10)];
    expect(liked.slice(9)).toEqual(idsOf(await recommender.recommend({ history, exclude, n: 3 })));
  });

  test("within a filter; authors whom nobody knows change nothing", async () => {
    const { author } = items[0] as Item;
    const query = { filter: { notAuthors: [author] }, knownAuthors: [author, "Nobody", ""] };
    const asked = await recommender.titlesToRate({ ...query, n: 1000 });
    expect(asked.every((item) => item.author !== author)).toBe(true);
    expect(idsOf(asked).sort()).toEqual(
      idsOf(items.filter((item) => item.author !== author)).sort(),
    );
  });

  test("what cannot be meant is refused", async () => {
    const asked = (query: object) => recommender.titlesToRate({ knownAuthors: [], ...query });
    await expectFailure(asked({ knownAuthors: "Tolkien" }), "bad-value", "knownAuthors");
    await expectFailure(asked({ n: 0 }), "bad-count", "1 to 1000");
    await expectFailure(asked({ n: 1001 }), "bad-count", "1 to 1000");
  });
});

describe("stored users", () => {
  test("an item's audience has not chosen it, and is in order", async () => {
    const id = items[3]?.id as string;
    const audience = await recommender.audience({ item: id, n: 1000 });
    const others = users.filter(({ all }) => !all.has(id)).map((user) => user.id);
    expect(audience.map((user) => user.id).sort()).toEqual(others.sort());
    const scores = audience.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(await recommender.audience({ item: id, n: 3 })).toEqual(audience.slice(0, 3));
  });

  test("overlaps are counts of people", async () => {
    const [own, ...others] = idsOf(items.slice(0, 6)) as [string, ...string[]];
    const found = await recommender.overlap({ item: own, others });
    expect(found.liked).toBe(likedBy(own).length);
    expect(found.others).toEqual(
      others.map((id) => ({
        liked: likedBy(id).length,
        both: likedBy(id).filter(({ liked }) => liked.has(own)).length,
      })),
    );
  });

  test("a taste is the shares of users who like a category, an author, an item", async () => {
    const few = users.slice(0, 4);
    const taste = await recommender.taste({ users: few.map(({ id }) => id), n: 1000 });
    const shareOf = (matches: (item: Item) => boolean) =>
      few.filter(({ liked }) => items.some((item) => liked.has(item.id) && matches(item))).length /
      few.length;
    expect(taste.items.length).toBeGreaterThan(0);
    for (const { id, share } of taste.items) expect(share).toBe(shareOf((item) => item.id === id));
    for (const { name, share } of taste.authors) {
      expect(share).toBe(shareOf((item) => item.author === name));
    }
    for (const { name, share } of taste.categories) {
      expect(share).toBe(shareOf((item) => item.categories.includes(name)));
    }
  });

  test("of one user, the categories and authors with most of their items come first", async () => {
    for (const { id, liked } of users.slice(0, 8)) {
      const { categories, authors } = await recommender.taste({ users: [id], n: 1000 });
      const own = items.filter((item) => liked.has(item.id));
      const inCategory = categories.map(({ name }) =>
        own.filter((i) => i.categories.includes(name)),
      );
      const byAuthor = authors.map(({ name }) => own.filter(({ author }) => author === name));
      for (const lists of [inCategory, byAuthor]) {
        const counts = lists.map(({ length }) => length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
      }
    }
  });

  test("misuse is refused in one sentence", async () => {
    const id = items[0]?.id as string;
    await expectFailure(recommender.audience({ item: "nothing" }), "unknown-item", "nothing");
    await expectFailure(recommender.audience({ item: id, n: 0 }), "bad-count", "0");
    await expectFailure(recommender.taste({ users: ["nobody"] }), "unknown-user", "nobody");
    await expectFailure(
      recommender.overlap({ item: id, others: 1 as never }),
      "bad-value",
      "as others",
    );
    await expectFailure(recommender.similar({ item: id, by: "x" as never }), "bad-value", "by");
  });
});
