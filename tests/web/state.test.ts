import { describe, expect, it } from "vitest";
import { LikedList } from "../../web/src/liked.js";
import { readMetrics } from "../../web/src/metrics.js";

/** localStorage as far as the list uses it. */
function storage(contents: Record<string, string> = {}, isFull = false): Storage {
  return {
    getItem: (key: string) => contents[key] ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      contents[key] = value;
    },
  } as Storage;
}

describe("the list of what a visitor likes", () => {
  it("keeps likes and refusals, and the newest last", () => {
    const list = new LikedList("key", storage());
    list.like("a");
    list.like("b");
    list.dismiss("c");
    list.like("a");
    expect(list.history).toEqual([
      { id: "b", weight: 1 },
      { id: "c", weight: 0 },
      { id: "a", weight: 1 },
    ]);
    expect(list.likes("c")).toBe(false);
    list.forget(["b"]);
    expect(list.likedIds).toEqual(["a"]);
    list.forget();
    expect(list.history).toEqual([]);
  });

  it("tells of every change", () => {
    const list = new LikedList("key", storage());
    let changes = 0;
    list.addEventListener("change", () => changes++);
    list.like("a");
    list.dismiss("a");
    list.forget(["a"]);
    expect(changes).toBe(3);
  });

  it("is there again on the next visit, and only for the same bundle", () => {
    const shared = storage();
    new LikedList("one", shared).like("a");
    expect(new LikedList("one", shared).likedIds).toEqual(["a"]);
    expect(new LikedList("two", shared).likedIds).toEqual([]);
  });

  it("ignores what it did not write", () => {
    for (const stored of ["", "{", "null", '{"a":1}', '[["a"],[1,1],["b",7],["c",1]]']) {
      const { likedIds } = new LikedList("key", storage({ key: stored }));
      expect(likedIds).toEqual(stored.includes('"c"') ? ["c"] : []);
    }
  });

  it("lasts as long as the page where storage is full or refused", () => {
    for (const store of [storage({}, true), null]) {
      const list = new LikedList("key", store);
      list.like("a");
      expect(list.likedIds).toEqual(["a"]);
    }
  });
});

const alone = (value: number) => ({ value, interval: null });

describe("the metrics of a manifest", () => {
  it("become a table of recall and NDCG, the bundle's own model first", () => {
    const table = readMetrics({
      protocol: "holdout",
      models: [
        {
          name: "softmax",
          "recall@100": 0.4,
          "recall@20": 0.21,
          "ndcg@20": 0.12,
          "map@20": 0.1,
          users: 900,
        },
        { name: "popularity", "recall@20": 0.1, users: 900 },
        { name: "odd", "recall@20": "high" },
      ],
    });
    expect(table).toEqual({
      protocol: "holdout",
      users: 900,
      columns: ["recall@20", "recall@100", "ndcg@20"],
      rows: [
        { name: "softmax", isOwn: true, figures: [0.21, 0.4, 0.12].map(alone) },
        { name: "popularity", isOwn: false, figures: [alone(0.1), null, null] },
      ],
    });
  });

  it("may stand in the manifest directly, with baselines beside them", () => {
    const table = readMetrics({
      users: 50,
      "recall@20": 0.2,
      "recall@20_interval": [0.18, 0.22],
      popularity: { "recall@20": 0.1, "recall@20_interval": ["low", 1] },
    });
    expect(table?.users).toBe(50);
    expect(table?.columns).toEqual(["recall@20"]);
    expect(table?.rows).toEqual([
      { name: "", isOwn: true, figures: [{ value: 0.2, interval: [0.18, 0.22] }] },
      { name: "popularity", isOwn: false, figures: [alone(0.1)] },
    ]);
  });

  it("are not made up where there are none", () => {
    for (const metrics of [{}, { models: [] }, { "recall@20": "a" }, { loss: 3 }, { models: 7 }]) {
      expect(readMetrics(metrics)).toBeNull();
    }
  });
});
