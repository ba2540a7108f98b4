// "Launch a new item" in real browsers: where an item goes while it is typed, who would want it and
// how sure that is, and the address that holds it. What must be shown is asked of the npm package.
import { beforeAll, describe, expect, it } from "vitest";
import { browserNames, missing, titleOf, visitor, withManifest } from "./visit.mjs";

const shareText = (share) => (share < 0.01 ? "under 1%" : `${Math.round(100 * share)}%`);
const without = (part) =>
  withManifest((manifest) => {
    delete manifest.parts[part];
    if (part === "users") manifest.counts.users = 0;
  });
const launchLink = (draft) => `#${new URLSearchParams({ view: "launch", ...draft })}`;

describe.skipIf(missing).each(browserNames)("in %s, a new item", (browserName) => {
  const visit = visitor(browserName);
  let model;
  beforeAll(async () => {
    await visit.reference.load(["content"]);
    [model] = await visit.reference.popular(0, 1);
  });

  /** The page shows what the package says of this item. */
  async function expectPlaced(item) {
    const placed = await visit.reference.placeNewItem({ ...item, numUsers: 100 });
    await visit.expectCards(placed.nearest);
    expect(await visit.texts("ol.cards .strength-value")).toEqual(
      placed.nearest.map(({ score }) => score.toFixed(2)),
    );
    expect(await visit.texts(".stat-value")).toEqual([
      shareText(placed.certainty),
      `${placed.numKnown} of ${placed.numKeys}`,
    ]);
    const users = (await visit.texts(".users a")).map((one) => one.replace(/[\u2068\u2069]/g, ""));
    expect(users).toEqual(placed.users.slice(0, 10).map(({ id }) => `Reader ${id}`));
    const { categories } = await visit.reference.taste({
      users: placed.users.map(({ id }) => id),
      n: 8,
    });
    await visit.waitFor(() => document.querySelector(".taste .placeholder") === null);
    const shown = await visit.texts(".taste-kinds > div:first-child .share-name");
    expect(shown).toEqual(
      categories.filter(({ share }) => Math.round(share * 100) >= 5).map(({ name }) => name),
    );
    return placed;
  }

  it("is placed as it is typed, with the keyboard, and kept in the address", async () => {
    const page = await visit.open("#view=launch");
    await visit.waitFor(() => document.querySelector(".launch .message-art") !== null);
    await page.focus("#new-title");
    await page.keyboard.type(model.title);
    await expectPlaced({ title: model.title });
    await page.keyboard.press("Tab");
    await page.keyboard.type(model.author);
    await expectPlaced({ title: model.title, author: model.author });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1999");
    await page.keyboard.press("Tab");
    const category = model.categories[0];
    await page.keyboard.type(category.slice(0, 4).toLowerCase());
    const first = (name) =>
      document.querySelector(".chips:last-child .chip")?.textContent.trim() === name;
    await visit.waitFor(first, category);
    await page.keyboard.press("Enter");
    expect(await visit.texts(".chip-chosen bdi")).toEqual([category]);
    const item = { title: model.title, author: model.author, year: 1999, categories: [category] };
    await expectPlaced(item);
    const draft = { newTitle: item.title, newAuthor: item.author, newYear: "1999" };
    const address = launchLink({ ...draft, newCategories: category });
    await visit.waitFor((hash) => location.hash === hash, address);
    expect(await page.evaluate(() => document.activeElement.id)).toBe("new-category");

    // What the address holds is all there is: another visitor sees the same.
    await visit.open(address);
    await expectPlaced(item);
    expect(await visit.page.$eval("#new-author", (field) => field.value)).toBe(model.author);
  });

  it("lies on the map amid what it would stand beside, where a map can be drawn", async () => {
    const { title, author } = model;
    const page = await visit.open(launchLink({ newTitle: title, newAuthor: author }));
    const { nearest } = await expectPlaced({ title, author });
    await visit.waitFor(() => document.querySelector("pr-new-place")?.data?.value);
    await visit.waitFor(
      () =>
        document.querySelector("pr-new-place").cannotDraw ||
        document.querySelector("pr-new-place pr-map-canvas")?.renderer,
    );
    const markers = await page.evaluate(
      () => document.querySelector("pr-new-place pr-map-canvas")?.markers ?? null,
    );
    if (browserName === "firefox" && markers === null) return; // the list says the same in words
    const [own, ...others] = markers;
    expect(own).toMatchObject({ kind: "found", title });
    expect(others.map((marker) => marker.title)).toEqual(nearest.map(titleOf));
    const distances = others.map(({ place }) =>
      Math.hypot(place.x - own.place.x, place.y - own.place.y),
    );
    expect(distances.filter((distance) => distance < 0.2).length).toBeGreaterThan(4);
  });

  it("is filled in by an example link, changed by pointer, and cleared; back undoes", async () => {
    const page = await visit.open("#view=launch");
    await visit.click(".list-actions a.text-link");
    const { years } = await visit.reference.facets();
    const { author, publisher, categories } = model;
    const title = "The Lighthouse at the End of Winter";
    const example = { title, author, publisher, year: years.to, categories };
    await expectPlaced(example);
    expect(await visit.texts(".chip-chosen bdi")).toEqual(categories);

    await visit.click(".chip-chosen");
    await expectPlaced({ ...example, categories: categories.slice(1) });
    const added = (await visit.texts(".launch-form .picker-row + .chips .chip"))[0];
    await visit.click(".launch-form .picker-row + .chips .chip");
    await expectPlaced({ ...example, categories: [...categories.slice(1), added] });
    await visit.waitFor((name) => location.hash.includes(encodeURIComponent(name)), added);

    await visit.click(".launch .link-button");
    await visit.waitFor(() => document.querySelector("#new-title").value === "");
    expect(await visit.hash()).toBe("#view=launch");
    await page.goBack();
    await expectPlaced({ ...example, categories: [...categories.slice(1), added] });
  });

  it("may have an Arabic title, in an Arabic page, with its own digits", async () => {
    const { reference } = visit;
    const [known] = await reference.searchItems("موسم", 1);
    const page = await visit.open("#view=launch&lang=ar");
    await (await page.waitForSelector("#new-title")).type("موسم جديد");
    await page.type("#new-author", known.author);
    await page.type("#new-year", "١٩٩٩");
    const item = { title: "موسم جديد", author: known.author, year: 1999 };
    const placed = await reference.placeNewItem({ ...item, numUsers: 100 });
    expect(placed.nearest.some(({ author }) => author === known.author)).toBe(true);
    await visit.expectCards(placed.nearest);
    expect(await page.$("#new-year[aria-invalid]")).toBeNull();
    const [side, main] = await page.$$eval(".launch > div", (all) =>
      all.map((one) => one.getBoundingClientRect().left),
    );
    expect(side).toBeGreaterThan(main);
    const year = "newYear=%D9%A1%D9%A9%D9%A9%D9%A9";
    await visit.waitFor((written) => location.hash.includes(written), year);
    await page.reload();
    await visit.expectCards(placed.nearest);
    expect(await page.$eval("#new-title", (field) => field.value)).toBe("موسم جديد");
  });

  it("of which nothing is known has no place, and a year that is none is said to be", async () => {
    const page = await visit.open(launchLink({ newTitle: "qqzzxx" }));
    await visit.waitFor(() => document.querySelector(".launch .message-art") !== null);
    expect(await visit.texts(".launch-main h2")).toEqual(["None of this is known"]);
    await page.type("#new-year", "soon");
    const note = await page.waitForSelector("#new-year[aria-invalid] ~ *, #new-year-note");
    expect(await note.evaluate((one) => one.textContent)).toContain("2026");
    expect(await page.$eval("#new-year", (field) => field.getAttribute("aria-describedby"))).toBe(
      "new-year-note",
    );
    expect(await page.$("ol.cards")).toBeNull();
  });

  it("ends up as typed last, however fast that was", async () => {
    const page = await visit.open("#view=launch");
    await page.waitForSelector("#new-title");
    const words = [...model.title, ..." and the ", ...model.author];
    await page.evaluate((letters) => {
      const field = document.querySelector("#new-title");
      for (const letter of letters) {
        field.value += letter;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, words);
    await expectPlaced({ title: words.join("") });
    await visit.waitFor(
      (title) => new URLSearchParams(location.hash.slice(1)).get("newTitle") === title,
      words.join(""),
    );
    // Leaving at once must not lead back.
    await page.type("#new-title", "!");
    await visit.click('.nav-link[href*="view=you"]');
    await page.waitForSelector("pr-you h1");
    await new Promise((passed) => setTimeout(passed, 500));
    expect(await visit.hash()).toBe("#view=you");
  });

  it("has neighbours but no audience where the bundle has no users", async () => {
    await visit.open(launchLink({ newAuthor: model.author }), { respond: without("users") });
    const placed = await visit.reference.placeNewItem({ author: model.author });
    await visit.expectCards(placed.nearest);
    expect(await visit.texts(".users, .taste")).toEqual([]);
  });

  it("needs the content part, and says how a bundle gets it", async () => {
    const page = await visit.open(launchLink({ newAuthor: model.author }), {
      respond: without("content"),
    });
    await visit.waitFor(() => document.querySelector("main").textContent.includes("--content"));
    expect(await page.$("pr-launch-form")).toBeNull();
    expect(await visit.texts(".nav-link")).not.toContain("New book");
  });

  it("can be opened as cards lead to it from the start, titles and all", async () => {
    const page = await visit.open();
    await visit.click('.way a[href="#view=launch"]');
    await visit.waitFor(() => document.activeElement.matches("pr-launch h1"));
    await page.goBack();
    await visit.click('.way a[href="#view=audience"]');
    await visit.waitFor(() => document.activeElement.matches("pr-audience h1"));
    expect(titleOf(model)).toBe((await visit.texts(".thumb .card-link"))[0]);
  });
});
