// Loading: progress, cancellation, and every way in which a bundle can be missing or wrong.
import { type LoadProgress, openInThread, type PartName } from "pocketrec";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  bundleUrl,
  expectFailure,
  fetchGolden,
  goldenManifest,
  isPart,
  type Misbehaviour,
} from "./fixtures.ts";

const parts: PartName[] = ["items", "encoder", "titles", "search", "users", "languages"];
const open = (misbehaviour?: Misbehaviour, options = {}) =>
  openInThread(bundleUrl, { fetch: fetchGolden(misbehaviour), ...options });

const text = (words: string) => new TextEncoder().encode(words);
const manifestWith = (change: object) => ({
  alter: (file: string) =>
    file === "manifest.json" ? text(JSON.stringify({ ...goldenManifest(), ...change })) : undefined,
});

afterEach(() => vi.unstubAllGlobals());

describe("progress", () => {
  test("starts above nothing, never falls, and ends at the total", async () => {
    const seen: LoadProgress[] = [];
    const recommender = await open({}, { onProgress: (step: LoadProgress) => seen.push(step) });
    expect(seen.length).toBeGreaterThan(parts.length);
    const total = (seen[0] as LoadProgress).totalBytes;
    let last = 0;
    for (const { loadedBytes, totalBytes } of seen) {
      expect(totalBytes).toBe(total);
      expect(loadedBytes).toBeGreaterThan(last);
      last = loadedBytes;
    }
    expect(last).toBe(total);
    expect(new Set(seen.map(({ part }) => part))).toEqual(new Set(["wasm", ...parts]));
    expect(recommender.info.bytes).toBe(
      parts.reduce((sum, part) => sum + (goldenManifest().parts[part]?.bytes ?? 0), 0),
    );
    recommender.close();
  });
});

describe("parts", () => {
  test("only those asked for are fetched, the rest on load()", async () => {
    const fetched: string[] = [];
    const respond = (file: string) => {
      fetched.push(file.split(".")[0] as string);
      return undefined;
    };
    const recommender = await open({ respond }, { parts: ["titles"] });
    expect(fetched.sort()).toEqual(["encoder", "items", "manifest", "pocketrec", "titles"]);
    expect(recommender.info).toMatchObject({ hasTitles: true, hasSearch: false, hasUsers: false });
    await expectFailure(recommender.searchItems("a"), "missing-part");
    await expectFailure(recommender.recommend({ user: "reader 0" }), "missing-part");

    fetched.length = 0;
    const loads = await Promise.all([recommender.load(["search"]), recommender.load()]);
    expect(fetched.sort()).toEqual(["languages", "search", "users"]);
    expect(loads[1]).toMatchObject({ hasSearch: true, hasUsers: true });
    expect(recommender.info).toEqual(loads[1]);
    expect(await recommender.recommend({ user: "reader 0" })).toHaveLength(10);
    recommender.close();
  });

  test("queries are answered while further parts load", async () => {
    const recommender = await open({}, { parts: ["titles"] });
    let loaded = false;
    const load = recommender.load().then(() => {
      loaded = true;
    });
    expect(await recommender.popular(0, 3)).toHaveLength(3);
    expect(loaded).toBe(false);
    await load;
    recommender.close();
  });

  test("a load that fails leaves the open bundle as it was, and can be repeated", async () => {
    let broken = true;
    const alter = (file: string, bytes: Uint8Array<ArrayBuffer>) =>
      broken && isPart(file, "search") ? bytes.slice(0, -1) : undefined;
    const recommender = await open({ alter }, { parts: ["titles"] });
    await expectFailure(recommender.load(), "truncated", "search part");
    expect(recommender.info.hasSearch).toBe(false);
    expect(await recommender.popular(0, 3)).toHaveLength(3);
    broken = false;
    expect(await recommender.load()).toMatchObject({ hasSearch: true, hasUsers: true });
    recommender.close();
  });

  test("one that is damaged in a cache comes once more, past every cache", async () => {
    const asked: string[] = [];
    const respond = fetchGolden({
      alter: (file, bytes) =>
        isPart(file, "items") && asked.length === 1 ? bytes.slice(0, -1) : undefined,
    });
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (String(url).includes("/items.")) asked.push(init?.cache ?? "as usual");
      return respond(url, init);
    };
    const recommender = await openInThread(bundleUrl, { fetch });
    expect(asked).toEqual(["as usual", "reload"]);
    expect(await recommender.popular(0, 3)).toHaveLength(3);
    recommender.close();
  });

  test("a part name that is none is refused", () =>
    expectFailure(open({}, { parts: ["covers"] }), "bad-value", "covers"));
});

describe("cancellation", () => {
  test("before it begins, nothing is fetched", async () => {
    const respond = vi.fn(() => undefined);
    await expectFailure(open({ respond }, { signal: AbortSignal.abort() }), "cancelled");
    expect(respond).not.toHaveBeenCalled();
  });

  test.each(["manifest.json", "pocketrec.wasm", ...parts])("during %s", async (name) => {
    const controller = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const respond = (file: string, signal: AbortSignal | undefined) => {
      signals.push(signal);
      if (file === name) queueMicrotask(() => controller.abort());
      return undefined;
    };
    const onPiece = (file: string, piece: number) => {
      if (piece === 1 && file.startsWith(name)) controller.abort();
    };
    const opening = open({ respond, onPiece, pieceBytes: 100 }, { signal: controller.signal });
    await expectFailure(opening, "cancelled");
    expect(signals.every((signal) => signal?.aborted)).toBe(true);
  });

  test("a later load", async () => {
    const recommender = await open({}, { parts: ["titles"] });
    const controller = new AbortController();
    const load = recommender.load(undefined, { signal: controller.signal });
    controller.abort();
    await expectFailure(load, "cancelled");
    expect(await recommender.load()).toMatchObject({ hasSearch: true });
    recommender.close();
  });
});

describe("failures", () => {
  test("end all other fetches", async () => {
    const signals = new Map<string, AbortSignal | undefined>();
    const respond = (file: string, signal: AbortSignal | undefined) => {
      signals.set(file, signal);
      return isPart(file, "encoder")
        ? Promise.resolve(new Response("", { status: 503, statusText: "Busy" }))
        : undefined;
    };
    await expectFailure(open({ respond }), "network", "encoder", "503 Busy");
    for (const signal of signals.values()) expect(signal?.aborted).toBe(true);
  });

  test.each(parts)("a %s part that is cut short, too long, or altered", async (part) => {
    const altered = (change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
      open({ alter: (file, bytes) => (isPart(file, part) ? change(bytes) : undefined) });
    await expectFailure(
      altered((bytes) => bytes.slice(0, -1)),
      "truncated",
      part,
      "upload",
    );
    await expectFailure(
      altered(() => new Uint8Array()),
      "truncated",
      part,
      "found 0",
    );
    await expectFailure(
      altered((bytes) => Uint8Array.from([...bytes, 0])),
      "trailing-bytes",
      part,
    );
    await expectFailure(altered(flipLastByte), "bad-checksum", part, "SHA-256");
  });

  test("alterations are found without crypto.subtle too (pages without HTTPS)", async () => {
    vi.stubGlobal("crypto", undefined);
    const alter = (file: string, bytes: Uint8Array<ArrayBuffer>) =>
      isPart(file, "titles") ? flipLastByte(bytes) : undefined;
    await expectFailure(open({ alter }), "bad-checksum");
    (await open()).close();
  });

  test("a part of another kind in its place", async () => {
    vi.stubGlobal("crypto", undefined);
    const { parts: entries } = goldenManifest();
    const swapped = { ...entries, titles: entries.search };
    await expectFailure(open(manifestWith({ parts: swapped })), "bad-magic");
  });

  test.each([
    ["items", "items part"],
    ["manifest.json", "bundle's manifest"],
    ["pocketrec.wasm", "pocketrec.wasm"],
  ])("a connection that breaks during %s", async (name, what) => {
    const respond = (file: string) =>
      file.startsWith(name) ? Promise.resolve(new Response(brokenStream())) : undefined;
    await expectFailure(open({ respond }), "network", what, "line went dead", "try again");
  });

  test("no connection at all", async () => {
    const offline = () => Promise.reject(new TypeError("Failed to fetch"));
    await expectFailure(open({ respond: offline }), "network", "Failed to fetch", "connect-src");
  });

  test("a missing manifest, and a page in its place", async () => {
    const absent = openInThread("https://shop.example/none/", {
      fetch: async () => new Response("", { status: 404, statusText: "Not Found" }),
    });
    await expectFailure(absent, "network", "https://shop.example/none/manifest.json", "404");
    await expectFailure(
      open({ alter: () => text("<!doctype html><html>") }),
      "bad-manifest",
      "<!doctype html>",
    );
  });

  test("a manifest of a newer version says what to do", () =>
    expectFailure(
      open(manifestWith({ version: 2 })),
      "unsupported-version",
      "version 2",
      "update",
    ));

  test.each([
    ["another format", { format: "zip" }],
    ["no parts", { parts: undefined }],
    ["no encoder", { parts: { items: goldenManifest().parts.items } }],
    ["a part that is null", { parts: { ...goldenManifest().parts, titles: null } }],
    ["a file elsewhere", withItems({ file: "https://evil.example/x.bin" })],
    ["a file above", withItems({ file: "../x.bin" })],
    ["no size", withItems({ bytes: undefined })],
    ["a size beyond memory", withItems({ bytes: 2 ** 40 })],
    ["a negative size", withItems({ bytes: -1 })],
    ["no hash", withItems({ sha256: "?" })],
  ])("a manifest with %s", (_, change) =>
    expectFailure(open(manifestWith(change)), "bad-manifest"),
  );

  test("more bytes than memory holds", () =>
    expectFailure(open(manifestWith(withItems({ bytes: 2 ** 31 - 1 }))), "engine", "memory"));

  test("a pocketrec.wasm that is none", async () => {
    const respond = (file: string) =>
      file === "pocketrec.wasm" ? Promise.resolve(new Response("<!doctype html>")) : undefined;
    await expectFailure(open({ respond }), "engine", "pocketrec.wasm", "wasm-unsafe-eval");
  });

  test("an address that is none", () =>
    expectFailure(openInThread("bundle/"), "network", "bundle/", "absolute"));

  test("a folder that is not there", () =>
    expectFailure(
      openInThread("file:///nowhere/at/all/"),
      "network",
      "/nowhere/at/all/manifest.json",
    ));
});

function withItems(change: object): object {
  const { parts: entries } = goldenManifest();
  return { parts: { ...entries, items: { ...entries.items, ...change } } };
}

function flipLastByte(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const altered = bytes.slice();
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  return altered;
}

function brokenStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(10));
      queueMicrotask(() => controller.error(new Error("line went dead")));
    },
  });
}
