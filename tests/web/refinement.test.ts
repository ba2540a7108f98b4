import { PocketrecError, type ScoredItem } from "pocketrec";
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
      "#view=you&n=20&category=A%0AB&author=C&years=1900..1999&seen=yes&diversity=35&novelty=5",
    );
    expect(listOptions(route, ["D"])).toEqual({
      n: 20,
      filter: {
        categories: ["A", "B"],
        authors: ["C"],
        notAuthors: ["D"],
        years: { from: 1900, to: 1999 },
      },
      includeHistory: true,
      diversity: 0.35,
      novelty: 0.05,
    });
    expect(numFilters(route)).toBe(5);
  });
});

const scored = (id: string, score: number) => ({ id, score }) as ScoredItem;

describe("the list for a taste", () => {
  const call = { signal: new AbortController().signal };
  const asked: unknown[] = [];
  const recommender = (failure?: PocketrecError) => ({
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
