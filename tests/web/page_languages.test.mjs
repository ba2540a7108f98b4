// The built page in its languages, and its views as code that is fetched on demand.
import { describe, expect, it, vi } from "vitest";
import { axeFindings, goTo, places } from "./places.mjs";
import { browserNames, missing, userLink, visitor } from "./visit.mjs";

// Some look at every place of the page, of which there are many.
vi.setConfig({ testTimeout: 120_000 });

// What keeps its Latin letters in any language: names, and what people type as it stands.
const kNames = /\b(Pocketrec|pocketrec|NDCG|iALS|EASE)\b/g;
/** What browsers say of a module that the server has lost. */
const kLost = [/404/, /MIME type/];

describe.skipIf(missing).each(browserNames)("in %s, the language", (browserName) => {
  const visit = visitor(browserName);
  const root = () =>
    visit.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  const isIn = (lang) => document.documentElement.lang === lang && !!document.querySelector("h1");

  it("is switched with the keyboard, kept on moves, and remembered", async () => {
    const page = await visit.open("#view=you&n=20");
    await visit.ready();
    expect(await root()).toEqual(["en", "ltr"]);
    await page.focus(".language");
    await page.keyboard.press("Enter");
    await visit.waitFor(isIn, "ar");
    expect(await root()).toEqual(["ar", "rtl"]);
    expect(await visit.hash()).toBe("#view=you&n=20&lang=ar");
    expect(await page.title()).toBe("توصيات لك · Pocketrec");

    await visit.click('.site-nav .nav-link[href*="view=similar"]');
    await page.waitForSelector("pr-similar h1");
    expect(await visit.hash()).toBe("#view=similar&n=20&lang=ar");
    await page.goto(`${visit.server.origin}/`);
    await visit.waitFor(isIn, "ar");
    await page.goto(`${visit.server.origin}/#lang=en`);
    await visit.waitFor(isIn, "en");
    expect(await visit.texts(".language")).toEqual(["العربية"]);
  });

  it("stays English where another cannot be loaded, and is tried again", async () => {
    let isGone = true;
    const page = await visit.open("#view=you&lang=ar", {
      respond: gone(/\/ar-[^/]*\.js$/, () => isGone),
      expected: kLost,
    });
    await page.waitForSelector(".banner");
    expect(await root()).toEqual(["en", "ltr"]);
    isGone = false;
    await visit.click(".banner .link-button");
    await visit.waitFor(isIn, "ar");
    await visit.waitFor(() => !document.querySelector(".banner"));
  });

  it("changes once the words of all views seen so far are there, and those of no other", async () => {
    const held = hold(/\/ar-you-[^/]*\.js$/);
    const page = await visit.open("#view=you", { respond: held.respond });
    await visit.ready();
    await visit.click('.site-nav .nav-link[href*="view=audience"]');
    await page.waitForSelector("pr-audience h1");
    await visit.click(".language");
    await held.asked;
    expect(await root()).toEqual(["en", "ltr"]);
    expect(await page.$eval("pr-audience h1", (h1) => h1.textContent)).toMatch(/^Who/);
    held.release();
    await visit.waitFor(isIn, "ar");
    await visit.click('.site-nav .nav-link[href*="view=you"]');
    await page.waitForSelector("pr-you .lead");
    expect(await visit.texts("pr-you .lead")).toEqual([expect.stringMatching(/^قل ما يعجبك/)]);
  });

  it("stays where it cannot say what the view says, and is tried again", async () => {
    let isGone = true;
    const page = await visit.open("#view=you", {
      respond: gone(/\/ar-you-[^/]*\.js$/, () => isGone),
      expected: kLost,
    });
    await visit.ready();
    await visit.click(".language");
    await page.waitForSelector(".banner");
    expect(await root()).toEqual(["en", "ltr"]);
    await page.waitForSelector("pr-you h1");
    isGone = false;
    await visit.click(".banner .link-button");
    await visit.waitFor(isIn, "ar");
    await visit.waitFor(() => !document.querySelector(".banner"));
    await page.waitForSelector("pr-you .lead");
    expect(await visit.texts("pr-you .lead")).toEqual([expect.stringMatching(/^قل ما يعجبك/)]);
  });

  it("leaves no English in an Arabic page but names, in any view, and nothing to scroll sideways", async () => {
    const page = await visit.open("#lang=ar", { width: 360 });
    await visit.ready();
    for (const place of await places(visit)) {
      await goTo(visit, `${place}&lang=ar`);
      expect(await root(), place).toEqual(["ar", "rtl"]);
      expect(await latinWords(page), place).toEqual([]);
      const excess = () => document.documentElement.scrollWidth - window.innerWidth;
      expect(await page.evaluate(excess), place).toBeLessThanOrEqual(0);
      if (browserName === "chromium") expect(await axeFindings(visit), place).toEqual([]);
    }
  });

  it("fits the navigation of many views on a narrow phone, the present one in sight", async () => {
    const page = await visit.open("#view=similar&lang=ar", { width: 360 });
    await visit.ready();
    await page.$eval(".site-nav", (nav) => {
      for (let i = 0; i < 4; i++) nav.prepend(nav.firstElementChild.cloneNode(true));
    });
    const excess = () => document.documentElement.scrollWidth - window.innerWidth;
    expect(await page.evaluate(excess)).toBeLessThanOrEqual(0);
    await visit.click('.site-nav .nav-link[href*="view=you"]');
    await page.waitForSelector("pr-you h1");
    const isInSight = () => {
      const here = document.querySelector(".nav-link[aria-current]").getBoundingClientRect();
      return here.left >= 0 && here.right <= window.innerWidth;
    };
    await visit.waitFor(isInSight);
  });
});

describe.skipIf(missing).each(browserNames)("in %s, a view", (browserName) => {
  const visit = visitor(browserName);

  it.each([
    ["code", "similar", "similar", /^Similar \w+ · Pocketrec$/],
    ["words", "map", "en-map", /^Map of all \w+ · Pocketrec$/],
  ])("whose %s cannot be loaded says so, and is tried again", async (_, view, file, title) => {
    let isGone = true;
    const page = await visit.open("", {
      respond: gone(new RegExp(`/${file}-[^/]*\\.js$`), () => isGone),
      expected: kLost,
    });
    await visit.ready();
    await visit.click(`.site-nav .nav-link[href*="view=${view}"]`);
    await page.waitForSelector('.message-error[data-code="missing-view"]');
    expect(await page.title()).toMatch(title);
    isGone = false;
    await visit.click(".message-error .button");
    await page.waitForSelector(`pr-${view} h1`);
    expect(await visit.hash()).toBe(`#view=${view}`);
  });

  it("that is slow leaves the one before in place, says so after a while, and then begins", async () => {
    const held = hold(/\/reader-[^/]*\.js$/);
    const page = await visit.open("", { respond: held.respond });
    await visit.ready();
    await visit.click(".site-nav .nav-link:first-child");
    expect(await page.$("pr-home .ways")).not.toBeNull();
    await page.waitForSelector(".view-loading");
    held.release();
    await visit.waitFor(() => document.activeElement.matches("pr-reader h1"));
  });

  it("begins with its own code only", async () => {
    const [user] = await visit.reference.searchUsers("", 0, 1);
    const asked = [];
    await visit.open(userLink(user), {
      respond: (request) => {
        asked.push(request.url);
        return false;
      },
    });
    await visit.waitFor(() => document.querySelector("pr-reader ol.cards .card"));
    const views = asked.map((url) => /assets\/(home|reader|you|similar|ar)-/.exec(url)?.[1]);
    // The service worker fetches the others for later, after the page has begun.
    expect(views.filter(Boolean)[0]).toBe("reader");
  });
});

/** A `respond` that has lost the files that match. */
function gone(pattern, isSo) {
  return (request, response) => {
    if (!isSo() || !pattern.test(request.url)) return false;
    response.writeHead(404).end();
    return true;
  };
}

/** A `respond` that keeps the files that match waiting; `asked` settles when one is asked for. */
function hold(pattern) {
  const held = {};
  held.asked = new Promise((resolve) => {
    held.noteAsked = resolve;
  });
  const released = new Promise((resolve) => {
    held.release = resolve;
  });
  held.respond = async (request) => {
    if (!pattern.test(request.url)) return false;
    held.noteAsked();
    await released;
    return false;
  };
  return held;
}

/**
 * Words in Latin letters that a visitor reads or hears, outside of titles and other data (which are
 * isolated, by element or by character) and of what is marked as English.
 */
async function latinWords(page) {
  const read = await page.evaluate(() => {
    const data = '.cover, bdi, [lang="en"], [dir="auto"], [data-code], script, style, noscript';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [document.title];
    while (walker.nextNode()) {
      const { parentElement: parent, data: text } = walker.currentNode;
      if (!parent.closest(data)) found.push(text);
    }
    for (const one of document.body.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) {
        found.push(one.getAttribute(name) ?? "");
      }
    }
    return found;
  });
  return read
    .map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, "").replace(kNames, ""))
    .filter((text) => /[A-Za-z]{2}/.test(text));
}
