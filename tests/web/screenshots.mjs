// Takes pictures of the built page for people to look at: in each language, phone and desktop,
// light and dark.
//   node tests/web/screenshots.mjs [--site web/dist] [--bundle FOLDER] [--out build/screenshots]
//                                  [--lang en,ar]
//   node tests/web/screenshots.mjs --readme    the picture of README.md alone, web/page.webp
// Without --bundle, the one that the tests use (site.mjs).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchChromium, openPage, serve } from "./browsers.mjs";
import { findSite, siteFolder } from "./site.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: options } = parseArgs({
  options: {
    site: { type: "string", default: siteFolder },
    bundle: { type: "string" },
    lang: { type: "string", default: "en,ar" },
    readme: { type: "boolean", default: false },
    out: { type: "string", default: join(repository, "build/screenshots") },
  },
});

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const schemes = ["light", "dark"];

mkdirSync(options.out, { recursive: true });
const found = options.bundle ? { bundle: options.bundle } : findSite();
if (found.missing) {
  console.error(`screenshots: ${found.missing}`);
  process.exit(1);
}
const server = await serve({ "/": options.site, "/bundle/": found.bundle });
const browser = await launchChromium();
try {
  if (options.readme) await photographForReadme();
  else await photographAll();
} finally {
  await browser.close();
  await server.close();
}

async function photographAll() {
  for (const [sizeName, viewport] of Object.entries(sizes)) {
    for (const scheme of schemes) {
      for (const lang of options.lang.split(",")) {
        await photograph(sizeName, viewport, scheme, lang);
      }
    }
  }
}

/** A reader's list, as the README shows it. */
async function photographForReadme() {
  const { page } = await openPage(await browser.createBrowserContext(), server.origin);
  await page.setViewport({ width: 1280, height: 1260, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
  await page.goto(`${server.origin}/#user=1&lang=en`, { waitUntil: "networkidle0" });
  await page.waitForSelector(".card-why li");
  await page.screenshot({ path: join(repository, "web/page.webp"), type: "webp", quality: 80 });
}

async function photograph(sizeName, viewport, scheme, lang) {
  const context = await browser.createBrowserContext();
  const { page, problems } = await openPage(context, server.origin);
  await page.setViewport({ ...viewport, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  const shoot = async (name, fullPage = true) => {
    await new Promise((settled) => setTimeout(settled, 250));
    await page.screenshot({
      path: join(options.out, `${lang}-${name}-${sizeName}-${scheme}.png`),
      fullPage,
      captureBeyondViewport: false, // cards that are off the screen are not drawn
    });
  };

  await page.goto(`${server.origin}/#lang=${lang}`, { waitUntil: "networkidle0" });
  await page.waitForSelector("pr-home .thumb");
  await shoot("1-home");

  await page.goto(`${server.origin}/#view=reader&lang=${lang}`);
  const user = await page.waitForSelector(".picker-user");
  await shoot("2-choose", false);
  await user.evaluate((link) => link.click());
  await page.waitForSelector("ol.cards .card");
  await shoot("3-reader");
  await page.click(".refine-toggle");
  await page.waitForSelector(".filters .chip");
  await shoot("3-filters", false);
  await page.click("ol.cards .card-link");
  await page.waitForSelector("dialog[open] .why li, dialog[open] .facts");
  await shoot("4-details", false);
  await page.keyboard.press("Escape");

  await page.goto(`${server.origin}/#view=similar&lang=${lang}`);
  const field = await page.waitForSelector("#combobox-input");
  await field.type("the");
  await page.waitForSelector('[role="option"]');
  await page.keyboard.press("ArrowDown");
  await shoot("5-search", false);
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.cards .card");
  await shoot("6-similar");

  await page.click(".segment:nth-of-type(3)");
  await page.waitForSelector('[data-by="content"] .card');
  await shoot("6-side-by-side");

  await page.goto(`${server.origin}/#view=audience&lang=${lang}`);
  await (await page.waitForSelector(".thumb .card-link")).evaluate((link) => link.click());
  await page.waitForSelector(".taste-kinds");
  await shoot("6-audience");

  await page.goto(`${server.origin}/#view=launch&lang=${lang}`);
  await (await page.waitForSelector("a.text-link")).evaluate((link) => link.click());
  await page.waitForSelector(".taste-kinds");
  await shoot("6-launch");

  await page.goto(`${server.origin}/#view=map&lang=${lang}`);
  await page.waitForSelector("pr-map canvas, pr-map table");
  await new Promise((drawn) => setTimeout(drawn, 1000));
  await shoot("6-map", false);

  await page.goto(`${server.origin}/#view=you&lang=${lang}`);
  await page.waitForSelector(".chip-like");
  for (let i = 0; i < 3; i++) {
    await page.click(".chip-like");
    await new Promise((settled) => setTimeout(settled, 150));
  }
  await page.waitForSelector("ol.cards .card");
  await shoot("7-you");

  await page.goto(`${server.origin}/#view=quality&lang=${lang}`);
  await page.waitForSelector('[data-keeping="kept"]');
  await page.click(".measure-start");
  await page.waitForSelector(".timings");
  await shoot("8-quality");

  await page.goto(`${server.origin}/?bundle=/nowhere/#lang=${lang}`);
  await page.waitForSelector(".message-error");
  await shoot("9-error", false);
  for (const problem of problems.filter((text) => !text.includes("404"))) console.error(problem);
  await context.close();
}
console.log(`pictures are in ${options.readme ? "web/page.webp" : options.out}`);
