// The golden bundles must give the same lists and the same float bits here as they do natively.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type HistoryEntry,
  type ListOptions,
  type NewItem,
  openInThread,
  type Recommender,
  type Taste,
} from "pocketrec";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goldenFolder, goldenManifest } from "./fixtures.ts";

/** One line of tests/golden/expected.json; scores there are the bits of a float. */
interface Call {
  call: "recommend" | "similar" | "explain" | "search" | "place" | "popular-among";
  place?: string;
  age?: number;
  history?: [string, number][];
  user?: string;
  item?: string;
  query?: string;
  n?: number;
  exclude?: string[];
  allow?: string[];
  include_history?: boolean;
  diversity?: number;
  novelty?: number;
  exploration?: number;
  facts?: NewItem;
  keys?: [number, number];
  certainty?: number;
  users?: [string, number][];
  result: [string, number][] | string[];
}

const expected: Record<string, { parts: Record<string, string>; calls: Call[] }> = JSON.parse(
  readFileSync(new URL("../golden/expected.json", import.meta.url), "utf8"),
);

/** The items of "int8" once more, as those of a large catalogue: few enough that all are looked at. */
const { int8 } = expected as { int8: (typeof expected)[string] };
const { items: _, ...unsplit } = int8.parts;
const bundles = { ...expected, lists: { ...int8, parts: unsplit } };

describe.each(Object.entries(bundles))("%s", (bundle, { parts, calls }) => {
  let recommender: Recommender;

  beforeAll(async () => {
    recommender = await openInThread(pathToFileURL(join(goldenFolder, bundle)));
    await recommender.load(["titles", "search", "users", "content", "groups"]);
  });
  afterAll(() => recommender.close());

  test("is the bundle that the answers are for", () => {
    const manifest = goldenManifest(bundle);
    for (const [part, sha256] of Object.entries(parts)) {
      expect(manifest.parts).toHaveProperty([part, "sha256"], sha256);
    }
  });

  test.each(calls.map((call, line) => [line, call.call, call] as const))(
    "line %i: %s",
    async (_line, _name, call) => {
      if (call.call === "place") return expectPlace(recommender, call);
      expect(await answer(recommender, call)).toEqual(call.result);
    },
  );
});

async function answer(recommender: Recommender, call: Call): Promise<Call["result"]> {
  const item = call.item as string;
  switch (call.call) {
    case "recommend":
      return bitsOf(await recommender.recommend({ ...tasteOf(call), ...optionsOf(call) }));
    case "similar":
      return bitsOf(await recommender.similar({ item, ...optionsOf(call) }));
    case "explain":
      return bitsOf(await recommender.explain({ ...tasteOf(call), item }));
    case "place":
      throw new Error("a place is more than a list");
    case "popular-among":
      return bitsOf(await recommender.popularAmong(pick(call)));
    case "search":
      return (await recommender.searchItems(call.query as string, call.n)).map(({ id }) => id);
  }
}

async function expectPlace(recommender: Recommender, { facts, n, ...expected }: Call) {
  const numUsers = n as number;
  const place = await recommender.placeNewItem({ ...facts, n: numUsers, numUsers });
  expect(bitsOf(place.nearest)).toEqual(expected.result);
  expect(bitsOf(place.users)).toEqual(expected.users);
  expect([place.numKeys, place.numKnown]).toEqual(expected.keys);
  expect(floatBits(place.certainty)).toBe(expected.certainty);
}

/** Of whom nothing else is known. */
function pick({ place, age, n = 10 }: Call) {
  return { n, ...(place !== undefined && { place }), ...(age !== undefined && { age }) };
}

function tasteOf({ user, history = [] }: Call): Taste {
  if (user !== undefined) return { user };
  return { history: history.map(([id, weight]): HistoryEntry => ({ id, weight })) };
}

function optionsOf(call: Call): ListOptions {
  const { n, exclude, allow, include_history, diversity, novelty, exploration } = call;
  return {
    ...(n !== undefined && { n }),
    ...(exclude && { exclude }),
    ...(allow && { allow }),
    includeHistory: include_history ?? false,
    ...(diversity !== undefined && { diversity }),
    ...(novelty !== undefined && { novelty }),
    ...(exploration !== undefined && { exploration }),
  };
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] as number;
}

function bitsOf(items: { id: string; score: number }[]): [string, number][] {
  return items.map(({ id, score }) => [id, floatBits(score)]);
}
