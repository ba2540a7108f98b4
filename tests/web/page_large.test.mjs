// The built page over a catalogue that is larger than a download: lists are shown as they get better.
import { describe, expect, it } from "vitest";
import { largeBundle } from "./site.mjs";
import { browserNames, missing, visitor } from "./visit.mjs";

const itemLink = ({ id }) => `#item=${encodeURIComponent(id)}`;
const cards = (page) => page.$$eval("ol.cards > li", (all) => all.length);

/** A server that keeps files of these kinds back until `release()`. */
function holding(kinds) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const asked = [];
  const respond = async ({ url }) => {
    const kind = url.match(/\/bundle\/(\w+)\./)?.[1];
    if (kinds.includes(kind)) {
      asked.push(kind);
      await released;
    }
    return false;
  };
  return { respond, asked, release };
}

describe.skipIf(missing).each(browserNames)("in %s, a large catalogue", (browserName) => {
  const visit = visitor(browserName, largeBundle);

  it("shows a list from its first items, and then what lies behind them", async () => {
    const [item] = await visit.reference.popular(0, 1);
    const { respond, asked, release } = holding(["lists", "rows", "titles", "search"]);
    const page = await visit.open(itemLink(item), { respond });
    await page.waitForSelector('ol.cards[aria-busy="true"] .card');
    expect(await cards(page)).toBe(10);
    await visit.waitFor(() => !document.querySelector(".computed")?.textContent.includes("ms"));
    for (const kind of ["rows", "titles"]) expect(asked).not.toContain(kind);
    release();
    await visit.expectCards(await visit.reference.similar({ item: item.id }));
    await page.waitForSelector('ol.cards[aria-busy="false"]');
    expect(asked).toContain("rows");
  });

  it("knows what a visitor likes before lists are there, too", async () => {
    const { respond, asked, release } = holding(["lists", "rows", "titles", "search"]);
    const page = await visit.open("#view=you", { respond });
    await visit.click(".chip-like");
    await page.waitForSelector('ol.cards[aria-busy="true"] .card');
    release();
    await page.waitForSelector('ol.cards[aria-busy="false"] .card');
    expect(await cards(page)).toBe(10);
    // What would be a download without end is not kept for later, either.
    await page.goto(`${visit.server.origin}/#view=quality`);
    await page.waitForSelector('[data-keeping="kept"]');
    for (const kind of ["titles", "search"]) expect(asked).not.toContain(kind);
    expect((await visit.texts(".keeping"))[0]).toContain("other titles");
    const names = await visit.texts(".sizes dt");
    for (const part of ["lists", "background", "shelves"]) expect(names).not.toContain(part);
  });

  it("is searched and filtered, which loads what that takes", async () => {
    const [first] = await visit.reference.popular(0, 1);
    const page = await visit.open("#view=you");
    await page.waitForSelector("ol.cards .card");
    await page.type("#combobox-input", first.title);
    await page.waitForSelector(".option");
    const { categories } = await visit.reference.facets();
    const category = categories[0].name;
    await page.goto(`${visit.server.origin}/#view=you&category=${encodeURIComponent(category)}`);
    await page.waitForSelector("ol.cards .card");
    const wanted = {
      history: [],
      skipUnknown: true,
      diversity: 0,
      filter: { categories: [category] },
    };
    await visit.expectCards(await visit.reference.titlesToRate(wanted));
  });

  it("finds an item that is far down by its address alone", async () => {
    const [last] = await visit.reference.popular(5000, 1);
    await visit.open(itemLink(last));
    await visit.expectCards(await visit.reference.similar({ item: last.id }));
  });
});
