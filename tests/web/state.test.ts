import { describe, expect, it } from "vitest";
import { LikedList, type LikedStore, type StoredList } from "../../web/src/liked.js";
import { readMetrics } from "../../web/src/metrics.js";

/** A browser's storage, shared by all lists that open it; `failing` refuses to write. */
function storage(kept: StoredList | null = null, { failing = false } = {}) {
  const followers = new Set<() => void>();
  const shared = { kept };
  const become = (list: StoredList | null) => {
    if (failing) throw new DOMException("full", "QuotaExceededError");
    shared.kept = list;
  };
  const open = async (): Promise<LikedStore> => {
    let own = () => {};
    const tellOthers = () => {
      for (const follower of followers) if (follower !== own) follower();
    };
    return {
      read: async () => structuredClone(shared.kept),
      write: async (list) => {
        become(structuredClone(list));
        tellOthers();
      },
      remove: async () => {
        become(null);
        tellOthers();
      },
      follow: (changed) => {
        own = changed;
        followers.add(changed);
      },
    };
  };
  return { shared, open };
}

async function opened(store: { open: () => Promise<LikedStore> }): Promise<LikedList> {
  const list = new LikedList("key");
  await list.load(store.open);
  return list;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("the list of what a visitor likes", () => {
  it("keeps likes and refusals, and the newest last", () => {
    const list = new LikedList("key");
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
    list.forget(["a", "c", "never there"]);
    expect(list.history).toEqual([]);
  });

  it("tells of every change, of many at once only once", () => {
    const list = new LikedList("key");
    let changes = 0;
    list.addEventListener("change", () => changes++);
    list.like("a");
    list.dismiss("a");
    list.forget(["a"]);
    list.skip("b");
    list.hideAuthor("c");
    list.showAuthor("c");
    expect(changes).toBe(6);
    list.putAll([{ id: "x" }, { id: "y", weight: 0 }, { id: "z", weight: 3 }], ["d"]);
    expect(changes).toBe(7);
    expect(list.likedIds).toEqual(["x", "z"]);
    expect(list.dismissedIds).toEqual(["y"]);
    expect(list.hiddenAuthors).toEqual(["d"]);
  });

  it("is there again on the next visit, but for what was only skipped", async () => {
    const store = storage();
    const first = await opened(store);
    expect(first.isKept).toBe(true);
    first.like("a");
    first.hideAuthor("someone");
    first.skip("b");
    await settled();
    const next = await opened(store);
    expect(next.likedIds).toEqual(["a"]);
    expect(next.hiddenAuthors).toEqual(["someone"]);
    expect(next.skippedIds).toEqual([]);
  });

  it("takes what was said before the storage had opened as newer, and keeps it", async () => {
    const store = storage({
      weights: [
        ["a", 1],
        ["b", 1],
      ],
      hiddenAuthors: ["x"],
    });
    const list = new LikedList("key");
    const loading = list.load(store.open);
    list.dismiss("a");
    await loading;
    await settled();
    expect(list.history).toEqual([
      { id: "b", weight: 1 },
      { id: "a", weight: 0 },
    ]);
    expect(store.shared.kept).toEqual({
      weights: [
        ["b", 1],
        ["a", 0],
      ],
      hiddenAuthors: ["x"],
    });
  });

  it("is the same in two tabs", async () => {
    const store = storage();
    const [one, other] = [await opened(store), await opened(store)];
    one.like("a");
    await settled();
    expect(other.likedIds).toEqual(["a"]);
    other.like("b");
    await settled();
    expect(one.likedIds).toEqual(["a", "b"]);
    await one.deleteEverything();
    await settled();
    expect(other.history).toEqual([]);
    expect(store.shared.kept).toBeNull();
  });

  it("ignores what it did not write", async () => {
    const odd = [null, 7, [], { weights: 7 }, { weights: [["a"], [1, 1], ["b", 7], ["c", 1]] }];
    for (const kept of odd) {
      const { likedIds, hiddenAuthors } = await opened(storage(kept as StoredList));
      expect(likedIds).toEqual(JSON.stringify(kept).includes('"c"') ? ["c"] : []);
      expect(hiddenAuthors).toEqual([]);
    }
  });

  it("lasts as long as the page, and says so, where storage is full or refused", async () => {
    const full = await opened(storage(null, { failing: true }));
    const refused = await opened({ open: () => Promise.reject(new Error("refused")) });
    for (const list of [full, refused]) {
      list.like("a");
      await settled();
      expect(list.likedIds).toEqual(["a"]);
      expect(list.isKept).toBe(false);
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
