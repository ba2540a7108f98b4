// What the queries promise beyond the golden answers: shapes, limits, and an error for every misuse.
import { type ListOptions, openInThread, type Recommender, type ScoredItem } from "pocketrec";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleUrl, expectFailure, fetchGolden } from "./fixtures.ts";

let recommender: Recommender;
let ids: string[];
const open = () => openInThread(bundleUrl, { fetch: fetchGolden() });

beforeAll(async () => {
  recommender = await open();
  ids = (await recommender.popular(0, 1000)).map(({ id }) => id);
});
afterAll(() => recommender.close());

/** For calls that the compiler would refuse, as a caller without one can make them. */
const untyped = () =>
  recommender as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;

describe("shapes", () => {
  const item = {
    index: expect.any(Number),
    id: expect.any(String),
    title: expect.any(String),
    author: expect.any(String),
    publisher: expect.any(String),
    categories: expect.any(Array),
    popularity: expect.any(Number),
    otherIds: expect.any(Array),
  };
  const keys = [...Object.keys(item), "year"].sort();

  test("an item is exactly what Item says", async () => {
    for (const each of await recommender.popular(0, 1000)) {
      expect(each).toMatchObject(item);
      expect(Object.keys(each).sort()).toEqual(keys);
      expect(each.year === null || Number.isInteger(each.year)).toBe(true);
      expect([...each.categories, ...each.otherIds].every((s) => typeof s === "string")).toBe(true);
      expect(await recommender.item(each.id)).toEqual(each);
    }
  });

  test("some items have a year, some have none, some have other ids that find them", async () => {
    const items = await recommender.popular(0, 1000);
    expect(items.some(({ year }) => year === null)).toBe(true);
    expect(items.some(({ year }) => year !== null)).toBe(true);
    const merged = items.find(({ otherIds }) => otherIds.length > 0);
    expect(merged).toBeDefined();
    expect(await recommender.item(merged?.otherIds[0] as string)).toEqual(merged);
  });

  test("lists have a score with every item", async () => {
    const lists = await Promise.all([
      recommender.recommend({ history: ids.slice(0, 3) }),
      recommender.recommend({ user: "reader 0" }),
      recommender.similar({ item: ids[0] as string }),
      recommender.explain({ history: ids.slice(0, 3), item: ids[9] as string }),
      recommender.explain({ user: "reader 0", item: ids[9] as string }),
      recommender.userHistory("reader 0"),
    ]);
    for (const list of lists) {
      expect(list.length).toBeGreaterThan(0);
      for (const each of list) {
        expect(each).toMatchObject({ ...item, score: expect.any(Number) });
        expect(Object.keys(each).sort()).toEqual([...keys, "score"].sort());
      }
    }
  });

  test("info says what the manifest says", () => {
    const { manifest, ...info } = recommender.info;
    expect(manifest.format).toBe("pocketrec-bundle");
    expect(info).toMatchObject({
      numItems: manifest.counts.items,
      numUsers: manifest.counts.users,
      numFactors: manifest.counts.factors,
      bits: 8,
      hasTitles: true,
      hasSearch: true,
      hasUsers: true,
    });
  });

  test("everything returned survives a structured clone: plain data, no views", async () => {
    const list = await recommender.recommend({ history: ids.slice(0, 3) });
    expect(structuredClone(list)).toEqual(list);
    expect(structuredClone(recommender.info)).toEqual(recommender.info);
  });
});

describe("limits", () => {
  test("the history never comes back unless asked for", async () => {
    const history = ids.slice(0, 5);
    const others = await recommender.recommend({ history, n: 1000 });
    expect(others).toHaveLength(ids.length - 5);
    expect(others.some(({ id }) => history.includes(id))).toBe(false);
    expect(await recommender.recommend({ history, n: 1000, includeHistory: true })).toHaveLength(
      ids.length,
    );
    const disliked = { id: ids[9] as string, weight: 0 };
    expect(
      (
        await recommender.recommend({
          history: [...history, disliked],
          n: 1000,
          includeHistory: true,
        })
      ).some(({ id }) => id === disliked.id),
    ).toBe(false);
  });

  test("exclude and allow are kept, and ids unknown to the bundle are ignored in them", async () => {
    const [liked, ...rest] = ids as [string, ...string[]];
    const allow = rest.slice(0, 6);
    const exclude = rest.slice(0, 2);
    const list = await recommender.recommend({
      history: [liked],
      allow: [...allow, "gone"],
      exclude: [...exclude, "gone"],
    });
    expect(new Set(list.map(({ id }) => id))).toEqual(new Set(allow.slice(2)));
  });

  test("allowing only what the bundle does not have allows nothing", async () => {
    const history = ids.slice(0, 1);
    expect(await recommender.recommend({ history, allow: ["gone"] })).toEqual([]);
    expect(await recommender.recommend({ history, allow: [] })).toEqual([]);
    expect(await recommender.similar({ item: ids[0] as string, allow: ["gone"] })).toEqual([]);
  });

  test("diversity and novelty choose among the same items, and leave the scores alone", async () => {
    const byId = (list: { id: string }[]) => list.sort((a, b) => (a.id < b.id ? -1 : 1));
    const calls: ((variety: ListOptions) => Promise<ScoredItem[]>)[] = [
      (variety) => recommender.recommend({ history: ids.slice(0, 3), n: 1000, ...variety }),
      (variety) => recommender.recommend({ user: "reader 0", n: 1000, ...variety }),
      (variety) => recommender.similar({ item: ids[0] as string, n: 1000, ...variety }),
    ];
    for (const call of calls) {
      const plain = await call({});
      expect(await call({ diversity: 0, novelty: 0 })).toEqual(plain);
      for (const variety of [{ diversity: 0.5 }, { novelty: 0.5 }, { diversity: 1, novelty: 1 }]) {
        const varied = await call(variety);
        expect(varied).not.toEqual(plain);
        expect(byId(varied)).toEqual(byId([...plain]));
      }
    }
  });

  test("the rarest comes first where novelty is all", async () => {
    const found = await recommender.recommend({ history: ids.slice(0, 1), novelty: 1, n: 3 });
    expect(found.map(({ id }) => id)).toEqual(ids.slice(-3).reverse());
  });

  test("a history kept from an earlier bundle may skip what is gone", async () => {
    const history = ids.slice(0, 2);
    expect(
      await recommender.recommend({ history: [...history, "gone"], skipUnknown: true }),
    ).toEqual(await recommender.recommend({ history }));
    await expectFailure(
      recommender.recommend({ history: [...history, "gone"] }),
      "unknown-item",
      "gone",
    );
    await expectFailure(
      recommender.recommend({ history: ["gone"], skipUnknown: true }),
      "empty-history",
    );
  });

  test("popular() and searchUsers() can be paged to their ends", async () => {
    expect((await recommender.popular(10, 5)).map(({ id }) => id)).toEqual(ids.slice(10, 15));
    expect(await recommender.popular(ids.length - 2, 5)).toHaveLength(2);
    expect(await recommender.popular(10 ** 9, 5)).toEqual([]);
    const users = await recommender.searchUsers("", 0, 1000);
    expect(users).toHaveLength(recommender.info.numUsers);
    expect(await recommender.searchUsers("", 3, 4)).toEqual(users.slice(3, 7));
    expect(await recommender.searchUsers("reader 2", 0, 1000)).toEqual(
      users.filter(({ id }) => id.startsWith("reader 2")),
    );
    expect(await recommender.searchUsers("nobody")).toEqual([]);
  });
});

describe("misuse", () => {
  test.each([0, 1001, 1e6, 2 ** 32 + 5, -1, 2.5, Number.NaN, "10"])("n of %s", async (n) => {
    const calls = [
      untyped().recommend?.({ history: ids.slice(0, 1), n }),
      untyped().similar?.({ item: ids[0], n }),
      untyped().searchItems?.("a", n),
      untyped().searchUsers?.("", 0, n),
      untyped().popular?.(0, n),
    ];
    for (const call of calls) await expectFailure(call as Promise<unknown>, "bad-count");
  });

  test.each([-0.1, 1.1, 1 + 1e-12, Number.NaN, Number.POSITIVE_INFINITY, "0.5", true, {}])(
    "a diversity, novelty or exploration of %s",
    async (share) => {
      for (const name of ["diversity", "novelty", "exploration"]) {
        const calls = [
          untyped().recommend?.({ history: ids.slice(0, 1), [name]: share }),
          untyped().recommend?.({ user: "reader 0", [name]: share }),
          untyped().similar?.({ item: ids[0], [name]: share }),
        ];
        const expected = `expected a ${name} from 0 to 1, found `;
        for (const call of calls)
          await expectFailure(call as Promise<unknown>, "bad-value", expected);
      }
    },
  );

  test("unknown ids", async () => {
    await expectFailure(recommender.item("nope"), "unknown-item", "nope");
    await expectFailure(recommender.similar({ item: "nope" }), "unknown-item", "nope");
    await expectFailure(recommender.recommend({ user: "nope" }), "unknown-user", "nope");
    await expectFailure(recommender.userHistory("nope"), "unknown-user", "nope");
    await expectFailure(recommender.explain({ history: ids, item: "nope" }), "unknown-item");
  });

  test("histories with nothing to learn from", async () => {
    await expectFailure(recommender.recommend({ history: [] }), "empty-history");
    const disliked = { id: ids[0] as string, weight: 0 };
    await expectFailure(recommender.recommend({ history: [disliked] }), "empty-history");
  });

  test.each([-1, 17, Number.NaN, Number.POSITIVE_INFINITY])("a weight of %s", (weight) =>
    expectFailure(
      recommender.recommend({ history: [{ id: ids[0] as string, weight }] }),
      "bad-value",
    ),
  );

  test.each([
    ["recommend", undefined],
    ["recommend", {}],
    ["recommend", { history: "abc" }],
    ["recommend", { history: [7] }],
    ["recommend", { history: [null] }],
    ["recommend", { history: [{ id: "0440010003X", weight: "1" }] }],
    ["recommend", { user: 7 }],
    ["recommend", { history: ["0440010003X"], exclude: "abc" }],
    ["recommend", { history: ["0440010003X"], allow: [7] }],
    ["similar", {}],
    ["similar", null],
    ["explain", { item: "0440010003X" }],
    ["item", undefined],
    ["searchItems", 7],
    ["searchUsers", null],
    ["userHistory", undefined],
  ])("%s(%j)", (name, argument) =>
    expectFailure(untyped()[name]?.(argument) as Promise<unknown>, "bad-value", "expected"),
  );

  test("values that are no JSON", async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const argument of [10n, Symbol("item"), cycle, "x".repeat(10 ** 6), () => 0]) {
      const query = { history: [{ id: ids[0], weight: argument }] };
      await expectFailure(untyped().recommend?.(query) as Promise<unknown>, "bad-value");
      const counted = { item: ids[0], n: argument };
      await expectFailure(untyped().similar?.(counted) as Promise<unknown>, "bad-count");
    }
  });

  test("text that looks dangerous is only text", async () => {
    for (const words of ["\0", "\ud800", "a".repeat(100_000), "%_'\"<b>", "🂡".repeat(50)]) {
      expect(await recommender.searchItems(words)).toBeInstanceOf(Array);
      await expectFailure(recommender.item(words), "unknown-item");
    }
  });
});

test("a cancelled call rejects, and others are answered", async () => {
  const [cancelled, answered] = [
    recommender.popular(0, 1, { signal: AbortSignal.abort() }),
    recommender.popular(0, 1),
  ];
  await expectFailure(cancelled, "cancelled");
  expect(await answered).toHaveLength(1);
});

test("after close() everything is refused, and closing again is harmless", async () => {
  const closing = await open();
  closing.close();
  closing.close();
  await expectFailure(closing.popular(), "closed");
  await expectFailure(closing.recommend({ history: ids }), "closed");
  await expectFailure(closing.load(), "closed");
  expect(closing.info.numItems).toBe(ids.length);
});

describe("new items", () => {
  const item = { title: "Crème, again", author: "Søren Ærø", categories: ["fiction"] };

  test("need the content part, which loads when it is named", async () => {
    const own = await open();
    await expectFailure(own.placeNewItem(item), "missing-part", "content part");
    expect(own.info.hasContent).toBe(false);
    expect(await own.load(["content"])).toMatchObject({ hasContent: true });
    const place = await own.placeNewItem({ ...item, n: 3, numUsers: 4 });
    expect(place.nearest).toHaveLength(3);
    expect(place.users).toHaveLength(4);
    expect(place.numKnown).toBeGreaterThan(0);
    expect(place.certainty).toBeGreaterThanOrEqual(0);
    expect(place.certainty).toBeLessThanOrEqual(1);
    expect((await own.placeNewItem(item)).users).toEqual([]);
    const allowed = await own.placeNewItem({ ...item, allow: ["none of ours"], numUsers: 4 });
    expect(allowed).toEqual({ ...place, nearest: [] });
    expect(await own.placeNewItem({})).toEqual({
      nearest: [],
      users: [],
      numKeys: 0,
      numKnown: 0,
      certainty: 0,
    });
    own.close();
  });

  test.each([
    [{ title: 7 }, "a text as title"],
    [{ categories: "fiction" }, "a list of texts as categories"],
    [{ categories: [1] }, "a text as category"],
    [{ year: 1.5 }, "a whole year"],
    [{ year: 1e9 }, "a whole year"],
  ])("%j is refused", async (facts, expected) => {
    await expectFailure(untyped().placeNewItem?.(facts) as Promise<unknown>, "bad-value", expected);
  });
});
