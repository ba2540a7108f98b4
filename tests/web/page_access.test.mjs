// The built page for everybody: keyboard alone, screen readers, small and large screens, light and
// dark, slow connections.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { axeFindings, goTo, places } from "./places.mjs";
import { browserNames, missing, site, titleOf, userLink, visitor } from "./visit.mjs";

// Some look at every place of the page, of which there are many.
vi.setConfig({ testTimeout: 120_000 });

const budgetBytes = 90_000;

describe.skipIf(missing)("the first view", () => {
  const visit = visitor("chromium");

  it("needs under 90 kB of scripts and WebAssembly, gzipped", async () => {
    const asked = new Set();
    await visit.open("", {
      respond: ({ url, headers }) => {
        // The service worker fetches the rest for later, past the HTTP cache.
        if (headers["sec-fetch-dest"] !== "empty" || url.endsWith(".wasm")) asked.add(url);
        return false;
      },
    });
    await visit.ready();
    const files = [...asked].filter((url) => /^\/assets\/.*\.(js|wasm)$/.test(url));
    const names = files.map((url) => url.replace(/^\/assets\/|-.{8}\.\w+$/g, ""));
    expect(names).toEqual(expect.arrayContaining(["page", "home", "worker", "pocketrec"]));
    expect(names).not.toContain("reader");
    expect(names).not.toContain("ar");
    const sizes = files.map((url) => gzipSync(readFileSync(join(site, url))).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(budgetBytes);
  });
});

describe.skipIf(missing).each(browserNames)("in %s, the page", (browserName) => {
  const visit = visitor(browserName);

  /** Presses Tab until `isThere` holds in the page. */
  async function tabTo(isThere) {
    for (let i = 0; i < 60; i++) {
      await visit.page.keyboard.press("Tab");
      if (await visit.page.evaluate(isThere)) return;
    }
    throw new Error(`60 tabs did not lead to ${isThere}`);
  }

  it("can be used with the keyboard alone", async () => {
    const page = await visit.open();
    await visit.ready();
    const { reference } = visit;
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement.className)).toBe("skip-link");
    await tabTo(() => document.activeElement.matches('.nav-link[href*="view=similar"]'));
    await page.keyboard.press("Enter");
    await visit.waitFor(() => document.activeElement.matches("pr-similar h1"));

    await tabTo(() => document.activeElement.id === "combobox-input");
    const [popular] = await reference.popular(0, 1);
    const found = await reference.searchItems(popular.title, 8);
    await page.keyboard.type(popular.title);
    await page.waitForSelector('#combobox-list[aria-busy="false"] .option');
    expect(await visit.texts(".option-title")).toEqual(found.map(titleOf));
    await page.keyboard.press("ArrowDown");
    const active = await page.$eval("#combobox-input", (field) =>
      document
        .getElementById(field.getAttribute("aria-activedescendant"))
        .getAttribute("aria-selected"),
    );
    expect(active).toBe("true");
    await page.keyboard.press("Enter");
    await visit.expectCards(await reference.similar({ item: found[0].id }));
    await visit.waitFor(() => document.activeElement.matches("pr-similar h1"));

    await tabTo(() => document.activeElement.id === "count");
    await page.keyboard.press("ArrowRight");
    await visit.expectCards(await reference.similar({ item: found[0].id, n: 15 }));
    await tabTo(() => document.activeElement.matches("ol.cards .card-link"));
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open] .facts");
    const isInside = () => document.querySelector("dialog").contains(document.activeElement);
    expect(await page.evaluate(isInside)).toBe(true);
    await page.keyboard.press("Escape");
    await visit.noDialog();
    const isBack = () => document.activeElement.matches("ol.cards .card-link");
    expect(await page.evaluate(isBack)).toBe(true);
  });

  it("announces results to those who cannot see them", async () => {
    const [user] = await visit.reference.searchUsers("", 0, 1);
    await visit.open(userLink(user));
    const isSaid = (end) => document.querySelector('[role="status"]').textContent.endsWith(end);
    await visit.waitFor(isSaid, "10 results");
    await visit.setCount(20);
    await visit.waitFor(isSaid, "20 results");
  });

  it("fits a narrow phone and a wide screen without scrolling sideways", async () => {
    const page = await visit.open();
    for (const width of [360, 2560]) {
      await page.setViewport({ width, height: 800 });
      for (const place of await places(visit)) {
        await goTo(visit, place);
        const excess = () => document.documentElement.scrollWidth - window.innerWidth;
        expect(await page.evaluate(excess), `${place} at ${width}`).toBeLessThanOrEqual(0);
      }
    }
  });

  const schemes = browserName === "chromium" ? ["light", "dark"] : ["light"];
  it.each(schemes)("has no failing that axe-core finds, %s", async (scheme) => {
    const page = await visit.open();
    if (schemes.length > 1) {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
    }
    for (const place of await places(visit)) {
      await goTo(visit, place);
      expect(await axeFindings(visit), `${place}, ${scheme}`).toEqual([]);
    }
    await goTo(visit, "#view=similar");
    await page.type("#combobox-input", "a");
    await page.waitForSelector(".option");
    expect(await axeFindings(visit), `suggestions, ${scheme}`).toEqual([]);
    visit.expected.push(/404/);
    await page.goto(`${visit.server.origin}/?bundle=/nowhere/`);
    await page.waitForSelector(".message-error");
    expect(await axeFindings(visit), `an error, ${scheme}`).toEqual([]);
  });
});
