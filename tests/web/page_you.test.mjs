// The visitor's own list: rating, taking back, persistence, files in and out, deleting. What a list
// must hold is asked of the npm package in this process.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { axeFindings } from "./places.mjs";
import { browserNames, missing, titleOf, visitor } from "./visit.mjs";

const folder = mkdtempSync(join(tmpdir(), "pocketrec-library-"));
afterAll(() => rmSync(folder, { recursive: true }));

const key = "pocketrec:liked:/bundle/manifest.json";
const rating = (id, weight = 1) => ({ id, weight });

describe.skipIf(missing).each(browserNames)("in %s, a visitor's own list", (browserName) => {
  const visit = visitor(browserName);
  const expectList = async (history, options = {}) =>
    visit.expectCards(await visit.reference.recommend({ history, ...options }));
  const isAsked = (title) => document.querySelector(".deck-title")?.textContent.trim() === title;

  /** The deck comes to ask about this, by what was said so far. */
  async function expectQuestion(history, exclude = [], knownAuthors = []) {
    const query = { history, exclude, knownAuthors, n: 1 };
    const [next] = await visit.reference.titlesToRate(query);
    await visit.waitFor(isAsked, titleOf(next)).catch(() => {});
    expect(await visit.texts(".deck-title")).toEqual([titleOf(next)]);
    return next;
  }

  async function choose(name, contents) {
    const file = join(folder, name);
    writeFileSync(file, contents);
    const input = await visit.page.waitForSelector('.own-import input[type="file"]');
    await input.uploadFile(file);
  }

  async function goodreadsFile() {
    const books = await visit.reference.popular(0, 6);
    const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
    const row = (item, stars, shelf = "read") =>
      `1,${quoted(`${item.title} (A Series, #1)`)},${quoted(item.author)},"=""""","=""""",${stars},${shelf}`;
    const rows = [
      row(books[0], 5),
      row(books[1], 4),
      row(books[2], 1),
      row(books[3], 0, "to-read"),
      row({ title: "No Such Book, at all", author: "Nobody" }, 5),
    ];
    const head = "Book Id,Title,Author,ISBN,ISBN13,My Rating,Exclusive Shelf";
    return { books, text: `\ufeff${[head, ...rows].join("\r\n")}\r\n` };
  }

  it("begins with what is chosen where the visitor says they live, and at their age", async () => {
    const { reference } = visit;
    await reference.load(["groups"]);
    const page = await visit.open("#view=you");
    const { places, ages } = await reference.groups();
    await page.waitForSelector(".about-you select");
    const options = await page.$$eval(".about-you select", (lists) =>
      lists.map(({ options }) => options.length),
    );
    expect(options).toEqual([places.length + 1, ages.length + 1]);
    const [place, age] = [places.at(-1).name, ages.at(-1).from];
    await page.select(".about-you label:nth-of-type(1) select", place);
    await visit.expectCards(await reference.popularAmong({ place }));
    expect(await visit.texts("#results-heading")).toEqual(["Chosen most often by people like you"]);
    expect(await visit.hash()).toBe(`#view=you&${new URLSearchParams({ place })}`);
    await page.focus(".about-you label:nth-of-type(2) select");
    await page.select(".about-you label:nth-of-type(2) select", String(age));
    await visit.expectCards(await reference.popularAmong({ place, age }));
    expect(await axeFindings(visit)).toEqual([]);
    // The first like says more than both.
    const [first] = await reference.popularAmong({ place, age });
    await visit.click(".chip-like");
    await expectList([rating(first.id)]);
    expect(await page.$(".about-you")).toBeNull();
  });

  it("shows the group of whatever age an address names", async () => {
    await visit.reference.load(["groups"]);
    const { ages } = await visit.reference.groups();
    const { from, to } = ages.find((group) => group.to !== null && group.from > 0);
    await visit.open(`#view=you&age=${to}`);
    await visit.expectCards(await visit.reference.popularAmong({ age: to }));
    await visit.waitFor(
      (value) => document.querySelectorAll(".about-you select")[1]?.value === value,
      `${from}`,
    );
  });

  it("passes over a place that this bundle does not know", async () => {
    await visit.open("#view=you&place=narnia");
    await visit.expectCards(await visit.reference.titlesToRate({ diversity: 0 }));
    expect(await visit.texts("#results-heading")).toEqual(["Chosen most often"]);
  });

  it("grows by answers to one title after another, which change the list beside at once", async () => {
    const { reference } = visit;
    const page = await visit.open("#view=you");
    const history = [];
    await visit.expectCards(await reference.titlesToRate({ diversity: 0 }));
    await page.waitForSelector(".fallback-note");

    const liked = await expectQuestion(history);
    await visit.click(".deck-like");
    history.push(rating(liked.id));
    await expectList(history);
    expect(await page.$(".fallback-note")).toBeNull();

    const refused = await expectQuestion(history);
    await visit.click(".deck-dismiss");
    history.push(rating(refused.id, 0));
    await expectList(history);

    const skipped = await expectQuestion(history);
    await visit.click(".deck-skip");
    await expectQuestion(history, [skipped.id]);
    await expectList(history);
    expect(await visit.texts(".own-title")).toEqual([liked, refused].map(titleOf));

    await page.reload();
    await expectList(history);
    await expectQuestion(history);
    expect(await visit.hash()).toBe("#view=you");
  });

  it("is asked about more titles of an author who is known, though no title was", async () => {
    await visit.open("#view=you");
    const first = await expectQuestion([]);
    await visit.click(".deck-author");
    const second = await expectQuestion([], [first.id], [first.author]);
    expect(second.author).toBe(first.author);
    await visit.click(".deck-like");
    const third = await expectQuestion([rating(second.id)], [first.id], [first.author]);
    expect(third.author).toBe(first.author);
    await expectList([rating(second.id)]);
    expect(await visit.texts(".own-title")).toEqual([titleOf(second)]);
  });

  it("is made with the keyboard alone, which stays where it is", async () => {
    const page = await visit.open("#view=you");
    const history = [];
    await expectQuestion(history);
    await page.focus(".deck-like");
    for (let i = 0; i < 3; i++) {
      const { id } = await expectQuestion(history);
      await page.keyboard.press("Enter");
      history.push(rating(id));
      await expectList(history);
    }
    expect(await page.evaluate(() => document.activeElement.className)).toContain("deck-like");

    // A card that goes hands the focus to the one in its place.
    const [, second] = await visit.reference.recommend({ history });
    await page.focus("ol.cards li:nth-child(2) .chip-dismiss");
    await page.keyboard.press("Enter");
    history.push(rating(second.id, 0));
    await expectList(history);
    const isThere = () =>
      document.activeElement === document.querySelector("ol.cards li:nth-child(2) .chip-dismiss");
    await visit.waitFor(isThere);

    await page.focus(".own-row .icon-button");
    await page.keyboard.press("Enter");
    history.splice(2, 1);
    await expectList(history);
    await visit.waitFor(() => document.activeElement.id === "liked-heading");
  });

  it("is shown with the same filters and sliders, and why, as anybody's", async () => {
    const { reference } = visit;
    const page = await visit.open("#view=you&diversity=40&years=1900..1999");
    const options = { diversity: 0.4, filter: { years: { from: 1900, to: 1999 } } };
    await visit.expectCards(await reference.titlesToRate(options));
    const first = await expectQuestion([]);
    await visit.click(".deck-like");
    const history = [rating(first.id)];
    await expectList(history, options);
    await page.waitForSelector(".card-why li");
    await visit.click(".refine-toggle");
    await visit.click(".check input");
    await expectList(history, { ...options, includeHistory: true });
    await page.waitForSelector('.chip-like[aria-pressed="true"]');
    await visit.click('.chip-like[aria-pressed="true"]');
    await visit.expectCards(await reference.titlesToRate({ ...options, includeHistory: true }));
  });

  it("hides authors, lists them, and shows them again, also after a reload", async () => {
    const page = await visit.open("#view=you");
    const { id } = await expectQuestion([]);
    await visit.click(".deck-like");
    const history = [rating(id)];
    const [{ author }] = await visit.reference.recommend({ history, n: 1 });
    await expectList(history);
    await visit.click("ol.cards li:first-child .chip-hide");
    await expectList(history, { filter: { notAuthors: [author] } });
    expect(await visit.texts('[aria-labelledby="hidden-heading"] bdi')).toEqual([author]);
    await page.reload();
    await expectList(history, { filter: { notAuthors: [author] } });
    await visit.click('[aria-labelledby="hidden-heading"] .chip');
    await expectList(history);
  });

  it("takes over an export of Goodreads, and says what it found and what not", async () => {
    const page = await visit.open("#view=you");
    await visit.ready();
    const { books, text } = await goodreadsFile();
    await choose("goodreads.csv", text);
    const history = [rating(books[0].id), rating(books[1].id), rating(books[2].id, 0)];
    await expectList(history);
    const [report] = await visit.texts(".own-report");
    expect(report).toContain("3 books found in this catalogue");
    expect(report).toContain("You like 2 books; not for you: 1 book.");
    expect(report).toContain("left out: 1 book.");
    expect(await visit.texts(".own-report li")).toEqual(["No Such Book, at all (A Series, #1)"]);
    await page.reload();
    await expectList(history);
  });

  it("takes over ratings of Book-Crossing, with editions merged into one", async () => {
    await visit.open("#view=you");
    await visit.ready();
    const books = await visit.reference.popular(0, 300);
    const merged = books.find(({ otherIds }) => otherIds.length > 0);
    const [one, two] = books.filter(({ id }) => id !== merged.id);
    const rows = [
      ["7", merged.otherIds[0], "8"],
      ["7", one.id, "0"],
      ["7", two.id, "3"],
      ["7", books.at(-1).id, "5"],
    ].map((cells) => cells.map((cell) => `"${cell}"`).join(";"));
    await choose("ratings.csv", ['"User-ID";"ISBN";"Book-Rating"', ...rows].join("\n"));
    await expectList([rating(merged.id), rating(one.id), rating(two.id, 0)]);
  });

  it("refuses another file in one sentence, and can be cancelled while it reads", async () => {
    const page = await visit.open("#view=you");
    await visit.ready();
    await choose("other.csv", "name,stars\nx,5\n");
    await page.waitForSelector(".own-fault");
    const [fault] = await visit.texts(".own-fault");
    expect(fault).toMatch(/^Expected a CSV file with the columns .* found .*name,stars.*: export/);

    const rows = Array.from({ length: 40_000 }, (_, i) => `7;no${i};8`);
    await choose("long.csv", ["User-ID;ISBN;Book-Rating", ...rows].join("\n"));
    await visit.click(".own-running .link-button");
    await visit.waitFor(() =>
      document.querySelector(".own-report")?.textContent.includes("Nothing was"),
    );
    expect(await visit.texts(".own-title")).toEqual([]);
  });

  it.each(["json", "csv"])("is saved as %s, and read again from it", async (kind) => {
    const page = await visit.open("#view=you");
    const books = await visit.reference.popular(0, 3);
    const rows = books.map(({ id }, i) => `${id};${i === 1 ? 1 : 9}`);
    await choose("ratings.csv", ["ISBN;Book-Rating", ...rows].join("\n"));
    const history = books.map(({ id }, i) => rating(id, i === 1 ? 0 : 1));
    await expectList(history);
    await page.evaluate(() => {
      URL.createObjectURL = (blob) => {
        window.saved = blob;
        return "data:,";
      };
      HTMLAnchorElement.prototype.click = function () {
        window.savedName = this.download;
      };
    });
    await visit.click(`.own-away .button:nth-child(${kind === "json" ? 1 : 2})`);
    await visit.waitFor(() => window.savedName !== undefined);
    expect(await page.evaluate(() => window.savedName)).toBe(`pocketrec.${kind}`);
    const saved = await page.evaluate(() => window.saved.text());
    expect(saved).toContain(books[0].title);

    await visit.open("#view=you");
    await visit.ready();
    await choose(`saved.${kind}`, saved);
    await expectList(history);
  });

  it("is deleted as a whole, after one question", async () => {
    const page = await visit.open("#view=you");
    const { id } = await expectQuestion([]);
    await visit.click(".deck-like");
    await expectList([rating(id)]);
    await visit.click(".button-danger");
    await page.waitForSelector("dialog.question[open]");
    await page.keyboard.press("Escape");
    await visit.noDialog();
    await expectList([rating(id)]);

    await visit.click(".button-danger");
    await visit.click(".button-delete");
    await visit.noDialog();
    await visit.expectCards(await visit.reference.titlesToRate({ diversity: 0 }));
    await page.reload();
    await visit.expectCards(await visit.reference.titlesToRate({ diversity: 0 }));
    const kept = await page.evaluate(async (list) => {
      const request = indexedDB.open("pocketrec");
      await new Promise((done) => {
        request.onsuccess = done;
      });
      const read = request.result.transaction("lists").objectStore("lists").get(list);
      await new Promise((done) => {
        read.onsuccess = done;
      });
      request.result.close();
      return read.result ?? null;
    }, key);
    expect(kept).toBeNull();
  });

  it("comes along from where an earlier version kept it", async () => {
    const page = await visit.open("#view=you");
    await visit.ready();
    const books = await visit.reference.popular(0, 2);
    const kept = JSON.stringify([
      [books[0].id, 1],
      ["an older bundle's", 1],
      [books[1].id, 0],
    ]);
    await page.evaluate((...entry) => localStorage.setItem(...entry), key, kept);
    await page.reload();
    await expectList([rating(books[0].id), rating(books[1].id, 0)]);
    expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBeNull();
    await page.reload();
    await expectList([rating(books[0].id), rating(books[1].id, 0)]);
  });

  it("lasts as long as the page, and says so, where the browser keeps nothing", async () => {
    const page = await visit.open("#view=you");
    await page.evaluateOnNewDocument(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
    });
    await page.reload();
    const { id } = await expectQuestion([]);
    await visit.click(".deck-like");
    await expectList([rating(id)]);
    expect((await visit.texts(".own-data"))[0]).toContain("does not let the page keep anything");
    await visit.click('.nav-link[href*="view=similar"]');
    await page.waitForSelector("pr-similar h1");
    await page.goBack();
    await expectList([rating(id)]);
  });

  it("is the same in another tab", async () => {
    await visit.open("#view=you");
    await visit.ready();
    const other = await visit.context.newPage();
    await other.goto(`${visit.server.origin}/#view=you`);
    await other.waitForSelector(".deck-like");
    await visit.page.bringToFront(); // browsers draw the front tab only
    const { id } = await expectQuestion([]);
    await visit.click(".deck-like");
    await expectList([rating(id)]);
    await other.bringToFront();
    const isKnown = () => document.querySelectorAll(".own-row").length === 1;
    await other.waitForFunction(isKnown, { timeout: 15_000 });
  });

  const schemes = browserName === "chromium" ? ["light", "dark"] : ["light"];
  it.each(schemes)("is for everybody, in both directions, on a phone, %s", async (scheme) => {
    const { text } = await goodreadsFile();
    for (const lang of ["en", "ar"]) {
      const page = await visit.open(`#view=you&lang=${lang}`, { width: 360 });
      if (browserName === "chromium") {
        await page.emulateMediaFeatures([
          { name: "prefers-color-scheme", value: scheme },
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
      }
      await visit.ready();
      await choose("goodreads.csv", text);
      await page.waitForSelector(".own-report details");
      await visit.click("ol.cards .chip-hide");
      await page.waitForSelector('[aria-labelledby="hidden-heading"]');
      await page.waitForSelector(".card-why li");
      await visit.click(".own-report summary");
      const excess = () => document.documentElement.scrollWidth - window.innerWidth;
      expect(await page.evaluate(excess), lang).toBeLessThanOrEqual(0);
      expect(await axeFindings(visit), lang).toEqual([]);
      await choose("other.csv", "x,y\n1,2");
      await page.waitForSelector(".own-fault");
      await visit.click(".button-danger");
      await page.waitForSelector("dialog.question[open]");
      expect(await axeFindings(visit), `${lang}, the question`).toEqual([]);
    }
  });
});
