// The map part: loaded only when it is named, read as core/FORMAT.md has it, refused where it is not
// of this bundle.
import { type Manifest, openInThread, type Recommender } from "pocketrec";
import { expect, test } from "vitest";
import {
  bundleUrl,
  expectFailure,
  fetchGolden,
  fetchWithPart,
  goldenManifest,
  goldenPart,
  isPart,
} from "./fixtures.ts";

const open = (fetch = fetchGolden()) => openInThread(bundleUrl, { fetch });
const entry = goldenManifest().parts.map as NonNullable<Manifest["parts"]["map"]>;
const golden = () => goldenPart("map");

/** The golden map with other bytes from `offset` on. */
function altered(offset: number, ...values: number[]): Uint8Array<ArrayBuffer> {
  const bytes = golden();
  bytes.set(values, offset);
  return bytes;
}

async function loading(
  fetch: typeof globalThis.fetch,
  use: (own: Recommender) => Promise<unknown>,
) {
  const own = await open(fetch);
  try {
    await use(own);
    expect(own.info.hasMap).toBe(false);
    expect(await own.popular(0, 1)).toHaveLength(1);
  } finally {
    own.close();
  }
}

test("loads only when it is named, and gives each item its place", async () => {
  const own = await open();
  expect(own.info.hasMap).toBe(false);
  await expectFailure(own.map(), "missing-part", "map part");
  const before = own.info.bytes;
  expect(await own.load(["map"])).toMatchObject({ hasMap: true, bytes: before + entry.bytes });
  const { x, y } = await own.map();
  const part = new DataView(golden().buffer);
  expect(x).toHaveLength(own.info.numItems);
  for (let item = 0; item < x.length; item++) {
    expect([x[item], y[item]]).toEqual([
      part.getUint16(64 + 4 * item, true),
      part.getUint16(66 + 4 * item, true),
    ]);
  }
  expect([x.at(-1), y.at(-1)]).toEqual([0, 0]);
  own.close();
});

test("loads at once where it is asked for at once", async () => {
  const own = await openInThread(bundleUrl, { fetch: fetchGolden(), parts: ["map"] });
  expect(own.info).toMatchObject({ hasMap: true, hasTitles: false });
  expect((await own.map()).x).toHaveLength(own.info.numItems);
  own.close();
});

test("gives copies", async () => {
  const own = await open();
  await own.load(["map"]);
  const first = await own.map();
  const kept = first.x.slice();
  first.x.fill(7);
  expect((await own.map()).x).toEqual(kept);
  own.close();
});

test.each([
  ["another magic", altered(0, 0x50, 0x52, 0x69, 0x74), "bad-magic", "PRit"],
  ["a newer version", altered(4, 2), "unsupported-version", "version 1"],
  ["another bundle", altered(24, 1), "part-mismatch", goldenManifest().model_id],
  ["another number of items", altered(32, 59), "part-mismatch", "60 items"],
  ["a size that is not its own", altered(16, 0), "trailing-bytes", "256 bytes"],
  ["half a place", altered(64, 0, 0, 5, 0), "bad-value", "item 0"],
  ["less than a header", golden().slice(0, 63), "truncated", "63 bytes"],
  ["one byte less", golden().slice(0, -1), "truncated", "304 bytes"],
  ["one byte more", new Uint8Array([...golden(), 0]), "trailing-bytes", "304 bytes"],
] as const)("%s is refused, and the rest works on", (_, bytes, code, words) =>
  loading(fetchWithPart("map", bytes), (own) =>
    expectFailure(own.load(["map"]), code, "map part", words),
  ),
);

test("what arrives altered or cut off is refused", async () => {
  const changed = (alter: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
    fetchGolden({ alter: (file, bytes) => (isPart(file, "map") ? alter(bytes) : undefined) });
  await loading(
    changed(() => altered(70, 1)),
    (own) => expectFailure(own.load(["map"]), "bad-checksum", "map part"),
  );
  for (let size = 0; size < entry.bytes; size += 50) {
    await loading(
      changed((bytes) => bytes.slice(0, size)),
      (own) => expectFailure(own.load(["map"]), "truncated", "map part"),
    );
  }
});

test("the main categories are the first ones, those of most items first", async () => {
  const own = await open();
  const { names, ofItems } = await own.mainCategories();
  const items = await own.popular(0, own.info.numItems);
  const firsts = items.map(({ categories: [first] }) => first);
  expect(Array.from(ofItems, (rank) => names[rank])).toEqual(firsts);
  const count = (name: string) => firsts.filter((first) => first === name).length;
  const counts = names.map(count);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(new Set(names)).toEqual(new Set(firsts.filter((first) => first !== undefined)));
  own.close();
});
