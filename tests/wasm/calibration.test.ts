// What scores mean: the share of people that a manifest knows for them.
import { openInThread, type Recommender, type ScoredItem } from "pocketrec";
import { expect, test } from "vitest";
import { calibrationOf, shareAt } from "../../wasm/src/calibration.ts";
import { bundleUrl, fetchGolden, goldenManifest } from "./fixtures.ts";

const line = { scores: [0.25, 0.5, 0.75], shares: [0, 0.125, 0.5] };

/** The golden bundle, with this calibration in its manifest. */
function withCalibration(calibration: unknown): Promise<Recommender> {
  const manifest = { ...goldenManifest(), metrics: { calibration } };
  const alter = (file: string) =>
    file === "manifest.json" ? new TextEncoder().encode(JSON.stringify(manifest)) : undefined;
  return openInThread(bundleUrl, { fetch: fetchGolden({ alter }) });
}

test("between two knots lies a line, outside of them nothing changes", () => {
  const at = (score: number) => shareAt(line, score);
  expect([-9, 0.25, 0.375, 0.5, 0.625, 0.75, 9].map(at)).toEqual([
    0, 0, 0.0625, 0.125, 0.3125, 0.5, 0.5,
  ]);
});

test("knots of the same score are no division by zero", () => {
  const step = { scores: [0.5, 0.5, 1], shares: [0.1, 0.2, 0.3] };
  expect([0.4, 0.5, 1].map((score) => shareAt(step, score))).toEqual([0.1, 0.2, 0.3]);
});

test("recommended items have the share of their score", async () => {
  const shop = await withCalibration(line);
  const [first, second, ...others] = await shop.popular(0, 20);
  const history = [first?.id as string, second?.id as string];
  const lists = [await shop.recommend({ history }), await shop.recommend({ user: "reader 0" })];
  for (const list of lists) {
    expect(list.length).toBeGreaterThan(0);
    for (const { score, share } of list) expect(share).toBe(shareAt(line, score));
  }
  const similar = await shop.similar({ item: others[0]?.id as string });
  expect(similar.some((item) => "share" in item)).toBe(false);
  const [boosted] = lists[0] as ScoredItem[];
  await shop.boost({ [boosted?.id as string]: 3 });
  const after = (await shop.recommend({ history })).find(({ id }) => id === boosted?.id);
  expect(after?.score).toBeCloseTo(3 * (boosted?.score as number), 4);
  expect(after?.share).toBeCloseTo(boosted?.share as number, 4);
  const vector = new Array(shop.info.numFactors).fill(0.1);
  expect((await shop.recommend({ vector })).some((item) => "share" in item)).toBe(false);
  shop.close();
});

test.each([
  undefined,
  null,
  "0.5",
  {},
  { scores: [], shares: [] },
  { scores: [0.5], shares: [] },
  { scores: [0.5], shares: ["1"] },
  { scores: 0.5, shares: 1 },
])("no share without a calibration: %j", async (calibration) => {
  expect(calibrationOf({ ...goldenManifest(), metrics: { calibration } })).toBeUndefined();
  const shop = await withCalibration(calibration);
  const list = await shop.recommend({ user: "reader 0" });
  expect(list.some((item) => "share" in item)).toBe(false);
  shop.close();
});
