// The generated module itself: the hand-written types against the live object, and memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PartName } from "pocketrec";
import { expect, test } from "vitest";
import createPocketrec, {
  type Answer,
  type IndexedNumbers,
  type NativeEngine,
  type PocketrecModule,
} from "../../wasm/dist/pocketrec.mjs";
import { goldenFolder, goldenManifest, repository } from "./fixtures.ts";

const limits = {
  n: 10,
  exclude: new Uint32Array(),
  allow: new Uint32Array(),
  includeHistory: false,
  diversity: 0,
  novelty: 0,
};
const indices = Uint32Array.of(3, 1, 4);
const weights = Float32Array.of(1, 0.5, 2);

async function start(): Promise<PocketrecModule> {
  const wasmBinary = readFileSync(join(repository, "wasm/dist/pocketrec.wasm"));
  return createPocketrec({ wasmBinary });
}

function fill(module: PocketrecModule, engine: NativeEngine, part: PartName, number: number): void {
  const file = goldenManifest().parts[part]?.file as string;
  const bytes = readFileSync(join(goldenFolder, "int8", file));
  module.HEAPU8.set(bytes, engine.reserve(number, bytes.length));
}

async function openEngine(): Promise<{ module: PocketrecModule; engine: NativeEngine }> {
  const module = await start();
  const engine = new module.Engine();
  fill(module, engine, "items", 1);
  fill(module, engine, "encoder", 2);
  value(engine.open());
  (["titles", "search", "users"] as const).forEach((part, i) => {
    fill(module, engine, part, 3 + i);
    value(engine.attach(3 + i));
  });
  return { module, engine };
}

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  expect(Object.keys(answer).sort()).toEqual(["ok", "value"]);
  return answer.value;
}

const indexedNumbers = { indices: expect.any(Uint32Array), numbers: expect.any(Float32Array) };

test("the engine has exactly the methods that its types name", async () => {
  const module = await start();
  const live = Object.getOwnPropertyNames(module.Engine.prototype);
  const named: Record<keyof NativeEngine, true> = {
    reserve: true,
    release: true,
    open: true,
    attach: true,
    findItem: true,
    item: true,
    findUser: true,
    userId: true,
    userHistory: true,
    recommend: true,
    recommendForUser: true,
    similar: true,
    explain: true,
    searchItems: true,
    searchUsers: true,
    delete: true,
  };
  expect(live.filter((name) => name !== "constructor").sort()).toEqual(
    Object.keys(named)
      .filter((name) => name !== "delete") // inherited from Embind's base class
      .sort(),
  );
  expect(new module.Engine().delete).toBeInstanceOf(Function);
});

test("every query returns the shape that its type names", async () => {
  const { engine } = await openEngine();
  const id = value(engine.item(7)).id;
  expect(value(engine.findItem(id))).toBe(7);
  expect(value(engine.item(7))).toMatchObject({
    title: expect.any(String),
    author: expect.any(String),
    publisher: expect.any(String),
    year: expect.any(Number),
    popularity: expect.any(Number),
    categories: expect.any(Array),
    otherIds: expect.any(Array),
  });
  expect(value(engine.findUser(value(engine.userId(2))))).toBe(2);
  expect(value(engine.userHistory(0))).toMatchObject(indexedNumbers);
  expect(value(engine.recommend(indices, weights, limits))).toMatchObject(indexedNumbers);
  expect(value(engine.recommendForUser(0, limits))).toMatchObject(indexedNumbers);
  expect(value(engine.similar(0, limits))).toMatchObject(indexedNumbers);
  expect(value(engine.explain(indices, weights, 9))).toMatchObject(indexedNumbers);
  expect(value(engine.searchItems("s", 5))).toBeInstanceOf(Uint32Array);
  expect(value(engine.searchUsers("r", 0, 5))).toBeInstanceOf(Uint32Array);
  engine.delete();
});

test("bytes that arrive for a part that is attached already leave it alone", async () => {
  const { module, engine } = await openEngine();
  const before = value(engine.recommendForUser(0, limits));
  const title = value(engine.item(7)).title;
  for (const part of [1, 2, 3, 5]) {
    const address = engine.reserve(part, 50_000);
    module.HEAPU8.fill(255, address, address + 50_000);
  }
  expect(engine.attach(3)).toMatchObject({ ok: false, code: "bad-magic" });
  for (const part of [1, 2, 5]) engine.release(part);
  expect(value(engine.recommendForUser(0, limits))).toEqual(before);
  expect(value(engine.item(7)).title).toBe(title);
  expect(engine.attach(5)).toMatchObject({ ok: false, code: "truncated" });
  engine.delete();
});

test("a failure is a value with code and message, whatever the index", async () => {
  const { engine } = await openEngine();
  const failures = [
    engine.item(2 ** 32 - 1),
    engine.userId(2 ** 32 - 1),
    engine.similar(2 ** 32 - 1, limits),
    engine.explain(indices, weights, 2 ** 32 - 1),
    engine.recommend(Uint32Array.of(2 ** 32 - 1), Float32Array.of(1), limits),
    engine.recommend(indices, weights, { ...limits, diversity: Number.NaN }),
    engine.similar(0, { ...limits, novelty: -1 }),
    engine.recommend(indices, weights, { ...limits, exclude: Uint32Array.of(2 ** 32 - 1), n: 0 }),
  ];
  for (const failure of failures) {
    expect(failure).toEqual({ ok: false, code: expect.any(String), message: expect.any(String) });
  }
  engine.delete();
});

test("what is returned is no view: later calls and growing memory leave it alone", async () => {
  const { module, engine } = await openEngine();
  const first = value(engine.recommend(indices, weights, limits));
  const copy = structuredClone(first);
  for (const array of [first.indices, first.numbers]) {
    expect(array.buffer).not.toBe(module.HEAPU8.buffer);
    expect(array.byteOffset).toBe(0);
  }
  const sizeBefore = module.HEAPU8.length;
  const other = new module.Engine();
  const size = 64 * 1024 * 1024;
  const address = other.reserve(1, size);
  expect(address).toBeGreaterThan(0);
  expect(module.HEAPU8.length).toBeGreaterThan(sizeBefore);
  module.HEAPU8.fill(0xff, address, address + size);
  for (let i = 0; i < 100; ++i) engine.similar(i % 50, limits);
  expect(first).toEqual(copy);
  expect(value(engine.recommend(indices, weights, limits))).toEqual(copy);
  other.delete();
  engine.delete();
});

test("memory is flat over 100,000 queries", { timeout: 120_000 }, async () => {
  const { module, engine } = await openEngine();
  const query = (i: number): Answer<IndexedNumbers> | Answer<unknown> => {
    switch (i % 5) {
      case 0:
        return engine.recommend(indices, weights, limits);
      case 1:
        return engine.item(i % 50);
      case 2:
        return engine.searchItems("s", 10);
      case 3:
        return engine.recommend(indices, weights, { ...limits, n: 0 }); // a failure
      default:
        return engine.findItem("no such item");
    }
  };
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const heapUsed = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  for (let i = 0; i < 10_000; ++i) query(i);
  const wasmBytes = module.HEAPU8.length;
  const heapBefore = heapUsed();
  for (let i = 0; i < 100_000; ++i) query(i);
  expect(module.HEAPU8.length).toBe(wasmBytes);
  // A handle leaked by each query would be more than a megabyte.
  expect(heapUsed() - heapBefore).toBeLessThan(500_000);
  engine.delete();
});

test("opening and closing again and again needs no more memory than once", async () => {
  const module = await start();
  const cycle = () => {
    const engine = new module.Engine();
    fill(module, engine, "items", 1);
    fill(module, engine, "encoder", 2);
    value(engine.open());
    engine.reserve(3, 1024 * 1024);
    engine.release(3);
    engine.delete();
  };
  cycle();
  const wasmBytes = module.HEAPU8.length;
  for (let i = 0; i < 500; ++i) cycle();
  expect(module.HEAPU8.length).toBe(wasmBytes);
});
