// The parts of groups and languages: what they answer, and that nothing else passes for one of them.
import { openInThread, type PartName, type Recommender } from "pocketrec";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleUrl, expectFailure, fetchGolden, fetchWithPart, goldenPart } from "./fixtures.ts";

let recommender: Recommender;
let numItems: number;
const open = (fetch = fetchGolden()) => openInThread(bundleUrl, { fetch, parts: ["titles"] });

beforeAll(async () => {
  recommender = await openInThread(bundleUrl, { fetch: fetchGolden() });
  await recommender.load(["groups"]);
  numItems = recommender.info.numItems;
});
afterAll(() => recommender.close());

describe("groups", () => {
  test("load only when they are named", async () => {
    const own = await open();
    expect(own.info).toMatchObject({ hasGroups: false, hasLanguages: false });
    await expectFailure(own.groups(), "missing-part", "groups part");
    await expectFailure(own.readers("x"), "unknown-item");
    await expectFailure(own.popularAmong({}), "missing-part", "popularAmong");
    expect(await own.load(["groups"])).toMatchObject({ hasGroups: true, hasLanguages: false });
    own.close();
  });

  test("are places and ages, with their people", async () => {
    const { people, leastPeople, places, ages } = await recommender.groups();
    expect(leastPeople).toBe(1);
    expect(places).toEqual([{ name: "égypte", people: expect.any(Number) }]);
    expect(ages).toEqual([{ name: "35-44", from: 35, to: 44, people: expect.any(Number) }]);
    for (const group of [...places, ...ages]) {
      expect(group.people).toBeGreaterThanOrEqual(10);
      expect(group.people).toBeLessThanOrEqual(people);
    }
  });

  test("an item's readers are no more than it has, and those of all items are all", async () => {
    const items = await recommender.popular(0, numItems);
    for (const { id, popularity } of items) {
      const { people, places, ages } = await recommender.readers(id);
      expect(people).toBe(popularity);
      for (const { chose } of [...places, ...ages]) {
        expect(chose).toBeGreaterThan(0);
        expect(chose).toBeLessThanOrEqual(popularity);
      }
    }
    const last = await recommender.readers(items.at(-1)?.id as string);
    expect(last).toEqual({ people: 0, places: [], ages: [] });
  });

  test("what they choose keeps to the limits of a list", async () => {
    const all = await recommender.popularAmong({ place: "égypte", n: 1000 });
    expect(all).toHaveLength(numItems);
    const scores = all.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const [first, second, third] = all.map(({ id }) => id) as [string, string, string];
    const ids = async (options: object) =>
      (await recommender.popularAmong({ place: "égypte", ...options })).map(({ id }) => id);
    expect(await ids({ n: 2, exclude: [first] })).toEqual([second, third]);
    expect(await ids({ allow: [third, first] })).toEqual([first, third]);
    expect(await ids({ filter: { categories: [] } })).toEqual([]);
    expect(await recommender.popularAmong({ n: 3 })).toHaveLength(3);
  });

  test("nobody is in a group that is not there", async () => {
    await expectFailure(recommender.popularAmong({ place: "narnia" }), "bad-value", "narnia");
    await expectFailure(recommender.popularAmong({ age: 20 }), "bad-value", "20");
    await expectFailure(recommender.popularAmong({ place: "35-44" }), "bad-value");
    await expectFailure(recommender.popularAmong({ place: "égypte", n: 0 }), "bad-count");
  });
});

describe("languages", () => {
  test("are facets, those of most items first, and filter lists", async () => {
    const { languages } = await recommender.facets();
    expect(languages.map(({ name }) => name).sort()).toEqual(["en", "中文"]);
    const counts = languages.map((language) => language.numItems);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const history = [(await recommender.popular(0, 1))[0]?.id as string];
    const filtered = async (names: string[]) => {
      const query = { history, n: 1000, includeHistory: true, filter: { languages: names } };
      return (await recommender.recommend(query)).length;
    };
    for (const { name, numItems } of languages) expect(await filtered([name])).toBe(numItems);
    expect(await filtered(["en", "中文"])).toBe(counts.reduce((sum, count) => sum + count));
    expect(await filtered(["fr"])).toBe(0);
  });

  test("must be loaded before they can be asked for", async () => {
    const own = await open();
    expect((await own.facets()).languages).toEqual([]);
    const query = { history: [], filter: { languages: ["en"] } };
    await expectFailure(own.recommend(query), "missing-part", "languages part");
    own.close();
  });
});

/** The golden part with other bytes from `offset` on. */
function forged(part: PartName, offset: number, values: number[]): typeof fetch {
  const bytes = goldenPart(part);
  bytes.set(values, offset);
  return fetchWithPart(part, bytes);
}

// Offsets of fields, and of the strings' offsets behind the header (core/FORMAT.md).
const field = (index: number) => 32 + 4 * index;

test.each([
  ["groups", "another magic", 0, [0x50], "bad-magic"],
  ["groups", "a newer version", 4, [2], "unsupported-version"],
  ["groups", "another bundle", 24, [1], "part-mismatch"],
  ["groups", "another number of items", field(0), [61], "part-mismatch"],
  ["groups", "more groups than there are", field(1), [200], "truncated"],
  ["groups", "more places than groups", field(2), [3], "bad-value"],
  ["groups", "nobody to hide", field(5), [0], "bad-value"],
  ["groups", "strings beyond the end", 64 + 8, [255, 255, 255, 127], "truncated"],
  ["groups", "strings that go back", 64 + 4, [255], "bad-value"],
  ["languages", "another magic", 0, [0], "bad-magic"],
  ["languages", "fewer languages than are named", field(1), [1], "bad-value"],
  ["languages", "another number of items", field(0), [1], "part-mismatch"],
] as const)(
  "a %s part with %s is refused, and the rest works on",
  async (part, _, at, values, code) => {
    const magic = part === "groups" ? "PRgr" : "PRla";
    const bytes: number[] = at === 0 && values[0] === 0x50 ? [0x50, 0x52, 0x69, 0x74] : [...values];
    const own = await open(forged(part, at, bytes));
    await expectFailure(
      own.load([part]),
      code,
      `${part} part`,
      ...(code === "bad-magic" ? [magic] : []),
    );
    expect(await own.popular(0, 1)).toHaveLength(1);
    own.close();
  },
);
