// What a visitor does with the built page, in real browsers and with a real bundle. What a list
// must hold is asked of the npm package in this process.
import { describe, expect, it } from "vitest";
import { browserNames, missing, titleOf, userLink, visitor } from "./visit.mjs";

if (missing) console.warn(`the page's tests are skipped: ${missing}`);

describe.skipIf(missing).each(browserNames)("in %s, a visitor", (browserName) => {
  const visit = visitor(browserName);

  it("chooses a user from the list, and sees what they may like and what they liked", async () => {
    await visit.open();
    await visit.click(".site-nav a:first-child");
    await visit.click(".picker-user");
    const { reference } = visit;
    const [user] = await reference.searchUsers("", 0, 1);
    const top = await reference.recommend({ user: user.id });
    await visit.expectCards(top);
    const scores = top.map(({ score }) => score.toFixed(2));
    expect(await visit.texts("ol.cards .strength-value")).toEqual(scores);
    const shares = top.map(({ share }) => share);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    const meanings = shares.map((share) =>
      share < 0.01 ? "under 1% chose it" : `${Math.round(100 * share)}% chose it`,
    );
    expect(await visit.texts("ol.cards .strength-meaning")).toEqual(meanings);
    const history = await reference.userHistory(user.id);
    const shown = await visit.texts(".history .card-link");
    expect(shown.length).toBe(Math.min(20, history.length));
    expect(history.map(titleOf)).toEqual(expect.arrayContaining(shown));
    expect(await visit.hash()).toBe(`#${new URLSearchParams({ user: user.id })}`);
    const [computed] = await visit.texts(".computed");
    expect(computed).toMatch(/Computed on this device in .*ms\. Nothing left it\./);
  });

  it("types a user's id, which filters the list, and reads when there is none", async () => {
    const page = await visit.open("#view=reader");
    const { reference } = visit;
    const { id } = (await reference.searchUsers("", 0, 200)).at(-1);
    await (await page.waitForSelector("#user-input")).type(id);
    const isFiltered = (start) => {
      const ids = [...document.querySelectorAll(".picker-user bdi:first-child")];
      return ids.length > 0 && ids.every((one) => one.textContent.startsWith(start));
    };
    await visit.waitFor(isFiltered, id);
    await page.keyboard.press("Enter");
    await visit.expectCards(await reference.recommend({ user: id }));
    await page.type("#user-input", " is nobody's id");
    await page.keyboard.press("Enter");
    await page.waitForSelector('.message-error[data-code="unknown-user"]');
  });

  it("changes how many there are, and goes back through what was visited", async () => {
    const { reference } = visit;
    const [first, second] = await reference.searchUsers("", 0, 2);
    const page = await visit.open(userLink(first));
    await visit.expectCards(await reference.recommend({ user: first.id }));
    await visit.setCount(25);
    await visit.expectCards(await reference.recommend({ user: first.id, n: 25 }));
    expect(await visit.hash()).toContain("n=25");
    await visit.click(".picker-list li:nth-child(2) .picker-user");
    await visit.expectCards(await reference.recommend({ user: second.id, n: 25 }));
    await visit.setCount(5);
    await visit.expectCards(await reference.recommend({ user: second.id, n: 5 }));
    await page.goBack();
    await visit.expectCards(await reference.recommend({ user: first.id, n: 25 }));
    await page.goForward();
    await visit.expectCards(await reference.recommend({ user: second.id, n: 5 }));
  });

  it("opens a link with a query, whose user leaves the part that servers see", async () => {
    const { reference } = visit;
    const [user] = await reference.searchUsers("", 0, 1);
    const page = await visit.open("", { query: `?user=${encodeURIComponent(user.id)}&n=15` });
    await visit.expectCards(await reference.recommend({ user: user.id, n: 15 }));
    expect(await page.evaluate(() => location.search)).toBe("");
  });

  it("finds an item by part of its title or author, or by id, and sees similar ones", async () => {
    const page = await visit.open("#view=similar");
    const { reference } = visit;
    const popular = (await reference.popular(0, 50)).find(({ author }) => author);
    const lastWord = (words) => words.split(" ").at(-1).slice(0, 5);
    for (const query of [lastWord(popular.title), lastWord(popular.author), popular.id]) {
      const [best] = await reference.searchItems(query, 8);
      await (await page.waitForSelector("#combobox-input")).type(query);
      const isFirst = (title) =>
        document.querySelector(".option-title")?.textContent.trim() === title;
      await visit.waitFor(isFirst, titleOf(best));
      await visit.click(".option");
      await visit.expectCards(await reference.similar({ item: best.id }));
      expect(await visit.texts(".subject-title")).toEqual([titleOf(best)]);
    }
    await page.type("#combobox-input", "qqqzzzxxx");
    await visit.waitFor(() => document.querySelector(".field-note")?.textContent.includes("zzz"));
  });

  it("reads details and reasons, closes them by Back or button, and follows the trail", async () => {
    const { reference } = visit;
    const [user] = await reference.searchUsers("", 0, 1);
    const top = await reference.recommend({ user: user.id });
    const page = await visit.open(userLink(user));
    await visit.expectCards(top);

    await visit.click("ol.cards .card-link");
    await page.waitForSelector("dialog[open] .why li");
    expect(await visit.texts("dialog[open] .panel-title")).toEqual([titleOf(top[0])]);
    const [reason] = await reference.explain({ user: user.id, item: top[0].id });
    expect((await visit.texts("dialog[open] .why li"))[0]).toContain(titleOf(reason));
    await page.goBack();
    await visit.noDialog();
    expect(await visit.hash()).not.toContain("show=");

    await visit.click("ol.cards .card-link");
    await visit.click("dialog[open] .panel-close");
    await visit.noDialog();
    expect(await visit.hash()).not.toContain("show=");

    await visit.click("ol.cards .card-link");
    await visit.click("dialog[open] .panel-actions a.button");
    await visit.noDialog();
    await visit.expectCards(await reference.similar({ item: top[0].id }));
  });
});
