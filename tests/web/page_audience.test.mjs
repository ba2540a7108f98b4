// "Audience" in real browsers: who would want an item, how many, how sure, what else they like, and
// the list as a file. What must be shown is asked of the npm package.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { placeName } from "../../web/src/names.ts";
import { browserNames, missing, titleOf, visitor, withManifest } from "./visit.mjs";

const audienceLink = ({ id }, more = "") => `#view=audience&item=${encodeURIComponent(id)}${more}`;
const shareText = (share) => (share < 0.01 ? "under 1%" : `${Math.round(100 * share)}%`);
const decimals = (value) => Number(value.toFixed(4));

/** What the page's figures must be, from the package alone. */
async function audienceOf(reference, { id: item }, n = 10) {
  const users = await reference.audience({ item, n: 1000 });
  const likely = users.filter(({ score }) => score >= users[0].score / 2).map(({ id }) => id);
  const { liked } = await reference.overlap({ item, others: [] });
  const shares = [];
  for (const { id } of users.slice(0, n)) {
    const [found] = await reference.recommend({ user: id, allow: [item], n: 1 });
    shares.push(found.share);
  }
  const taste = await reference.taste({ users: likely, n: 1000 });
  return { users: users.slice(0, n), likely, liked, shares, taste };
}

/** Of each kind, the first eight that five or more of the users share, as the page writes them. */
function shownTaste({ categories, authors, items }, numUsers) {
  const kinds = [categories, authors, items.map((item) => ({ ...item, name: titleOf(item) }))];
  return kinds.map((kind) =>
    kind
      .filter(({ share }) => Math.round(share * numUsers) >= 5)
      .slice(0, 8)
      .map(({ name, share }) => [name, shareText(share)]),
  );
}

describe.skipIf(missing).each(browserNames)("in %s, an audience", (browserName) => {
  const visit = visitor(browserName);
  let item;
  beforeAll(async () => {
    [item] = await visit.reference.popular(0, 1);
  });

  const names = () => visit.texts(".users a");
  async function expectUsers(users) {
    await visit.waitFor((n) => document.querySelectorAll(".users a").length === n, users.length);
    const written = (await names()).map((name) => name.replace(/[\u2068\u2069]/g, ""));
    expect(written).toEqual(users.map(({ id }) => `Reader ${id}`));
  }

  it("is listed with its size and how sure it is, for an item found with the keyboard", async () => {
    const page = await visit.open("#view=audience");
    await (await page.waitForSelector("#combobox-input")).type(item.title);
    const found = await visit.reference.searchItems(item.title, 8);
    const first = (title) => document.querySelector(".option-title")?.textContent.trim() === title;
    await visit.waitFor(first, titleOf(found[0]));
    await page.keyboard.press("Enter");
    const wanted = await audienceOf(visit.reference, found[0]);
    await expectUsers(wanted.users);
    expect(await visit.hash()).toBe(audienceLink(found[0]));
    const scores = wanted.users.map(({ score }) => score.toFixed(2));
    expect(await visit.texts(".users .strength-value")).toEqual(scores);
    await visit.waitFor(() => document.querySelectorAll(".stat").length === 3);
    const mean = wanted.shares.reduce((sum, share) => sum + share) / wanted.shares.length;
    expect(await visit.texts(".stat-value")).toEqual([
      String(wanted.liked),
      String(wanted.likely.length),
      shareText(mean),
    ]);
    expect(await visit.texts(".users .strength-meaning")).toEqual(
      wanted.shares.map((share) => `${shareText(share)} chose it`),
    );
    const said = () => document.querySelector('[role="status"]').textContent;
    expect(await page.evaluate(said)).toBe(`${wanted.likely.length} likely readers`);
  });

  it("likes what at least five of it do, and no smaller group is shown", async () => {
    const [, , , rare] = await visit.reference.popular(900, 4);
    for (const one of [item, rare]) {
      const wanted = await audienceOf(visit.reference, one);
      await visit.open(audienceLink(one));
      await expectUsers(wanted.users);
      await visit.waitFor(
        () => document.querySelector(".taste:not(.readers) .placeholder") === null,
      );
      const kinds = await visit.page.$$eval(".taste:not(.readers) .shares", (lists) =>
        lists.map((list) =>
          [...list.querySelectorAll("li")].map((line) =>
            [".share-name", ".share-value"].map((part) =>
              line.querySelector(part).textContent.trim(),
            ),
          ),
        ),
      );
      const expected = shownTaste(wanted.taste, wanted.likely.length);
      expect(kinds).toEqual(expected.filter((kind) => kind.length > 0));
      expect((await visit.texts(".taste .aside"))[0]).toMatch(/fewer than 5|smaller groups/);
    }
  });

  it("says where those live who chose it and how old they are, hidden where they are few", async () => {
    const { reference } = visit;
    await reference.load(["groups"]);
    const groups = await reference.groups();
    const [, , , rare] = await reference.popular(1300, 4);
    for (const one of [item, rare]) {
      const { people, places, ages } = await reference.readers(one.id);
      const line = ({ name, chose, people: size }) => [
        name,
        shareText(Math.min(1, chose / people)),
        `${shareText(size / groups.people)} of everybody`,
      ];
      const called = (place) => ({ ...place, name: placeName(place.name, "en") });
      const aged = ({ from, to, ...age }) => ({ ...age, name: to ? `${from}–${to}` : `${from}+` });
      const expected = [places.map(called), ages.map(aged)].map((all) => all.slice(0, 8).map(line));
      await visit.open(audienceLink(one));
      await visit.waitFor(() => document.querySelector(".readers .aside") !== null);
      const shown = await visit.page.$$eval(".readers .shares", (lists) =>
        lists.map((list) =>
          [...list.querySelectorAll("li")].map((line) =>
            [".share-name", ".share-value", ".share-beside"].map((part) =>
              line
                .querySelector(part)
                .textContent.trim()
                .replace(/[\u2068\u2069]/g, ""),
            ),
          ),
        ),
      );
      expect(shown).toEqual(expected.filter((lines) => lines.length > 0));
      const [said] = await visit.texts(".readers .aside");
      expect(said).toContain(shown.length > 0 ? "multiples of 5" : "fewer than 5");
    }
  });

  it("says that a bundle without groups does not tell", async () => {
    await visit.open(audienceLink(item), {
      respond: withManifest((manifest) => {
        delete manifest.parts.groups;
      }),
    });
    await visit.waitFor(() => document.querySelector(".taste") !== null);
    expect(await visit.page.$(".readers")).toBeNull();
    expect((await visit.texts(".computed")).join(" ")).toContain("is not in the bundle");
  });

  it("leads to each user's own page and to items, and back", async () => {
    const wanted = await audienceOf(visit.reference, item);
    const page = await visit.open(audienceLink(item));
    await expectUsers(wanted.users);
    await visit.click(".shares a");
    await page.waitForSelector("dialog[open] .facts");
    await page.goBack();
    await visit.noDialog();
    await visit.click(".users li:nth-child(2) a");
    await visit.expectCards(await visit.reference.recommend({ user: wanted.users[1].id }));
    await page.goBack();
    await expectUsers(wanted.users);
    await visit.setCount(25);
    await expectUsers((await audienceOf(visit.reference, item, 25)).users);
    expect(await visit.hash()).toBe(audienceLink(item, "&n=25"));
  });

  it("begins with items that many chose, and from the details of any item", async () => {
    const page = await visit.open("#view=audience");
    await visit.click(".thumb .card-link");
    await expectUsers((await audienceOf(visit.reference, item)).users);
    const [, other] = await visit.reference.popular(0, 2);
    await page.goto(`${visit.server.origin}/#view=you&show=${encodeURIComponent(other.id)}`);
    await visit.click('dialog[open] .panel-actions a[href*="view=audience"]');
    await visit.noDialog();
    await expectUsers((await audienceOf(visit.reference, other)).users);
  });

  it("is exported as CSV, to the byte, by keyboard and by pointer", async () => {
    const wanted = await audienceOf(visit.reference, item);
    const title = titleOf(item);
    const rows = wanted.users.map(
      ({ id, score }, i) =>
        `${i + 1},${id},${decimals(score)},${decimals(wanted.shares[i])},${item.id},${title}\r\n`,
    );
    const expected = Buffer.from(
      `\uFEFFrank,user_id,score,share,item_id,item_title\r\n${rows.join("")}`,
    );
    const page = await visit.open(audienceLink(item));
    await visit.waitFor(() => document.querySelectorAll(".users .strength-meaning").length === 10);
    await page.evaluate(recordSaved);
    const downloads = mkdtempSync(join(tmpdir(), "pocketrec-csv-"));
    if (browserName === "chromium") await downloadTo(page, downloads);
    // Firefox opens a panel of its own after a download, which takes the next key.
    await page.focus(".list-actions .button");
    await page.keyboard.press("Enter");
    await visit.waitFor(() => window.saved.length === 1);
    await visit.click(".list-actions .button");
    await visit.waitFor(() => window.saved.length === 2);
    const saved = await page.evaluate(readSaved);
    const name = `audience-${item.id}.csv`;
    expect(saved.map((file) => file.name)).toEqual([name, name]);
    for (const { bytes } of saved) expect(Buffer.from(bytes).equals(expected)).toBe(true);
    if (browserName === "chromium") {
      await expect.poll(() => existsSync(join(downloads, name)), { timeout: 5000 }).toBe(true);
      expect(readFileSync(join(downloads, name)).equals(expected)).toBe(true);
    }
    rmSync(downloads, { recursive: true });
  });

  it("reads from the right in Arabic", async () => {
    const page = await visit.open(audienceLink(item, "&lang=ar"));
    await visit.waitFor(() => document.querySelectorAll(".users a").length === 10);
    expect(await visit.texts("h1")).toEqual(["من يرغب في هذا الكتاب؟"]);
    const [first, second] = await page.$$eval(".stat", (all) =>
      all.map((one) => one.getBoundingClientRect().left),
    );
    expect(first).toBeGreaterThan(second);
  });

  it("comes after all where the users could not be loaded at first", async () => {
    let isGone = true;
    const page = await visit.open(audienceLink(item), {
      respond: (request, response) => {
        if (!isGone || !request.url.includes("/users.")) return false;
        response.writeHead(404).end();
        return true;
      },
      expected: [/404/],
    });
    await page.waitForSelector('main .message-error[data-code="network"]');
    isGone = false;
    await visit.click("main .message-error .button");
    await expectUsers((await audienceOf(visit.reference, item)).users);
    await page.goto(`${visit.server.origin}/#view=audience&item=nothing+has+this+id`);
    await page.waitForSelector('main .message-error[data-code="unknown-item"]');
  });

  it("needs users, and says how a bundle gets them", async () => {
    const respond = withManifest((manifest) => {
      delete manifest.parts.users;
      manifest.counts.users = 0;
    });
    const page = await visit.open(audienceLink(item), { respond });
    await visit.waitFor(() => document.querySelector("main").textContent.includes("--with-users"));
    expect(await visit.texts(".nav-link")).not.toContain("Audience");
    await page.goto(`${visit.server.origin}/#view=you&show=${encodeURIComponent(item.id)}`);
    await page.waitForSelector("dialog[open] .facts");
    expect(await page.$$('.panel-actions a[href*="view=audience"]')).toEqual([]);
  });

  it("has no share of choices to show where the bundle was not measured", async () => {
    const respond = withManifest((manifest) => {
      manifest.metrics = {};
    });
    const page = await visit.open(audienceLink(item), { respond });
    await visit.waitFor(() => document.querySelectorAll(".users a").length === 10);
    await page.evaluate(recordSaved);
    await visit.click(".list-actions .button");
    const [{ bytes }] = await page.evaluate(readSaved);
    const [user] = await visit.reference.audience({ item: item.id, n: 1 });
    const line = Buffer.from(bytes).toString().split("\r\n")[1];
    expect(line).toBe(`1,${user.id},${decimals(user.score)},,${item.id},${titleOf(item)}`);
    expect(await visit.texts(".stat-value")).toHaveLength(2);
    expect(await visit.texts(".users .strength-meaning")).toEqual([]);
  });
});

/** Runs in the page: keeps what it hands to the browser as files. */
function recordSaved() {
  window.saved = [];
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    window.saved.push({ blob });
    return createObjectURL.call(URL, blob);
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    window.saved.at(-1).name = this.download;
    click.call(this);
  };
}

/** Runs in the page: those files, as plain data. */
async function readSaved() {
  const read = async ({ blob, name }) => ({
    name,
    bytes: [...new Uint8Array(await blob.arrayBuffer())],
  });
  return Promise.all(window.saved.map(read));
}

async function downloadTo(page, downloadPath) {
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    browserContextId: page.browserContext().id,
    downloadPath,
  });
}
