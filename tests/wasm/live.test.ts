// What a site changes between two bundles: items hidden, boosted and added, and vectors of its own.
import { type Item, openInThread, type Recommender, type ScoredItem } from "pocketrec";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundleUrl, expectFailure, fetchGolden } from "./fixtures.ts";

const every = { n: 1000 };
const idsOf = (items: Item[]) => items.map(({ id }) => id);
let recommender: Recommender;
let ids: string[];

beforeEach(async () => {
  recommender = await openInThread(bundleUrl, { fetch: fetchGolden() });
  await recommender.load(["content", "groups", "languages"]);
  ids = idsOf(await recommender.popular(0, 1000));
});
afterEach(() => recommender.close());

/** Every list that a page can ask for. */
async function lists(): Promise<Item[][]> {
  const history = ids.slice(3, 6);
  const { places } = await recommender.groups();
  return [
    await recommender.recommend({ history, ...every }),
    await recommender.recommend({ user: "reader 0", ...every }),
    await recommender.recommend({ vector: new Array(20).fill(0.1), ...every }),
    await recommender.similar({ item: ids[4] as string, ...every }),
    await recommender.similar({ item: ids[4] as string, by: "content", ...every }),
    await recommender.popular(0, 1000),
    await recommender.titlesToRate({ diversity: 0, ...every }),
    await recommender.popularAmong({ place: places[0]?.name as string, ...every }),
    await recommender.searchItems("a", 1000),
  ];
}

test("hidden items are in no list until they are shown again", async () => {
  const hidden = [ids[0], ids[7], ids[20]] as string[];
  const before = await lists();
  await recommender.hide([...hidden, "an id of another shop"]);
  const after = await lists();
  before.forEach((list, i) => {
    const left = list.filter(({ id }) => !hidden.includes(id));
    expect(idsOf(after[i] as Item[]), `list ${i}`).toEqual(idsOf(left));
  });
  expect(before.filter((list, i) => list.length > (after[i] as Item[]).length)).not.toHaveLength(0);
  const byAuthor = idsOf(await recommender.titlesToRate({ knownAuthors: [], ...every }));
  expect(byAuthor.filter((id) => hidden.includes(id))).toEqual([]);
  expect((await recommender.item(ids[0] as string)).id).toBe(ids[0]);
  expect(idsOf(await recommender.popular(1, 2))).toEqual([ids[2], ids[3]]);
  await recommender.show(hidden);
  expect(await lists()).toEqual(before);
});

test("a boost changes an item's score and place", async () => {
  const query = { history: ids.slice(3, 6), ...every };
  const before = await recommender.recommend(query);
  const chosen = before.filter(({ score }) => score > 0).at(-1) as ScoredItem;
  await recommender.boost({ [chosen.id]: 16, "an id of another shop": 2 });
  const after = await recommender.recommend(query);
  const found = after.find(({ id }) => id === chosen.id) as ScoredItem;
  expect(found.score).toBeCloseTo(16 * chosen.score, 4);
  expect(after.indexOf(found)).toBeLessThan(before.indexOf(chosen));
  expect(after.map(({ score }) => score)).toEqual(
    after.map(({ score }) => score).sort((a, b) => b - a),
  );
  await recommender.boost({ [chosen.id]: 1 });
  expect(await recommender.recommend(query)).toEqual(before);
});

test("a vector from elsewhere ranks by its product", async () => {
  const vector = Array.from({ length: 20 }, (_, k) => Math.sin(k));
  const list = await recommender.recommend({ vector, ...every });
  expect(list).toHaveLength(ids.length);
  expect(await recommender.recommend({ vector: Float32Array.from(vector), ...every })).toEqual(
    list,
  );
  const turned = await recommender.recommend({ vector: vector.map((x) => -x), ...every });
  const scores = (items: ScoredItem[]) => new Map(items.map(({ id, score }) => [id, score]));
  for (const [id, score] of scores(turned)) expect(score + (scores(list).get(id) ?? 0)).toBe(0);
  for (const bad of [[1, 2], vector.map(() => Number.NaN)]) {
    await expectFailure(recommender.recommend({ vector: bad }), "bad-value", "20 finite numbers");
  }
});

describe("an added item", () => {
  const facts = {
    title: "Crème, again",
    author: "Søren Ærø",
    categories: ["fiction"],
    language: "french",
    year: 2026,
  };
  const id = "new-1";

  test("comes in lists where its content places it, and is found by its title", async () => {
    const place = await recommender.placeNewItem({ ...facts, n: 5 });
    const item = await recommender.addItem({ id, ...facts });
    expect(item).toMatchObject({ id, index: ids.length, title: facts.title, popularity: 0 });
    expect(await recommender.item(id)).toEqual(item);
    expect(await recommender.similar({ item: id, n: 5 })).toEqual(place.nearest);
    const near = place.nearest[0] as ScoredItem;
    const back = await recommender.similar({ item: near.id, ...every });
    expect(back.find((other) => other.id === id)?.score).toBeCloseTo(near.score, 5);
    expect(idsOf(await recommender.recommend({ history: [near.id], ...every }))).toContain(id);
    expect(idsOf(await recommender.recommend({ history: [id], n: 5 }))).toContain(near.id);
    expect(
      idsOf(await recommender.recommend({ history: [near.id], exploration: 1, n: 1 })),
    ).toEqual(expect.arrayContaining([expect.any(String)]));
    for (const typed of ["creme ag", "SØREN", id]) {
      expect(idsOf(await recommender.searchItems(typed, 1000)), typed).toContain(id);
    }
    expect(idsOf(await recommender.searchItems("creme zzz", 1000))).not.toContain(id);
    const explained = await recommender.explain({ history: [id, near.id], item: ids[1] as string });
    expect(idsOf(explained)).toContain(id);
  });

  test("passes and fails filters as others do", async () => {
    await recommender.addItem({ id, ...facts });
    const history = [ids[3] as string];
    const has = async (filter: object) =>
      idsOf(await recommender.recommend({ history, filter, ...every })).includes(id);
    for (const filter of [
      { categories: ["fiction", "no such"] },
      { authors: [facts.author] },
      { notAuthors: ["somebody else"] },
      { years: { from: 2026 } },
      { languages: ["french"] },
      { categories: ["fiction"], years: { from: 2000, to: 2030 } },
    ]) {
      expect(await has(filter), JSON.stringify(filter)).toBe(true);
    }
    for (const filter of [
      { categories: ["no such"] },
      { authors: ["somebody else"] },
      { notAuthors: [facts.author] },
      { years: { to: 2025 } },
      { languages: ["english"] },
    ]) {
      expect(await has(filter), JSON.stringify(filter)).toBe(false);
    }
  });

  test("can be hidden and boosted", async () => {
    await recommender.addItem({ id, ...facts });
    await recommender.hide([id]);
    for (const list of await lists()) expect(idsOf(list)).not.toContain(id);
    expect(await recommender.searchItems("again")).toEqual([]);
    await recommender.show([id]);
    await recommender.boost({ [id]: 16 });
    const near = (await recommender.similar({ item: id, n: 1 }))[0] as ScoredItem;
    expect((await recommender.similar({ item: near.id, n: 1 }))[0]?.id).toBe(id);
  });

  test("needs an id of its own, and the content part", async () => {
    await expectFailure(recommender.addItem({ id: ids[0] as string }), "bad-value", "no item has");
    await recommender.addItem({ id });
    await expectFailure(recommender.addItem({ id }), "bad-value", "no item has");
    const bare = await openInThread(bundleUrl, { fetch: fetchGolden() });
    await expectFailure(bare.addItem({ id, ...facts }), "missing-part", "content");
    bare.close();
  });
});

test.each([
  ["hide", ["no list"]],
  ["show", [[7]]],
  ["boost", [null]],
  ["boost", [{ a: "2" }]],
  ["addItem", [{ title: "no id" }]],
  ["addItem", [null]],
  ["recommend", [{ vector: [] }]],
])("%s(%j) is refused", async (name, parameters) => {
  const calls = recommender as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
  await expectFailure(calls[name]?.(...parameters) as Promise<unknown>, "bad-value");
});

test("a boost outside the range is refused, and nothing changes", async () => {
  const query = { history: ids.slice(3, 6), ...every };
  const before = await recommender.recommend(query);
  for (const bad of [0, -1, 17, Number.NaN]) {
    const factors = { [ids[1] as string]: 2, [ids[2] as string]: bad };
    await expectFailure(recommender.boost(factors), "bad-value", "1/16 to 16");
  }
  expect(await recommender.recommend(query)).toEqual(before);
});
