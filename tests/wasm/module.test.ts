// The module itself: that both sides of the wire agree on every query, and memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { PartName } from "pocketrec";
import { expect, test } from "vitest";
import { type Answer, PocketrecModule } from "../../wasm/dist/module.js";
import { goldenFolder, goldenManifest, repository } from "./fixtures.ts";

const limits = {
  n: 10,
  exclude: new Uint32Array(),
  allow: new Uint32Array(),
  allowBits: new Uint32Array(),
  includeHistory: false,
  diversity: 0,
  novelty: 0,
  exploration: 0,
  exact: false,
};
const wasmFile = join(repository, "wasm/dist/pocketrec.wasm");
const indices = Uint32Array.of(3, 1, 4);
const weights = Float32Array.of(1, 0.5, 2);

async function start(): Promise<PocketrecModule> {
  return PocketrecModule.start(readFileSync(wasmFile));
}

function fill(module: PocketrecModule, part: PartName, number: number): void {
  const file = goldenManifest().parts[part]?.file as string;
  const bytes = readFileSync(join(goldenFolder, "int8", file));
  const address = module.reserve(number, bytes.length); // memory may grow
  module.memory.set(bytes, address);
}

async function openModule(): Promise<PocketrecModule> {
  const module = await start();
  fill(module, "items", 1);
  fill(module, "encoder", 2);
  value(module.open());
  (["titles", "search", "users", "content"] as const).forEach((part, i) => {
    fill(module, part, 3 + i);
    value(module.attach(3 + i));
  });
  return module;
}

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  expect(Object.keys(answer).sort()).toEqual(["ok", "value"]);
  return answer.value;
}

const indexedNumbers = { indices: expect.any(Uint32Array), numbers: expect.any(Float32Array) };

test("every function that the module exports has a method, and the other way round", async () => {
  const exports = WebAssembly.Module.exports(await WebAssembly.compile(readFileSync(wasmFile)));
  // Emscripten's own beside them: the memory, and functions in other spellings.
  const own = /^(_|stack(Save|Restore|Alloc)$)/;
  const live = exports
    .filter(({ name, kind }) => kind === "function" && !own.test(name))
    .map(({ name }) => name);
  const module = await start();
  const methods = [...Object.keys(module), "request", "reserve", "release", "close"];
  expect(live.sort()).toEqual(methods.sort());
});

test("every query returns the shape that its type names", async () => {
  const module = await openModule();
  const id = value(module.item(7)).id;
  expect(value(module.findItem(id))).toBe(7);
  expect(value(module.item(7))).toMatchObject({
    title: expect.any(String),
    author: expect.any(String),
    publisher: expect.any(String),
    year: expect.any(Number),
    popularity: expect.any(Number),
    categories: expect.any(Array),
    otherIds: expect.any(Array),
  });
  expect(value(module.findUser(value(module.userId(2))))).toBe(2);
  expect(value(module.userHistory(0))).toMatchObject(indexedNumbers);
  expect(value(module.recommend(indices, weights, limits))).toMatchObject(indexedNumbers);
  expect(value(module.recommendForUser(0, limits))).toMatchObject(indexedNumbers);
  expect(value(module.similar(0, limits))).toMatchObject(indexedNumbers);
  expect(value(module.explain(indices, weights, 9))).toMatchObject(indexedNumbers);
  const facts = {
    title: "creme",
    author: "",
    publisher: "",
    language: "",
    categories: [],
    year: 0,
  };
  expect(value(module.popular(limits))).toMatchObject(indexedNumbers);
  expect(value(module.audience(0, 5))).toMatchObject(indexedNumbers);
  expect(value(module.facets())).toMatchObject({
    years: expect.any(Int16Array),
    authors: expect.any(Uint32Array),
    categoryOffsets: expect.any(Uint32Array),
    categories: expect.any(Uint32Array),
    authorNames: expect.any(Array),
    categoryNames: expect.any(Array),
  });
  expect(value(module.histories())).toMatchObject({
    offsets: expect.any(Uint32Array),
    items: expect.any(Uint32Array),
    weights: expect.any(Uint8Array),
  });
  expect(value(module.placeItem(facts, limits, 5))).toMatchObject({
    numKeys: 1,
    numKnown: 1,
    certainty: expect.any(Number),
    nearest: indexedNumbers,
    users: indexedNumbers,
  });
  expect(value(module.searchItems("s", 5))).toBeInstanceOf(Uint32Array);
  expect(value(module.searchUsers("r", 0, 5))).toBeInstanceOf(Uint32Array);
  module.close();
});

test("bytes that arrive for a part that is attached already leave it alone", async () => {
  const module = await openModule();
  const before = value(module.recommendForUser(0, limits));
  const title = value(module.item(7)).title;
  for (const part of [1, 2, 3, 5]) {
    const address = module.reserve(part, 50_000);
    module.memory.fill(255, address, address + 50_000);
  }
  expect(module.attach(3)).toMatchObject({ ok: false, code: "bad-magic" });
  for (const part of [1, 2, 5]) module.release(part);
  expect(value(module.recommendForUser(0, limits))).toEqual(before);
  expect(value(module.item(7)).title).toBe(title);
  expect(module.attach(5)).toMatchObject({ ok: false, code: "truncated" });
  module.close();
});

test("a failure is a value with code and message, whatever the index", async () => {
  const module = await openModule();
  const failures = [
    module.item(2 ** 32 - 1),
    module.userId(2 ** 32 - 1),
    module.similar(2 ** 32 - 1, limits),
    module.explain(indices, weights, 2 ** 32 - 1),
    module.recommend(Uint32Array.of(2 ** 32 - 1), Float32Array.of(1), limits),
    module.recommend(indices, weights, { ...limits, diversity: Number.NaN }),
    module.similar(0, { ...limits, novelty: -1 }),
    module.recommend(indices, weights, { ...limits, exclude: Uint32Array.of(2 ** 32 - 1), n: 0 }),
  ];
  for (const failure of failures) {
    expect(failure).toEqual({ ok: false, code: expect.any(String), message: expect.any(String) });
  }
  module.close();
});

test("what is returned is no view: later calls and growing memory leave it alone", async () => {
  const module = await openModule();
  const first = value(module.recommend(indices, weights, limits));
  const copy = structuredClone(first);
  for (const array of [first.indices, first.numbers]) {
    expect(array.buffer).not.toBe(module.memory.buffer);
    expect(array.byteOffset).toBe(0);
  }
  const sizeBefore = module.memory.length;
  const size = 64 * 1024 * 1024;
  const address = module.reserve(1, size);
  expect(address).toBeGreaterThan(0);
  expect(module.memory.length).toBeGreaterThan(sizeBefore);
  module.memory.fill(0xff, address, address + size);
  for (let i = 0; i < 100; ++i) module.similar(i % 50, limits);
  expect(first).toEqual(copy);
  expect(value(module.recommend(indices, weights, limits))).toEqual(copy);
  module.close();
});

test("memory is flat over 100,000 queries", { timeout: 120_000 }, async () => {
  const module = await openModule();
  const query = (i: number): Answer<unknown> => {
    switch (i % 5) {
      case 0:
        return module.recommend(indices, weights, limits);
      case 1:
        return module.item(i % 50);
      case 2:
        return module.searchItems("s", 10);
      case 3:
        return module.recommend(indices, weights, { ...limits, n: 0 }); // a failure
      default:
        return module.findItem("no such item");
    }
  };
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const heapUsed = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  for (let i = 0; i < 10_000; ++i) query(i);
  const wasmBytes = module.memory.length;
  const heapBefore = heapUsed();
  for (let i = 0; i < 100_000; ++i) query(i);
  expect(module.memory.length).toBe(wasmBytes);
  // A handle leaked by each query would be more than a megabyte.
  expect(heapUsed() - heapBefore).toBeLessThan(500_000);
  module.close();
});

test("opening and closing again and again needs no more memory than once", async () => {
  const module = await start();
  const cycle = () => {
    fill(module, "items", 1);
    fill(module, "encoder", 2);
    value(module.open());
    module.reserve(3, 1024 * 1024);
    module.release(3);
    module.close();
  };
  cycle();
  const wasmBytes = module.memory.length;
  for (let i = 0; i < 500; ++i) cycle();
  expect(module.memory.length).toBe(wasmBytes);
});
