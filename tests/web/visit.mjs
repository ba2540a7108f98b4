// What every test of the built page shares: a browser, the bundle opened with the npm package as
// reference, and one visit at a time, after which nothing may have gone wrong unseen.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchers, openPage, serve } from "./browsers.mjs";
import { findSite, openReference } from "./site.mjs";

export const { site, bundle, missing } = findSite();
export const browserNames = Object.keys(launchers);

export const titleOf = (item) => (item.title || item.id).replace(/\s+/g, " ").trim();
export const userLink = ({ id }) => `#user=${encodeURIComponent(id)}`;

/** Call inside a describe(): sets the browser up and down, and gives the visitor. `other`: makes another bundle. */
export function visitor(browserName, other) {
  const visit = new Visit();
  beforeAll(async () => {
    visit.browser = await launchers[browserName]();
    if (other) visit.bundle = other();
    visit.reference = await openReference(visit.bundle);
  });
  afterAll(async () => {
    await visit.browser?.close();
    visit.reference?.close();
  });
  afterEach(() => visit.end());
  return visit;
}

/** Runs in the page: brings an element into view, and waits for it to stop moving, as a visitor does. */
async function comeToRest(element) {
  element.scrollIntoView({ block: "center" });
  let last = "";
  for (let still = 0; still < 2; ) {
    await new Promise((passed) => setTimeout(passed, 20));
    const { x, y } = element.getBoundingClientRect();
    still = last === `${x},${y}` ? still + 1 : 0;
    last = `${x},${y}`;
  }
}

class Visit {
  bundle = bundle;

  /**
   * Opens the page at `hash` as a new visitor. `respond` may answer for the server (browsers.mjs);
   * `expected` are patterns of problems that belong to the test.
   */
  async open(hash = "", { respond, query = "", expected = [], width = 1200 } = {}) {
    await this.end();
    this.expected = expected;
    this.server = await serve({ "/": site, "/bundle/": this.bundle }, { respond });
    this.context = await this.browser.createBrowserContext();
    Object.assign(this, await openPage(this.context, this.server.origin));
    await this.page.setViewport({ width, height: 900 });
    await this.page.goto(`${this.server.origin}/${query}${hash}`);
    return this.page;
  }

  /** Nothing left the origin, and there was no error that the test did not expect. */
  async end() {
    if (!this.server) return;
    const { context, server, foreignRequests, problems, expected } = this;
    this.server = undefined;
    await context.close();
    await server.close();
    expect(foreignRequests).toEqual([]);
    expect(problems.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  }

  /** The texts of all elements that match. */
  texts(selector) {
    return this.page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
  }

  waitFor(isSo, ...parameters) {
    return this.page.waitForFunction(isSo, { timeout: 15_000 }, ...parameters);
  }

  async click(selector) {
    const element = await this.page.waitForSelector(selector);
    await element.evaluate(comeToRest);
    await element.click();
  }

  /** Moves the slider, as a drag does. */
  setCount(n) {
    const move = (slider, value) => {
      slider.value = value;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return this.page.$eval("#count", move, String(n));
  }

  hash() {
    return this.page.evaluate(() => location.hash);
  }

  /** The result list comes to show exactly these items, in this order. */
  async expectCards(items) {
    const titles = items.map(titleOf);
    const areShown = (wanted) => {
      const links = [...document.querySelectorAll("ol.cards .card-link")];
      return JSON.stringify(links.map((link) => link.textContent.trim())) === wanted;
    };
    await this.waitFor(areShown, JSON.stringify(titles)).catch(() => {});
    expect(await this.texts("ol.cards .card-link")).toEqual(titles);
  }

  /** The page has opened its bundle and shows a view. */
  ready() {
    return this.waitFor(() => {
      // The start page says its heading before there is a bundle.
      const isStart = document.querySelector(".hero") !== null;
      return document.querySelector(isStart ? "pr-home" : "main h1[tabindex]");
    });
  }

  noDialog() {
    return this.waitFor(() => !document.querySelector("dialog[open]"));
  }
}

/** A `respond` that serves the manifest after `change` was made to it. */
export function withManifest(change) {
  return (request, response) => {
    if (!request.url.endsWith("/bundle/manifest.json")) return false;
    const manifest = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
    change(manifest);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(manifest));
    return true;
  };
}

/** The bytes of the part that a request asks for. */
export function partBytes(request) {
  return readFileSync(join(bundle, request.url.split("/").at(-1)));
}
