// The built page when something is missing, damaged, slow or gone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  browserNames,
  bundle,
  missing,
  partBytes,
  userLink,
  visitor,
  withManifest,
} from "./visit.mjs";

describe.skipIf(missing).each(browserNames)("in %s, the page", (browserName) => {
  const visit = visitor(browserName);

  it("offers another way where the bundle publishes no users", async () => {
    const respond = withManifest((manifest) => {
      delete manifest.parts.users;
      manifest.counts.users = 0;
    });
    const page = await visit.open("#view=reader", { respond });
    await visit.click(".message a.button");
    expect(await visit.texts(".nav-link")).toHaveLength(3);
    await visit.click(".chip-like");
    await page.waitForSelector("ol.cards .card");
  });

  it("says so where readers are simulated, and only there", async () => {
    for (const simulated of [true, false]) {
      const respond = withManifest((manifest) => {
        manifest.data.simulated = simulated;
      });
      await visit.open("", { respond });
      await visit.ready();
      expect(await visit.texts(".simulated")).toHaveLength(simulated ? 1 : 0);
    }
  });

  it("refuses a part that was altered, and loads it once the server is mended", async () => {
    let isDamaged = true;
    const respond = (request, response) => {
      if (!isDamaged || !request.url.includes("/items.")) return false;
      const bytes = partBytes(request);
      bytes[bytes.length >> 1] ^= 1;
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
      return true;
    };
    const page = await visit.open("", { respond });
    await page.waitForSelector('.message-error[data-code="bad-checksum"]');
    isDamaged = false;
    await visit.click(".message-error .button");
    await visit.ready();
  });

  it("stays usable where only a later part fails, and tries that again", async () => {
    let isGone = true;
    const respond = (request, response) => {
      if (!isGone || !request.url.includes("/search.")) return false;
      response.writeHead(404).end();
      return true;
    };
    const page = await visit.open("#view=you", { respond, expected: [/404/] });
    await page.waitForSelector(".banner");
    await visit.click(".chip-like");
    await page.waitForSelector("ol.cards .card");
    isGone = false;
    await visit.click(".banner .link-button");
    await visit.waitFor(() => !document.querySelector(".banner"));
    const [popular] = await visit.reference.popular(0, 1);
    await page.type("#combobox-input", popular.title);
    await page.waitForSelector(".option");
  });

  it("says what to do where there is no bundle, or one of another origin", async () => {
    const page = await visit.open("", { query: "?bundle=/nowhere/", expected: [/404/] });
    await page.waitForSelector('.message-error[data-code="network"] .button');
    const foreign = encodeURIComponent("https://example.org/bundle/");
    await page.goto(`${visit.server.origin}/?bundle=${foreign}`);
    await page.waitForSelector('.message-error[data-code="network"]:not(:has(.button))');
  });

  it("says which of its own is too old for a newer bundle", async () => {
    const respond = withManifest((manifest) => {
      manifest.version = 1000;
    });
    const page = await visit.open("", { respond });
    await page.waitForSelector('.message-error[data-code="unsupported-version"]');
  });

  it("shows progress, can be cancelled while loading, and loads again", async () => {
    let isSlow = true;
    const respond = (request, response) => {
      if (!isSlow || !request.url.includes("/titles.")) return false;
      response.writeHead(200, { "content-type": "application/octet-stream" });
      response.write(partBytes(request).subarray(0, 1000));
      return true;
    };
    const page = await visit.open("", { respond });
    await visit.waitFor(() => document.querySelector("progress")?.value > 1000);
    await visit.click(".loading .button");
    await page.waitForSelector('.message-error[data-code="cancelled"]');
    isSlow = false;
    await visit.click(".message-error .button");
    await visit.ready();
  });

  it("needs no network on the second visit", async () => {
    const expected = [/ERR_|NetworkError|Failed to load/i];
    const page = await visit.open("", { query: "?bundle=bundle", expected });
    await visit.ready();
    const { parts } = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
    const isKept = async (count) => {
      const cache = await caches.open("pocketrec-bundles");
      return (await cache.keys()).length === count;
    };
    // The page never loads the content part: not kept either.
    const kept = Object.keys(parts).filter((part) => part !== "content");
    await visit.waitFor(isKept, kept.length + 1);
    await visit.server.close();
    const [user] = await visit.reference.searchUsers("", 0, 1);
    await page.goto(`${visit.server.origin}/?bundle=bundle/${userLink(user)}`);
    await visit.expectCards(await visit.reference.recommend({ user: user.id }));
    // Nor do views and languages that were not opened before.
    await page.goto(`${visit.server.origin}/?bundle=bundle/#view=similar&lang=ar`);
    await page.waitForSelector('[dir="rtl"] pr-similar h1');
  });
});
