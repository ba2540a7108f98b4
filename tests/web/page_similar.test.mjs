// "Similar items" in real browsers: by audience, by content, side by side; the overlap in plain
// words; the trail from item to item. What must be shown is asked of the npm package.
import { beforeAll, describe, expect, it } from "vitest";
import { browserNames, missing, titleOf, visitor, withManifest } from "./visit.mjs";

const itemLink = ({ id }, more = "") => `#item=${encodeURIComponent(id)}${more}`;
const without = (part) =>
  withManifest((manifest) => {
    delete manifest.parts[part];
    if (part === "users") manifest.counts.users = 0;
  });

describe.skipIf(missing).each(browserNames)("in %s, similar items", (browserName) => {
  const visit = visitor(browserName);
  let item;
  beforeAll(async () => {
    await visit.reference.load(["content"]);
    [item] = await visit.reference.popular(0, 1);
  });

  const columnTitles = (by) => visit.texts(`[data-by="${by}"] .card-link`);

  async function expectColumn(by, query = { item: item.id }) {
    const titles = (await visit.reference.similar({ ...query, by })).map(titleOf);
    await visit.page.waitForSelector(`[data-by="${by}"] .card-link`);
    expect(await columnTitles(by)).toEqual(titles);
  }

  it("say in plain words how the audiences overlap", async () => {
    const { reference } = visit;
    const page = await visit.open(itemLink(item));
    const list = await reference.similar({ item: item.id });
    await visit.expectCards(list);
    await page.waitForSelector("ol.cards .overlap");
    const others = list.map(({ id }) => id);
    const { liked, others: overlaps } = await reference.overlap({ item: item.id, others });
    const sentences = overlaps.map(
      ({ both }) => `Of the ${liked} who liked that, ${both} liked this.`,
    );
    expect(await visit.texts("ol.cards .overlap")).toEqual(sentences);
    expect((await visit.texts(".overlap-lead"))[0]).toContain(`${liked} readers liked`);
  });

  it("are found by content and side by side, by pointer, and back leads to each", async () => {
    const { reference } = visit;
    const page = await visit.open(itemLink(item));
    await visit.expectCards(await reference.similar({ item: item.id }));
    await visit.click(".segment:nth-of-type(2)");
    await visit.expectCards(await reference.similar({ item: item.id, by: "content" }));
    expect(await visit.hash()).toBe(itemLink(item, "&by=content"));
    await visit.click(".segment:nth-of-type(3)");
    await expectColumn("audience");
    await expectColumn("content");
    const [a, b] = [await columnTitles("audience"), await columnTitles("content")];
    const both = a.filter((title) => b.includes(title));
    expect(await visit.texts(".both-mark")).toHaveLength(2 * both.length);
    expect((await visit.texts(".results-head .aside"))[0]).toBe(
      `${both.length} of 10 stand on both lists.`,
    );
    await page.goBack();
    await visit.expectCards(await reference.similar({ item: item.id, by: "content" }));
    await page.goBack();
    await visit.expectCards(await reference.similar({ item: item.id }));
    expect(await page.$eval(".segment input", (input) => input.checked)).toBe(true);
  });

  it("are chosen between with the keyboard, for any length of list", async () => {
    const page = await visit.open(itemLink(item, "&n=20"));
    await visit.expectCards(await visit.reference.similar({ item: item.id, n: 20 }));
    await page.focus('.segment input[name="by"]');
    await page.keyboard.press("ArrowRight");
    await visit.expectCards(await visit.reference.similar({ item: item.id, n: 20, by: "content" }));
    await page.keyboard.press("ArrowRight");
    await expectColumn("content", { item: item.id, n: 20 });
    const isFocused = () => document.activeElement.matches('.segment input[name="by"]:checked');
    expect(await page.evaluate(isFocused)).toBe(true);
    await visit.setCount(5);
    await visit.waitFor(
      () => document.querySelectorAll('[data-by="content"] .card-link').length === 5,
    );
    await expectColumn("audience", { item: item.id, n: 5 });
  });

  it("lead on from one to the next, with a trail to go back by", async () => {
    const { reference } = visit;
    const page = await visit.open(itemLink(item));
    const path = [item];
    for (let i = 0; i < 3; i++) {
      const list = await reference.similar({ item: path.at(-1).id });
      await visit.expectCards(list);
      const place = list.findIndex(({ id }) => !path.some((seen) => seen.id === id));
      if (i === 1) {
        // By keyboard, through the details.
        await page.focus(`ol.cards li:nth-child(${place + 1}) .card-link`);
        await page.keyboard.press("Enter");
        await page.waitForSelector("dialog[open] .facts");
        await page.focus("dialog[open] .panel-actions a");
        await page.keyboard.press("Enter");
        await visit.noDialog();
      } else {
        await visit.click(`ol.cards li:nth-child(${place + 1}) .card-follow`);
      }
      path.push(list[place]);
    }
    await visit.expectCards(await reference.similar({ item: path[3].id }));
    const titles = path.map(titleOf);
    await visit.waitFor((n) => document.querySelectorAll(".trail li").length === n, 4);
    expect(await visit.texts(".trail li")).toEqual(titles);
    expect(await visit.texts('.trail [aria-current="page"]')).toEqual([titles[3]]);
    expect(await page.evaluate(() => document.activeElement.matches("pr-similar h1"))).toBe(true);

    await page.goBack();
    await visit.waitFor((n) => document.querySelectorAll(".trail li").length === n, 3);
    await visit.expectCards(await reference.similar({ item: path[2].id }));
    expect(await visit.texts(".trail li")).toEqual(titles.slice(0, 3));
    await visit.click(".trail li:nth-child(1) a");
    await visit.expectCards(await reference.similar({ item: item.id }));
    expect(await visit.texts(".trail li")).toEqual([]);
    expect(await visit.hash()).toBe(itemLink(item));
  });

  it("have a trail that reads from the right in Arabic, and skips what is gone", async () => {
    const [, second] = await visit.reference.popular(0, 2);
    const trail = encodeURIComponent(`no such id\n${second.id}`);
    const page = await visit.open(itemLink(item, `&trail=${trail}&lang=ar`));
    await visit.waitFor(() => document.querySelectorAll(".trail li").length === 2);
    expect(await visit.texts(".trail li")).toEqual([second, item].map(titleOf));
    const [first, last] = await page.$$eval(".trail li", (all) =>
      all.map((one) => one.getBoundingClientRect().left),
    );
    expect(first).toBeGreaterThan(last);
    const overlap = await page.waitForSelector(".overlap");
    expect(await overlap.evaluate((one) => one.textContent)).toMatch(/من هؤلاء/);
  });

  it("by content are missing, with the way to get them, where the bundle lacks that part", async () => {
    await visit.open(itemLink(item, "&by=content"), { respond: without("content") });
    await visit.waitFor(() =>
      document.querySelector(".message")?.textContent.includes("--content"),
    );
    expect(await visit.texts(".nav-link")).not.toContain("New book");
    await visit.click(".segment:nth-of-type(1)");
    await visit.expectCards(await visit.reference.similar({ item: item.id }));
  });

  it("have no overlap to tell where the bundle has no users", async () => {
    await visit.open(itemLink(item, "&by=both"), { respond: without("users") });
    await expectColumn("content");
    expect(await visit.texts(".overlap, .overlap-lead")).toEqual([]);
    expect(await visit.texts(".subject-actions a")).toEqual(["Details", "Show on the map"]);
  });

  it("by content show how far they are, can be stopped, and tried again", async () => {
    let isSlow = true;
    const page = await visit.open(itemLink(item, "&by=content"), {
      respond: (request, response) => {
        if (!isSlow || !request.url.includes("/content.")) return false;
        response.writeHead(200, { "content-type": "application/octet-stream" });
        response.write(Buffer.alloc(1000));
        return true;
      },
    });
    await visit.waitFor(() => document.querySelector(".content-loading progress")?.value === 1000);
    await visit.click(".content-loading .button");
    await page.waitForSelector('.message-error[data-code="cancelled"]');
    isSlow = false;
    await visit.click(".message-error .button");
    await visit.expectCards(await visit.reference.similar({ item: item.id, by: "content" }));
  });
});
