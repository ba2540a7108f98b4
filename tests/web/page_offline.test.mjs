// The built page without a network, while it or its bundle is replaced, and where there is no room.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteHandler } from "../../web/serve.mjs";
import { browserNames, bundle, missing, site, userLink, visitor } from "./visit.mjs";

const manifest = () => JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
const gone = [/ERR_|NetworkError|Failed to load|404/i];

/** The page has been kept, with so many parts. */
const isKept = async (count) => {
  const cache = await caches.open("pocketrec-bundles");
  return (await cache.keys()).length === count + 1;
};
const allKept = Object.keys(missing ? {} : manifest().parts).length;

/** Has the page look for something newer now, as when a connection comes back. */
const look = (page) => page.evaluate(() => window.dispatchEvent(new Event("online")));

/** The same page as another build: every file under another name, and none under its own. */
function rebuilt(folder) {
  cpSync(site, folder, { recursive: true });
  const assets = join(folder, "assets");
  const renamed = readdirSync(assets).map((name) => [name, name.replace("-", "-x")]);
  for (const file of ["index.html", "service-worker.js", ...renamed.map(([n]) => `assets/${n}`)]) {
    if (!/\.(js|html|css)$/.test(file)) continue;
    const path = join(folder, file);
    let text = readFileSync(path, "utf8");
    for (const [name, next] of renamed) text = text.replaceAll(name, next);
    if (file === "service-worker.js") text = text.replace(/\b[0-9a-f]{12}\b/, "0".repeat(12));
    writeFileSync(path, text.replace("<body>", '<body data-build="2">'));
  }
  for (const [name, next] of renamed) {
    cpSync(join(assets, name), join(assets, next));
    rmSync(join(assets, name));
  }
}

describe.skipIf(missing).each(browserNames)("in %s, the page", (browserName) => {
  const visit = visitor(browserName);
  const second = mkdtempSync(join(tmpdir(), "pocketrec-site-"));
  beforeAll(() => rebuilt(second));
  afterAll(() => rmSync(second, { recursive: true }));

  it("needs no network on the second visit, nor for what was not opened on the first", async () => {
    const page = await visit.open("", { query: "?bundle=bundle", expected: gone });
    await visit.ready();
    await visit.waitFor(isKept, allKept);
    await visit.server.close();
    const [user] = await visit.reference.searchUsers("", 0, 1);
    await page.goto(`${visit.server.origin}/?bundle=bundle/${userLink(user)}`);
    await visit.expectCards(await visit.reference.recommend({ user: user.id }));
    await page.goto(`${visit.server.origin}/?bundle=bundle/#view=similar&lang=ar`);
    await page.waitForSelector('[dir="rtl"] pr-similar h1');
  });

  it("goes on in open tabs when it is replaced, and changes where it is asked to", async () => {
    const handler = siteHandler({ root: second, bundle });
    let isReplaced = false;
    const respond = async (request, response) => {
      if (isReplaced) await handler(request, response);
      return isReplaced;
    };
    const page = await visit.open("", { respond, expected: gone });
    await visit.waitFor(isKept, allKept);
    const other = await visit.context.newPage();
    await other.goto(`${visit.server.origin}/`);
    await other.waitForSelector("pr-home .ways");
    isReplaced = true;
    await page.bringToFront();
    await look(page);
    await page.waitForSelector(".banner-quiet");
    // A view that was never opened: its file is gone from the server.
    await visit.click(".site-nav .nav-link:nth-child(2)");
    await page.waitForSelector("pr-you h1");
    expect(await page.$("[data-build]")).toBeNull();

    await visit.click(".banner-quiet .link-button");
    await page.waitForSelector('[data-build="2"] pr-you h1');
    expect(await page.$(".banner-quiet")).toBeNull();
    await other.bringToFront();
    await (await other.waitForSelector(".quality-button")).click();
    await other.waitForSelector("pr-quality h1");

    // The older page is forgotten when its last tab is closed.
    const later = await visit.context.newPage();
    await Promise.all([other.close(), page.close()]);
    const isAlone = async () => {
      const shells = (await caches.keys()).filter((name) => name.includes("shell"));
      return shells.join() === "pocketrec-shell-000000000000";
    };
    // A look that comes before the tabs are quite gone keeps the older worker alive itself.
    const looks = async () => {
      await later.goto("about:blank");
      await new Promise((resolve) => setTimeout(resolve, 500));
      await later.goto(`${visit.server.origin}/icon.svg`);
      return later.evaluate(isAlone);
    };
    await expect.poll(looks, { timeout: 20_000 }).toBe(true);
    await later.goto(`${visit.server.origin}/`);
    await later.waitForSelector('[data-build="2"] pr-home .ways');
  });

  it("changes to a new bundle once all of it is there, and in one step", async () => {
    const next = manifest();
    const oldFile = next.parts.search.file;
    next.parts.search.file = "search.1111111111111111.bin";
    delete next.parts.users;
    let stage = "old";
    const respond = (request, response) => {
      const file = request.url.split("/").at(-1);
      if (stage === "old" || !request.url.includes("/bundle/")) return false;
      if (file === "manifest.json") {
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(next));
      } else if (file === next.parts.search.file && stage === "whole") {
        response.writeHead(200).end(readFileSync(join(bundle, oldFile)));
      } else if (file === next.parts.search.file || file === oldFile) {
        response.writeHead(404).end();
      } else return false;
      return true;
    };
    const page = await visit.open("", { respond, expected: gone });
    await visit.waitFor(isKept, allKept);
    const hasOld = (file) => caches.match(`./bundle/${file}`).then(Boolean);

    stage = "half";
    await look(page);
    await visit.waitFor(async (file) => !(await caches.match(`./bundle/${file}`)), "nothing");
    expect(await page.evaluate(hasOld, oldFile)).toBe(true);
    expect(await page.$(".banner-quiet")).toBeNull();
    stage = "whole";
    await look(page);
    await page.waitForSelector(".banner-quiet");
    expect(await page.evaluate(hasOld, oldFile)).toBe(true);
    expect(await visit.texts(".nav-link")).toEqual(expect.arrayContaining(["For a reader"]));

    await visit.click(".banner-quiet .link-button");
    await visit.waitFor(isKept, Object.keys(next.parts).length);
    expect(await page.evaluate(hasOld, oldFile)).toBe(false);
    expect(await visit.texts(".nav-link")).not.toContain("For a reader");
  });

  it("mends a part that was damaged where it is kept", async () => {
    const page = await visit.open();
    await visit.waitFor(isKept, allKept);
    const { items } = manifest().parts;
    const url = `${visit.server.origin}/bundle/${items.file}`;
    await page.evaluate(async (address) => {
      const cache = await caches.open("pocketrec-bundles");
      const bytes = new Uint8Array(await (await cache.match(address)).arrayBuffer());
      bytes[bytes.length >> 1] ^= 1;
      await cache.put(address, new Response(bytes));
    }, url);
    await page.reload();
    await visit.ready();
    const isMended = async (address, sha256) => {
      const bytes = await (await caches.match(address))?.arrayBuffer();
      if (!bytes) return false;
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
    };
    await visit.waitFor(isMended, url, items.sha256);
  });
});

describe.skipIf(missing).each([
  ["for the page alone", 800_000],
  ["for nothing", 20_000],
])("in Chromium, a device with room %s", (_, quotaSize) => {
  const visit = visitor("chromium");

  it("shows the page, which says so and works", async () => {
    const page = await visit.open("#view=none", {
      query: "?bundle=/nowhere/",
      expected: [...gone, /quota/i],
    });
    const session = await page.createCDPSession();
    const { origin } = visit.server;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
    await page.goto(`${origin}/#view=quality`);
    await page.waitForSelector('[data-keeping="full"]');
    await visit.click(".banner-quiet .link-button");
    await visit.waitFor(() => !document.querySelector(".banner-quiet"));
    const [user] = await visit.reference.searchUsers("", 0, 1);
    await page.goto(`${origin}/${userLink(user)}`);
    await visit.expectCards(await visit.reference.recommend({ user: user.id }));
    const kept = await page.evaluate(async () => (await caches.open("pocketrec-bundles")).keys());
    expect(kept).toEqual([]); // half a bundle helps nobody
  });
});
