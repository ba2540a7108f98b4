import { type BundleInfo, PocketrecError, type ScoredItem } from "pocketrec";
import { describe, expect, it } from "vitest";
import { bestFor } from "../../web/src/best.js";
import { strongest } from "../../web/src/reasons.js";
import { listOptions, numFilters } from "../../web/src/refinement.js";
import { parseRoute } from "../../web/src/route.js";

describe("what a list is limited to", () => {
  it("is nothing but its length where the address says nothing", () => {
    expect(listOptions(parseRoute("#view=you"))).toEqual({ n: 10 });
    expect(numFilters(parseRoute("#view=you&diversity=50"))).toBe(0);
  });

  it("is what recommend() takes", () => {
    const route = parseRoute(
      "#view=you&n=20&category=A%0AB&author=C&language=en&years=1900..1999&seen=yes&diversity=35&novelty=5",
    );
    expect(listOptions(route, ["D"])).toEqual({
      n: 20,
      filter: {
        categories: ["A", "B"],
        authors: ["C"],
        languages: ["en"],
        notAuthors: ["D"],
        years: { from: 1900, to: 1999 },
      },
      includeHistory: true,
      diversity: 0.35,
      novelty: 0.05,
    });
    expect(numFilters(route)).toBe(6);
  });
});

const scored = (id: string, score: number) => ({ id, score }) as ScoredItem;

describe("the list for a taste", () => {
  const call = { signal: new AbortController().signal };
  const asked: unknown[] = [];
  const recommender = (
    failure?: PocketrecError,
    parts: object = { languages: {}, groups: {} },
  ) => ({
    info: { hasLanguages: false, manifest: { parts } } as BundleInfo,
    load: async (loaded?: string[]) => {
      asked.push(loaded);
      return {} as BundleInfo;
    },
    popularAmong: async (query: { place?: string }) => {
      asked.push(query);
      if (query.place === "nowhere") throw new PocketrecError("bad-value", "");
      return [scored("of the group", 0.5)];
    },
    recommend: async (query: unknown) => {
      asked.push(query);
      if (failure) throw failure;
      return [scored("a", 1)];
    },
    titlesToRate: async (query?: unknown) => {
      asked.push(query);
      return [scored("popular", 0)];
    },
  });

  it("is what recommend() says", async () => {
    const list = await bestFor(recommender(), { user: "7" }, { n: 5 }, call);
    expect(list).toEqual({ kind: "preference", items: [scored("a", 1)] });
  });

  it("is what is popular under the same limits where nothing is known, and says so", async () => {
    const empty = recommender(new PocketrecError("empty-history", ""));
    const options = { n: 5, filter: { categories: ["A"] } };
    const history = [{ id: "x", weight: 0 }];
    for (const taste of [{ user: "7" }, { history, skipUnknown: true }]) {
      expect((await bestFor(empty, taste, options, call)).kind).toBe("popular");
      expect(asked.at(-1)).toMatchObject({ ...options, diversity: 0 });
    }
    expect(asked.at(-1)).toMatchObject({ history });
  });

  it("is what people of the same place or age choose where that alone is known", async () => {
    const empty = recommender(new PocketrecError("empty-history", ""));
    const taste = { history: ["x", { id: "y", weight: 0 }] };
    const options = { n: 5, exclude: ["z"] };
    const list = await bestFor(empty, taste, options, call, { place: "egypt", age: 30 });
    expect(list).toEqual({ kind: "group", items: [scored("of the group", 0.5)] });
    expect(asked.at(-2)).toEqual(["groups"]);
    expect(asked.at(-1)).toEqual({ n: 5, place: "egypt", age: 30, exclude: ["z", "x", "y"] });
    await bestFor(empty, taste, {}, call, { place: null, age: 30 });
    expect(asked.at(-1)).toEqual({ age: 30, exclude: ["x", "y"] });
  });

  it("is what is popular where the bundle knows no such people", async () => {
    const failure = new PocketrecError("empty-history", "");
    for (const [parts, place] of [
      [{ groups: {} }, "nowhere"],
      [{}, "egypt"],
      [{ groups: {} }, null],
    ] as const) {
      const about = { place, age: 0 };
      const list = await bestFor(recommender(failure, parts), { user: "7" }, {}, call, about);
      expect(list.kind).toBe("popular");
    }
  });

  it("loads the languages before it is limited to some, and lets them be where there are none", async () => {
    const options = { filter: { languages: ["en"], categories: ["A"] } };
    await bestFor(recommender(), { user: "7" }, options, call);
    expect(asked.slice(-2)).toEqual([["languages"], { user: "7", ...options }]);
    await bestFor(recommender(undefined, {}), { user: "7" }, options, call);
    expect(asked.at(-1)).toEqual({ user: "7", filter: { categories: ["A"] } });
  });

  it("passes on every other failure", async () => {
    const broken = recommender(new PocketrecError("unknown-user", "7"));
    await expect(bestFor(broken, { user: "7" }, {}, call)).rejects.toThrow(PocketrecError);
  });
});

describe("why an item is on a list", () => {
  it("is the two that weigh most, by their share of the score", () => {
    const parts = [scored("a", 0.3), scored("b", 0.2), scored("c", 0.1), scored("d", -0.1)];
    expect(strongest(parts).map(({ item, share }) => [item.id, share])).toEqual([
      ["a", 0.3 / 0.5],
      ["b", 0.2 / 0.5],
    ]);
  });

  it("is left out where nothing speaks for it, and never more than all", () => {
    expect(strongest([scored("a", -1)])).toEqual([]);
    expect(strongest([])).toEqual([]);
    expect(strongest([scored("a", 0.5), scored("b", -0.4)]).map(({ share }) => share)).toEqual([1]);
  });
});
