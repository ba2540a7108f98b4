// A picture of the page for the first slide, taken when the deck is made; never kept in git.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const kSite = join(repository, "web/dist");
const kBundle = join(repository, "build/demo/bundle");
// Large enough type to be read from a slide.
const kView = { width: 960, height: 600, deviceScaleFactor: 2 };

/** `{path}` of a picture in `folder`, or `{missing}`: why there is none. */
export async function photographPage(folder) {
  if (!existsSync(join(kSite, "index.html")) || !existsSync(join(kBundle, "manifest.json"))) {
    return { missing: "expected the built page and its sample bundle; ./dev demo makes both" };
  }
  try {
    return { path: await photograph(join(folder, "page.png")) };
  } catch (error) {
    return { missing: `the page could not be photographed (${error.message.split("\n")[0]})` };
  }
}

async function photograph(path) {
  const { launchChromium, openPage, serve } = await import("../tests/web/browsers.mjs");
  const server = await serve({ "/": kSite, "/bundle/": kBundle });
  let browser;
  try {
    browser = await launchChromium();
    const { page } = await openPage(await browser.createBrowserContext(), server.origin);
    await page.setViewport(kView);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await page.goto(`${server.origin}/#view=reader&lang=en`);
    const user = await page.waitForSelector(".picker-user");
    await user.evaluate((link) => link.click());
    await page.waitForSelector("ol.cards .card");
    await page.waitForNetworkIdle();
    // The list, and what it was made of above it.
    await page.$eval("ol.cards .card", (card) => card.scrollIntoView({ block: "center" }));
    await new Promise((drawn) => setTimeout(drawn, 500));
    await page.screenshot({ path, captureBeyondViewport: false });
    return path;
  } finally {
    await browser?.close();
    await server.close();
  }
}
