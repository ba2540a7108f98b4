// The view that says how good it is, in real browsers: figures of the manifest and no others, what
// is measured on the device, and what is kept there.
import { describe, expect, it } from "vitest";
import { axeFindings } from "./places.mjs";
import { browserNames, missing, visitor, withManifest } from "./visit.mjs";

const withMetrics = withManifest((manifest) => {
  manifest.metrics = {
    protocol: "holdout",
    models: [
      {
        name: "softmax",
        "recall@20": 0.2345,
        "recall@20_interval": [0.2, 0.25],
        "ndcg@20": 0.1234,
        "coverage@20": 0.61,
      },
      { name: "popularity", "recall@20": 0.0561, "ndcg@20": 0.0321 },
    ],
  };
});

describe.skipIf(missing).each(browserNames)("in %s, how good it is", (browserName) => {
  const visit = visitor(browserName);

  it("is told by the figures of the manifest and no others", async () => {
    await visit.open("", { respond: withMetrics });
    await visit.click(".quality-button");
    await visit.page.waitForSelector("pr-quality .metrics");
    expect(await visit.hash()).toBe("#view=quality");
    const figures = (await visit.texts(".metrics td")).map((cell) => cell.split(/\s+/));
    expect(figures).toEqual([["0.235", "0.200–0.250"], ["0.123"], ["0.056"], ["0.032"]]);
    expect(await visit.texts(".tile strong")).toEqual(["23%", "4.2 times"]);
    const [meaning] = await visit.texts('[aria-labelledby="meaning-heading"]');
    expect(meaning).toContain("the difference may be chance"); // one of the intervals is not known
    const [lists] = await visit.texts('[aria-labelledby="catalogue-heading"]');
    expect(lists).toContain("61% of the catalogue");
    const lacking = await visit.texts('[aria-labelledby="missing-heading"] li');
    expect(lacking).toHaveLength(3); // calibration, popularity bias, new items
  });

  it("says what is missing where the manifest measured nothing and publishes nobody", async () => {
    const respond = withManifest((manifest) => {
      manifest.metrics = {};
      manifest.counts.users = 0;
      delete manifest.parts.users;
      delete manifest.parts.content;
      delete manifest.parts.map;
      delete manifest.parts.languages;
      delete manifest.parts.groups;
    });
    const page = await visit.open("#view=quality", { respond });
    await page.waitForSelector("pr-quality");
    expect(await visit.texts(".tile, .metrics td")).toEqual([]);
    expect(await visit.texts('[aria-labelledby="missing-heading"] li')).toHaveLength(6);
    expect(await visit.texts('[aria-labelledby="parts-heading"] dt')).toHaveLength(4);
    const [privacy] = await visit.texts('[aria-labelledby="privacy-heading"]');
    expect(privacy).toContain("says nothing about single");
  });

  it("is measured on the device when asked, with a way to stop", async () => {
    const page = await visit.open("#view=quality");
    await page.waitForSelector(".measure-start");
    await page.evaluate(async () => {
      document.querySelector(".measure-start").click();
      while (!document.querySelector(".measure-cancel")) await new Promise(requestAnimationFrame);
      document.querySelector(".measure-cancel").click();
    });
    const isStopped = () => document.querySelector("pr-measure").textContent.includes("Cancelled");
    await visit.waitFor(isStopped);
    expect(await visit.texts(".timings td")).toEqual([]);
    await page.focus(".measure-start");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".timings");
    const times = await visit.texts(".timings td");
    expect(times).toHaveLength(6);
    for (const time of times) expect(time).toMatch(/\d ms$/);
    await visit.waitFor(() => document.activeElement.matches(".measure-start"));
    await visit.click(".storage-clear");
    if (browserName === "chromium") expect(await axeFindings(visit)).toEqual([]);
    const facts = (await visit.texts("pr-measure dd")).join(" ");
    expect(facts).toContain(`all ${visit.reference.info.numItems.toLocaleString("en")} titles`);
  });

  it("shows what is kept on the device, and clears it when asked twice", async () => {
    const page = await visit.open("#view=quality");
    await page.waitForSelector('[data-keeping="kept"]');
    const names = () => page.evaluate(() => caches.keys());
    expect(await names()).toHaveLength(2);
    await visit.click(".storage-clear");
    await visit.click(".asking .button-quiet");
    await visit.waitFor(() => document.activeElement.matches(".storage-clear"));
    expect(await names()).toHaveLength(2);
    await visit.click(".storage-clear");
    await visit.click(".storage-sure");
    await page.waitForSelector('[data-keeping="cleared"]');
    expect(await names()).toEqual([]);
    const [bytes] = await visit.texts("pr-storage dd");
    expect(bytes).toBe("0 bytes");

    await visit.click(".site-nav .nav-link:first-child");
    await visit.click(".picker-user");
    await page.waitForSelector("ol.cards .card");
    await page.goto(`${visit.server.origin}/#view=quality`);
    await page.reload();
    await page.waitForSelector('[data-keeping="kept"]');
    expect(await names()).toHaveLength(2);
  });
});
