// The list for a stored user: filters, sliders, reasons. What it must hold is asked of the npm
// package in this process.
import { describe, expect, it } from "vitest";
import { axeFindings } from "./places.mjs";
import { browserNames, missing, titleOf, userLink, visitor } from "./visit.mjs";

describe.skipIf(missing).each(browserNames)("in %s, the list for a user", (browserName) => {
  const visit = visitor(browserName);
  const firstUser = async () => (await visit.reference.searchUsers("", 0, 1))[0];
  const expectList = async (query) => visit.expectCards(await visit.reference.recommend(query));

  async function openFilters() {
    await visit.click(".refine-toggle");
    await visit.page.waitForSelector(".filters .chip");
  }

  /** Presses the first of these whose text is this. */
  async function press(selector, wanted) {
    await visit.page.waitForSelector(selector);
    const texts = await visit.texts(selector);
    const all = await visit.page.$$(selector);
    const button = all[texts.indexOf(wanted)];
    await button.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await button.click();
  }

  /** Types into a field and leaves it, which counts as the end of typing. */
  async function fill(selector, value) {
    const field = await visit.page.waitForSelector(selector);
    await field.click({ count: 3 });
    await visit.page.keyboard.type(value);
    await visit.page.keyboard.press("Tab");
  }

  it("is limited by categories, years and authors as the engine does it, and by its address", async () => {
    const { reference } = visit;
    const { id: user } = await firstUser();
    const page = await visit.open(userLink({ id: user }));
    const { categories } = await reference.facets();
    const [first, second] = categories.map(({ name }) => name);
    await openFilters();
    await press(".filters .chip", first);
    await expectList({ user, filter: { categories: [first] } });
    await press(".filters .chip", second);
    const filter = { categories: [first, second] };
    await expectList({ user, filter });

    await fill(".year:first-child input", "1900");
    await expectList({ user, filter: { ...filter, years: { from: 1900 } } });
    await fill(".year:last-child input", "1850");
    filter.years = { from: 1850, to: 1900 };
    await expectList({ user, filter });
    await page.reload();
    await expectList({ user, filter });
    expect(await visit.texts(".refine-active bdi")).toEqual([first, second, "1850–1900"]);

    await press(".refine-active button", "Clear filters");
    await expectList({ user });
    expect(await visit.hash()).toBe(userLink({ id: user }));
    await openFilters();
    const far = categories.at(-1).name;
    await page.select(".filters select", far);
    await expectList({ user, filter: { categories: [far] } });
    await press(".filters .chip", far);
    await expectList({ user });
  });

  it("is limited by authors, named by a part of the name", async () => {
    const { reference } = visit;
    const { id: user } = await firstUser();
    const page = await visit.open(userLink({ id: user }));
    const [{ author }] = await reference.recommend({ user, n: 1 });
    await openFilters();
    await page.type("#author-input", author.split(" ").at(-1));
    await page.keyboard.press("Enter");
    await expectList({ user, filter: { authors: [author] } });
    expect(await visit.texts(".refine-active bdi")).toEqual([author]);
    // At once, as a paste: names that begin with "q" would open the browser's own list below the field.
    await page.focus("#author-input");
    await page.$eval("#author-input", (input) => {
      input.value = "qqqzzz";
    });
    await page.keyboard.press("Enter");
    await page.waitForSelector(".author-field .field-note", { timeout: 15_000 });
  });

  it("may hold what was chosen before, and says so where nothing passes", async () => {
    const { reference } = visit;
    const { id: user } = await firstUser();
    const page = await visit.open(userLink({ id: user }));
    await visit.expectCards(await reference.recommend({ user }));
    await openFilters();
    await visit.click(".check input");
    await expectList({ user, includeHistory: true });
    await fill(".year:first-child input", "2999");
    await page.waitForSelector(".results .message");
    await page.focus(".refine-active button");
    await page.keyboard.press("Enter");
    await expectList({ user, includeHistory: true });
    expect(await page.evaluate(() => document.activeElement.className)).toContain("refine-toggle");
  });

  it("follows the sliders at once, by keyboard too, and the settings another user", async () => {
    const { reference } = visit;
    const [{ id: user }, { id: next }] = await reference.searchUsers("", 0, 2);
    const page = await visit.open(userLink({ id: user }));
    await expectList({ user });
    await page.focus("#diversity");
    await page.keyboard.press("ArrowRight");
    await expectList({ user, diversity: 0.05 });
    await page.keyboard.press("End");
    await expectList({ user, diversity: 1 });
    const drag = (slider) => {
      for (const value of [90, 60, 30]) {
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
    };
    await page.$eval("#diversity", drag);
    await page.$eval("#novelty", drag);
    await expectList({ user, diversity: 0.3, novelty: 0.3 });
    expect(await visit.texts(".slider output")).toEqual(["30%", "30%"]);
    await visit.click(".picker-list li:nth-child(2) .picker-user");
    await expectList({ user: next, diversity: 0.3, novelty: 0.3 });
    await page.goBack();
    await expectList({ user, diversity: 0.3, novelty: 0.3 });
    // Elsewhere they mean nothing.
    await visit.click('.nav-link[href*="view=similar"]');
    await page.waitForSelector("pr-similar h1");
    expect(await visit.hash()).toBe("#view=similar");
  });

  it("is limited to languages, also by an address that names them first of all", async () => {
    const { reference } = visit;
    const [{ id: user }] = await reference.searchUsers("", 0, 1);
    const { languages } = await reference.facets();
    expect(languages[0].name).toBe("en");
    const [, { name: second }] = languages;
    const rest = languages.at(-1).name;
    const page = await visit.open(`${userLink({ id: user })}&language=${second}`);
    await expectList({ user, filter: { languages: [second] } });
    await openFilters();
    await press(".filters .chip", "English");
    await expectList({ user, filter: { languages: [second, "en"] } });
    await page.select(".filters fieldset:nth-of-type(3) select", rest);
    await expectList({ user, filter: { languages: [second, "en", rest] } });
    await press(".refine-active button", "Clear filters");
    await expectList({ user });
  });

  it("says on each card what of the history weighs most", async () => {
    const { reference } = visit;
    const { id: user } = await firstUser();
    await visit.open(userLink({ id: user }));
    const items = await reference.recommend({ user });
    await visit.expectCards(items);
    const wanted = [];
    for (const { id: item } of items) {
      const parts = await reference.explain({ user, item });
      const total = parts.reduce((sum, { score }) => sum + score, 0);
      for (const part of parts.filter(({ score }) => score > 0).slice(0, 2)) {
        const share = Math.min(1, part.score / total);
        wanted.push(
          `${share < 0.01 ? "under 1%" : `${Math.round(100 * share)}%`} ${titleOf(part)}`,
        );
      }
    }
    const areAll = (count) => document.querySelectorAll(".card-why li").length === count;
    await visit.waitFor(areAll, wanted.length);
    const shown = (await visit.texts(".card-why li")).map((text) => text.replace(/\s+/g, " "));
    expect(shown).toEqual(wanted);
  });

  it("is chosen from users with a hint of what each likes", async () => {
    const { reference } = visit;
    await visit.open("#view=reader");
    const users = await reference.searchUsers("", 0, 3);
    const hints = [];
    for (const { id } of users) {
      const { categories } = await reference.taste({ users: [id], n: 2 });
      const { length } = await reference.userHistory(id);
      const names = categories.map(({ name }) => name).join(", ");
      hints.push(`${length} ${length === 1 ? "book" : "books"}: ${names}`);
    }
    const isThere = () => document.querySelectorAll(".picker-first").length >= 3;
    await visit.waitFor(isThere);
    const shown = await visit.texts(".picker-summary");
    expect(shown.slice(0, 3).map((text) => text.replace(/\s+/g, " "))).toEqual(hints);
  });

  const schemes = browserName === "chromium" ? ["light", "dark"] : ["light"];
  it.each(schemes)(
    "has filters for everybody, in both directions, on a phone, %s",
    async (scheme) => {
      const { id: user } = await firstUser();
      for (const lang of ["en", "ar"]) {
        const hash = `${userLink({ id: user })}&years=1900..&lang=${lang}`;
        const page = await visit.open(hash, { width: 360 });
        if (browserName === "chromium") {
          await page.emulateMediaFeatures([
            { name: "prefers-color-scheme", value: scheme },
            { name: "prefers-reduced-motion", value: "reduce" },
          ]);
        }
        await openFilters();
        await page.waitForSelector(".card-why li");
        expect(await axeFindings(visit), lang).toEqual([]);
        const excess = () => document.documentElement.scrollWidth - window.innerWidth;
        expect(await page.evaluate(excess), lang).toBeLessThanOrEqual(0);
        expect(await page.evaluate(() => document.documentElement.dir)).toBe(
          lang === "ar" ? "rtl" : "ltr",
        );
      }
    },
  );
});
