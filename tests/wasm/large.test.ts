// A catalogue that is larger than a download: its lists and shelves come as they are needed, are
// kept, and what comes damaged or not at all is no end.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ListAnswer,
  type OpenOptions,
  openInThread,
  type PartName,
  type Recommender,
} from "pocketrec";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  bundleUrl,
  expectFailure,
  fetchGolden,
  goldenFolder,
  goldenManifest,
  type Misbehaviour,
} from "./fixtures.ts";

const opened: Recommender[] = [];
let fetched: string[] = [];
let whole: Recommender;
let ids: string[];

async function openLists(
  misbehaviour: Misbehaviour = {},
  options: OpenOptions = {},
): Promise<Recommender> {
  const golden = fetchGolden({ bundle: "lists", ...misbehaviour });
  const fetch: typeof globalThis.fetch = (input, init) => {
    fetched.push(String(input).split("/").at(-1) as string);
    return golden(input, init);
  };
  const recommender = await openInThread(bundleUrl, { fetch, ...options });
  opened.push(recommender);
  return recommender;
}

const kinds = () => new Set(fetched.map((file) => file.split(".")[0]));
const numFetched = (kind: string) => fetched.filter((file) => file.startsWith(`${kind}.`)).length;

beforeEach(async () => {
  fetched = [];
  whole = await openInThread(pathToFileURL(join(goldenFolder, "int8")));
  opened.push(whole);
  ids = (await whole.popular(0, 60)).map(({ id }) => id);
});
afterEach(() => {
  for (const recommender of opened.splice(0)) recommender.close();
  vi.unstubAllGlobals();
});

test("opens with what its first lists take", async () => {
  const { info } = await openLists();
  expect(kinds()).toEqual(
    new Set(["manifest", "pocketrec", "items", "encoder", "background", "shelves"]),
  );
  expect(info).toMatchObject({ numItems: 60, hasTitles: false });
  expect(info.numLists).toBeGreaterThan(4);
  expect(info.bytes).toBeLessThan(whole.info.bytes);
});

test("lists are those of a bundle in one part, without its titles", async () => {
  const recommender = await openLists();
  const history = [ids[1] as string, { id: ids[50] as string, weight: 2 }];
  for (const query of [
    { history },
    { history, n: 30, exclude: [ids[3] as string], diversity: 0.3 },
    { history, allow: ids.slice(10, 40), n: 5 },
    { history, exact: true, n: 60 },
  ]) {
    expect(await recommender.recommend(query)).toEqual(await whole.recommend(query));
  }
  const item = ids[58] as string;
  expect(await recommender.similar({ item })).toEqual(await whole.similar({ item }));
  expect(await recommender.explain({ history, item })).toEqual(
    await whole.explain({ history, item }),
  );
  expect(await recommender.popular(3, 20)).toEqual(await whole.popular(3, 20));
  expect(await recommender.item(item)).toEqual(await whole.item(item));
  const vector = Float32Array.from({ length: whole.info.numFactors }, (_, k) => Math.cos(k));
  expect(await recommender.recommend({ vector })).toEqual(await whole.recommend({ vector }));
  expect(kinds()).not.toContain("titles");
});

test("an item is found under its other ids, too", async () => {
  const recommender = await openLists();
  const items = await whole.popular(0, 60);
  const merged = items.find(({ otherIds }) => otherIds.length > 0);
  expect(merged).toBeDefined();
  expect(await recommender.item(merged?.otherIds[0] as string)).toEqual(merged);
});

test("ids that no item has", async () => {
  const recommender = await openLists();
  await expectFailure(recommender.item("nothing"), "unknown-item", '"nothing"');
  await expectFailure(recommender.recommend({ history: ["nothing"] }), "unknown-item");
  const history = [ids[1] as string];
  const exclude = ["nothing", ids[0] as string];
  expect(await recommender.recommend({ history, exclude })).toEqual(
    await whole.recommend({ history, exclude }),
  );
  expect(
    await recommender.recommend({ history: [...history, "nothing"], skipUnknown: true }),
  ).toEqual(await whole.recommend({ history }));
});

test("stored users are asked for as in one part", async () => {
  const recommender = await openLists();
  await recommender.load(["users"]);
  const [user] = await whole.searchUsers("", 5, 1);
  const query = { user: user?.id as string };
  expect(await recommender.recommend(query)).toEqual(await whole.recommend(query));
  expect(await recommender.userHistory(query.user)).toEqual(await whole.userHistory(query.user));
  await expectFailure(recommender.recommend({ user: "nobody" }), "unknown-user");
  const item = ids[50] as string;
  expect(await recommender.audience({ item })).toEqual(await whole.audience({ item }));
});

test("the catalogue changes as any other", async () => {
  const recommender = await openLists();
  const history = [ids[1] as string];
  for (const one of [recommender, whole]) {
    await one.hide([ids[40] as string, ids[2] as string]);
    await one.boost({ [ids[55] as string]: 4 });
  }
  expect(await recommender.recommend({ history, n: 40 })).toEqual(
    await whole.recommend({ history, n: 40 }),
  );
});

test("an answer gets better while lists arrive", async () => {
  const recommender = await openLists();
  const answers: ListAnswer[] = [];
  const onAnswer = (answer: ListAnswer) => answers.push(answer);
  const query = { history: [ids[1] as string], n: 20 };
  const list = await recommender.recommend(query, { onAnswer });
  expect(answers[0]).toMatchObject({ final: false });
  expect(answers[0]?.items.every(({ index }) => index < 16)).toBe(true);
  expect(answers.at(-1)).toMatchObject({ final: true, items: list });
  expect(answers.slice(0, -1).every(({ final }) => !final)).toBe(true);
  for (const { loadedBytes, totalBytes } of answers) {
    expect(totalBytes).toBeGreaterThanOrEqual(loadedBytes);
  }
  // What is there is not fetched again, and the first answer is final.
  const before = fetched.length;
  answers.length = 0;
  expect(await recommender.recommend(query, { onAnswer })).toEqual(list);
  expect(answers).toHaveLength(1);
  expect(fetched).toHaveLength(before);
  // With titles, too, which know ids by themselves.
  await recommender.load(["titles"]);
  const far = { history: [ids[58] as string] };
  const there = await recommender.recommend(far);
  answers.length = 0;
  expect(await recommender.recommend(far, { onAnswer })).toEqual(there);
  expect(answers).toHaveLength(1);
  // A bundle in one part says so at once.
  answers.length = 0;
  await whole.recommend(query, { onAnswer });
  expect(answers).toMatchObject([{ final: true, totalBytes: 0 }]);
});

test("the first answer takes the first items, and as much of a history as is among them", async () => {
  const recommender = await openLists();
  const answers: ListAnswer[] = [];
  const fetchedThen: Set<string | undefined>[] = [];
  const onAnswer = (answer: ListAnswer) => {
    answers.push(answer);
    fetchedThen.push(kinds());
  };
  const history = [ids[1] as string, ids[50] as string, { id: ids[7] as string, weight: 0 }];
  const exclude = [ids[3] as string, ids[51] as string];
  const list = await recommender.recommend({ history, exclude, n: 12 }, { onAnswer });
  expect(list).toEqual(await whole.recommend({ history, exclude, n: 12 }));
  const first = answers[0] as ListAnswer;
  expect(first).toMatchObject({ final: false, loadedBytes: expect.any(Number) });
  expect(first.items).toHaveLength(12);
  const gone = [ids[1], ids[3], ids[7]];
  expect(first.items.every(({ id, index }) => index < 16 && !gone.includes(id))).toBe(true);
  expect(first.totalBytes).toBeGreaterThan(first.loadedBytes);
  for (const kind of ["lists", "rows", "names"]) expect(fetchedThen[0]).not.toContain(kind);
  expect(answers.at(-1)?.loadedBytes).toBe(answers.at(-1)?.totalBytes);
});

test("where nothing of the history is among the first items, answers wait for it", async () => {
  const [far, near] = [ids[50] as string, ids[1] as string];
  for (const query of [
    { history: [far] },
    { history: [near], allow: [far] },
    { history: ["nothing", far], skipUnknown: true },
  ]) {
    fetched = [];
    const recommender = await openLists();
    const fetchedThen: Set<string | undefined>[] = [];
    const onAnswer = () => fetchedThen.push(kinds());
    const list = await recommender.recommend(query, { onAnswer });
    for (const kind of ["lists", "names"]) expect(fetchedThen[0]).toContain(kind);
    expect(list).toEqual(await whole.recommend(query));
  }
  const recommender = await openLists();
  const answers: ListAnswer[] = [];
  const onAnswer = (answer: ListAnswer) => answers.push(answer);
  expect(await recommender.similar({ item: far }, { onAnswer })).toEqual(
    await whole.similar({ item: far }),
  );
  expect(answers[0]?.items.some(({ index }) => index >= 16)).toBe(true);
  // Of what is wrong nothing is made.
  await expectFailure(
    recommender.recommend({ history: [near, "nothing"] }, { onAnswer }),
    "unknown-item",
  );
  await expectFailure(recommender.recommend(null as never, { onAnswer }), "bad-value");
});

test("what needs no list does not wait for any", async () => {
  const recommender = await openLists();
  await recommender.popular(0, 3);
  await recommender.item(ids[50] as string);
  await recommender.hide([ids[40] as string]);
  expect(kinds()).not.toContain("lists");
  await recommender.similar({ item: ids[1] as string });
  expect(numFetched("lists")).toBe(1);
});

test("what is said of single items takes their shelves", async () => {
  const parts: PartName[] = ["content", "groups", "users"];
  await whole.load(parts);
  const item = ids[58] as string;
  for (const ask of [
    (one: Recommender) => one.similar({ item, by: "content" }),
    (one: Recommender) => one.readers(item),
    (one: Recommender) => one.item(item),
  ]) {
    const recommender = await openLists();
    await recommender.load(parts);
    expect(await ask(recommender)).toEqual(await ask(whole));
    expect(recommender.info.hasTitles).toBe(false);
  }
});

test("what asks for all titles loads them, once", async () => {
  const recommender = await openLists();
  expect(recommender.info.hasTitles).toBe(false);
  expect(await recommender.facets()).toEqual(await whole.facets());
  const filter = { categories: ["fiction"] };
  const history = [ids[1] as string];
  expect(await recommender.recommend({ history, filter })).toEqual(
    await whole.recommend({ history, filter }),
  );
  expect(await recommender.searchItems("the great")).toEqual(await whole.searchItems("the great"));
  for (const kind of ["titles", "search"]) expect(numFetched(kind)).toBe(1);
});

test("open() takes other parts for large catalogues, where they are named", async () => {
  const { info } = await openLists({}, { parts: ["titles"] });
  expect(info.hasTitles).toBe(true);
  const other = await openLists({}, { parts: ["titles"], largeParts: ["search"] });
  expect(other.info).toMatchObject({ hasTitles: false, hasSearch: true });
});

test("two bundles are open side by side, and one is given back", async () => {
  const history = [ids[1] as string, ids[50] as string];
  const [one, other] = [await openLists(), await openLists()];
  await one.hide([ids[4] as string]);
  const expected = await whole.recommend({ history });
  const lists = await Promise.all([
    one.recommend({ history, exclude: [ids[5] as string] }),
    other.recommend({ history }),
  ]);
  expect(lists[1]).toEqual(expected);
  const excluded = [ids[4], ids[5]];
  expect(lists[0]?.some(({ id }) => excluded.includes(id))).toBe(false);
  one.close();
  await expectFailure(one.recommend({ history }), "closed");
  expect(await other.recommend({ history })).toEqual(expected);
});

test("files that arrive damaged are asked for once more", async () => {
  const damaged = new Set<string>();
  const recommender = await openLists({
    alter: (file, bytes) => {
      const isOne = /^(rows|shelf|names)\./.test(file);
      if (!isOne || damaged.has(file)) return undefined;
      damaged.add(file);
      return bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte)) as typeof bytes;
    },
  });
  const history = [ids[1] as string];
  expect(await recommender.recommend({ history })).toEqual(await whole.recommend({ history }));
  expect(numFetched("rows")).toBe(2 * recommender.info.numLists);
});

test.each([
  ["rows", "bad-checksum"],
  ["shelf", "truncated"],
  ["names", "truncated"],
] as const)("%s that stay damaged are an error, and can come later", async (kind, code) => {
  let isDamaged = true;
  const recommender = await openLists({
    alter: (file, bytes) => {
      if (!isDamaged || !file.startsWith(`${kind}.`)) return undefined;
      return kind === "rows"
        ? (bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte)) as typeof bytes)
        : bytes.slice(0, -1);
    },
  });
  const history = [ids[1] as string, ids[50] as string];
  await expectFailure(recommender.recommend({ history }), code);
  isDamaged = false;
  expect(await recommender.recommend({ history })).toEqual(await whole.recommend({ history }));
});

test("a file that is not there is an error with its address", async () => {
  const recommender = await openLists({
    respond: (file) =>
      file.startsWith("rows.")
        ? Promise.resolve(new Response("", { status: 404, statusText: "Not Found" }))
        : undefined,
  });
  await expectFailure(recommender.recommend({ history: [ids[1] as string] }), "network", "404");
  // What needs no list is answered.
  expect(await recommender.popular(0, 3)).toHaveLength(3);
});

test("a query that is given up does not wait", async () => {
  const never = new Promise<Response>(() => {});
  const recommender = await openLists({
    respond: (file) => (file.startsWith("rows.") ? never : undefined),
  });
  const controller = new AbortController();
  const query = recommender.recommend(
    { history: [ids[1] as string] },
    { signal: controller.signal, onAnswer: () => controller.abort() },
  );
  await expectFailure(query, "cancelled");
});

test("parts of another training are refused", async () => {
  const openWithWrong = (part: "lists" | "background") => {
    const manifest = goldenManifest("lists");
    manifest.parts[part] = { ...(manifest.parts[part] as object), sha256: "0".repeat(64) } as never;
    const json = new TextEncoder().encode(JSON.stringify(manifest));
    return openLists({ alter: (file) => (file === "manifest.json" ? json : undefined) });
  };
  await expectFailure(openWithWrong("background"), "bad-checksum", "background");
  const recommender = await openWithWrong("lists");
  const list = recommender.recommend({ history: [ids[1] as string] });
  await expectFailure(list, "bad-checksum", "lists");
});

describe("with Cache Storage", () => {
  /** As much of it as is used. */
  class FakeCache {
    readonly kept = new Map<string, ArrayBuffer>();
    match = async (url: URL) => {
      const bytes = this.kept.get(String(url));
      return bytes && new Response(bytes.slice(0));
    };
    put = async (url: URL, response: Response) => {
      this.kept.set(String(url), await response.arrayBuffer());
    };
    delete = async (url: URL | string) => this.kept.delete(String(url));
    keys = async () => Array.from(this.kept.keys(), (url) => ({ url }));
  }
  let cache: FakeCache;

  beforeEach(() => {
    cache = new FakeCache();
    vi.stubGlobal("caches", { open: async () => cache });
  });

  test("a second visit fetches no list again", async () => {
    const history = [ids[1] as string];
    const expected = await whole.recommend({ history });
    expect(await (await openLists()).recommend({ history })).toEqual(expected);
    await vi.waitFor(() => expect(cache.kept.size).toBeGreaterThan(8));
    fetched = [];
    expect(await (await openLists()).recommend({ history })).toEqual(expected);
    expect(numFetched("rows") + numFetched("shelf") + numFetched("names")).toBe(0);
  });

  test("what is damaged there, or of an older bundle, goes", async () => {
    const history = [ids[1] as string];
    await (await openLists()).recommend({ history });
    await vi.waitFor(() => expect(cache.kept.size).toBeGreaterThan(8));
    const rows = [...cache.kept.keys()].find((url) => url.includes("/rows.")) as string;
    cache.kept.set(rows, new ArrayBuffer(10));
    const old = `${bundleUrl}rows.0123456789abcdef.bin`;
    cache.kept.set(old, new ArrayBuffer(10));
    fetched = [];
    expect(await (await openLists()).recommend({ history })).toEqual(
      await whole.recommend({ history }),
    );
    expect(numFetched("rows")).toBe(1);
    await vi.waitFor(() => expect(cache.kept.has(old)).toBe(false));
    expect(cache.kept.get(rows)?.byteLength).toBeGreaterThan(10);
  });

  test("one that cannot be used is done without", async () => {
    vi.stubGlobal("caches", { open: () => Promise.reject(new Error("forbidden")) });
    const history = [ids[1] as string];
    expect(await (await openLists()).recommend({ history })).toEqual(
      await whole.recommend({ history }),
    );
  });
});
