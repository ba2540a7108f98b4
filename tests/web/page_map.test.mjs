// The map in real browsers: it draws, moves, finds and opens titles, keeps its place in the address,
// and gives way to a table where it cannot be drawn or seen.
import { describe, expect, it } from "vitest";
import { axeFindings } from "./places.mjs";
import { browserNames, missing, titleOf, userLink, visitor } from "./visit.mjs";

const kNoWebGl = "this browser draws no WebGL 2 on this machine";

describe.skipIf(missing).each(browserNames)("in %s, the map", (browserName) => {
  const visit = visitor(browserName);

  /** Opens the map; false where this browser draws no WebGL 2, and shows its table instead. */
  async function openMap(hash = "#view=map", options = {}) {
    await visit.open(hash, options);
    await visit.waitFor(
      () =>
        document.querySelector(".map-table") ?? document.querySelector("pr-map-canvas")?.renderer,
    );
    const isDrawn = await visit.page.evaluate(() =>
      Boolean(document.querySelector("pr-map-canvas")?.renderer),
    );
    if (browserName === "chromium") expect(isDrawn).toBe(true);
    return isDrawn;
  }

  /** Where an item is on the screen, from the map itself and the address's camera. */
  async function pixelOf(item) {
    await visit.reference.load(["map"]);
    const { x, y } = await visit.reference.map();
    return visit.page.evaluate(
      (at) => {
        const surface = document.querySelector(".map-surface").getBoundingClientRect();
        const [cx, cy, zoom] = new URLSearchParams(location.hash.slice(1))
          .get("at")
          .split(",")
          .map(Number);
        const side = zoom * Math.min(surface.width, surface.height) * 0.88;
        return {
          x: surface.x + surface.width / 2 + (at.x / 65535 - cx) * side,
          y: surface.y + surface.height / 2 + (at.y / 65535 - cy) * side,
        };
      },
      { x: x[item.index], y: y[item.index] },
    );
  }

  /** Colours on the canvas, counted from a picture of it. */
  const drawnColours = () =>
    visit.page.evaluate(async () => {
      const points = document.querySelector(".map-points");
      await new Promise(requestAnimationFrame);
      document.querySelector("pr-map-canvas").drawNow(performance.now());
      const copy = document.createElement("canvas");
      copy.width = points.width;
      copy.height = points.height;
      const context = copy.getContext("2d");
      context.drawImage(points, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] > 200)
          colours.add(`${data[i] >> 4},${data[i + 1] >> 4},${data[i + 2] >> 4}`);
      }
      return colours.size;
    });

  it("draws points in the colours of their categories", async ({ skip }) => {
    if (!(await openMap())) skip(kNoWebGl);
    expect(await drawnColours()).toBeGreaterThan(5);
  });

  it("is a link away from titles and people, who then stand out on it", async ({ skip }) => {
    const [item] = await visit.reference.popular(3, 1);
    const [{ id: user }] = await visit.reference.searchUsers("", 0, 1);
    const places = [
      [`#item=${encodeURIComponent(item.id)}`, "mark", item.id, ["found"]],
      [userLink({ id: user }), "user", user, ["recommended", "chosen"]],
    ];
    for (const [from, name, value, kinds] of places) {
      const page = await visit.open(from);
      await visit.click('main a[href*="view=map"]');
      const canvas = ".map-table, pr-map-canvas";
      await page.waitForSelector(canvas);
      expect(new URLSearchParams((await visit.hash()).slice(1)).get(name)).toBe(value);
      if (!(await page.$("pr-map-canvas"))) skip(kNoWebGl);
      const areLit = (wanted) => {
        const { markers } = document.querySelector("pr-map-canvas");
        return wanted.every((kind) => markers.some((marker) => marker.kind === kind));
      };
      await visit.waitFor(areLit, kinds);
    }
  });

  it("opens the title that is clicked, and says which one the pointer is on", async ({ skip }) => {
    const [item] = await visit.reference.popular(0, 1);
    if (!(await openMap())) skip(kNoWebGl);
    const { page } = visit;
    await page.type("#combobox-input", item.id);
    await page.waitForSelector(".option");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await visit.waitFor(() => /mark=/.test(location.hash) && /at=/.test(location.hash));
    const isSaid = (title) => document.querySelector('[role="status"]').textContent.includes(title);
    await visit.waitFor(isSaid, titleOf(item));
    await new Promise((landed) => setTimeout(landed, 900));
    const pixel = await pixelOf(item);
    await page.mouse.move(pixel.x + 1, pixel.y + 1);
    const isNamed = (title) => document.querySelector(".map-tip-title")?.textContent === title;
    await visit.waitFor(isNamed, titleOf(item));
    await page.mouse.click(pixel.x, pixel.y);
    await page.waitForSelector("dialog[open] .facts");
    expect(await visit.texts("pr-details .panel-title")).toEqual([titleOf(item)]);
    await page.keyboard.press("Escape");
    await visit.noDialog();
    expect(await visit.hash()).toContain("mark=");
  });

  it("moves by pointer, wheel and keyboard, and keeps its place in the address", async ({
    skip,
  }) => {
    if (!(await openMap())) skip(kNoWebGl);
    const { page } = visit;
    const at = () =>
      page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("at") ?? "");
    const numbers = async () => (await at()).split(",").map(Number);
    const isElsewhere = (before) =>
      (new URLSearchParams(location.hash.slice(1)).get("at") ?? "") !== before;
    const box = await (await page.$(".map-surface")).boundingBox();
    const [cx, cy] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 250)];

    await page.mouse.move(cx, cy);
    await page.mouse.down();
    await page.mouse.move(cx + 60, cy + 40, { steps: 5 });
    await page.mouse.up();
    await visit.waitFor(isElsewhere, "");
    const dragged = await numbers();

    await page.mouse.wheel({ deltaY: -400 });
    await visit.waitFor(isElsewhere, await at());
    const zoomed = await numbers();
    expect(zoomed[2]).toBeGreaterThan(1.5 * dragged[2]);

    await page.focus(".map-surface");
    await page.keyboard.press("ArrowRight");
    await visit.waitFor(isElsewhere, await at());
    const stepped = await numbers();
    expect(stepped[0]).toBeGreaterThan(zoomed[0]);
    await page.keyboard.press("+");
    await visit.waitFor(isElsewhere, await at());
    expect((await numbers())[2]).toBeCloseTo(1.5 * stepped[2], 1);
    const shared = await visit.hash();

    const [x, y, zoom] = await numbers();
    await openMap(shared);
    const seen = await visit.page.evaluate(() => document.querySelector("pr-map-canvas").camera);
    expect(seen).toEqual({ x, y, zoom });
  });

  it("opens by keyboard the title in the middle", async ({ skip }) => {
    const [item] = await visit.reference.popular(3, 1);
    await visit.reference.load(["map"]);
    const { x, y } = await visit.reference.map();
    const at = `${x[item.index] / 65535},${y[item.index] / 65535},300`;
    if (!(await openMap(`#view=map&at=${at}`))) skip(kNoWebGl);
    await visit.page.focus(".map-surface");
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForSelector("dialog[open] .facts");
    expect(await visit.texts("pr-details .panel-title")).toEqual([titleOf(item)]);
  });

  it("lights up what a reader chose and what is recommended to them", async ({ skip }) => {
    const [user] = await visit.reference.searchUsers("", 5, 1);
    const recommended = await visit.reference.recommend({ user: user.id, n: 10 });
    if (!(await openMap(`#view=map&${userLink(user).slice(1)}`))) skip(kNoWebGl);
    await visit.page.waitForSelector("#lit-recommended");
    const shown = await visit.texts('section[aria-labelledby="lit-recommended"] .card-link');
    expect(shown).toEqual(recommended.map(titleOf));
    const kinds = () => {
      const markers = document.querySelector("pr-map-canvas").markers;
      return ["chosen", "recommended"].every((kind) => markers.some((one) => one.kind === kind));
    };
    await visit.waitFor(kinds);
  });

  it("makes a category stand out, in the address too", async ({ skip }) => {
    if (!(await openMap())) skip(kNoWebGl);
    const { page } = visit;
    await visit.click(".map-shade");
    await visit.waitFor(() => /area=/.test(location.hash));
    expect(await page.$eval(".map-shade", (one) => one.getAttribute("aria-pressed"))).toBe("true");
    await visit.click(".map-shade");
    await visit.waitFor(() => !/area=/.test(location.hash));
  });

  it("comes back when its graphics context was lost", async ({ skip }) => {
    if (!(await openMap())) skip(kNoWebGl);
    const lose = () => {
      const canvas = document.querySelector(".map-points");
      window.lost = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
      window.lost.loseContext();
    };
    await visit.page.evaluate(lose);
    await visit.page.waitForSelector(".map-lost");
    await visit.page.evaluate(() => window.lost.restoreContext());
    await visit.waitFor(() => !document.querySelector(".map-lost"));
    await visit.waitFor(() => document.querySelector("pr-map-canvas").renderer);
    expect(await drawnColours()).toBeGreaterThan(5);
  });

  it("is a table where it is asked for, page by page, with the way to neighbours", async () => {
    await visit.open("#view=map&as=table");
    const { page, reference } = visit;
    await page.waitForSelector(".map-table");
    const first = await reference.popular(0, 25);
    expect(await visit.texts(".map-table tbody th")).toEqual(first.map(titleOf));
    await visit.click(".map-pages a");
    const second = await reference.popular(25, 25);
    const isNext = (title) =>
      document.querySelector(".map-table tbody th")?.textContent.trim() === title;
    await visit.waitFor(isNext, titleOf(second[0]));
    await page.goBack();
    await visit.waitFor(isNext, titleOf(first[0]));
    await visit.click(".map-table tbody td a");
    await visit.expectCards(await reference.similar({ item: first[0].id }));
  });

  it("is a table of one category, page by page, by choice and by address", async () => {
    const { reference } = visit;
    const { names, ofItems } = await reference.mainCategories();
    const all = await reference.popular(0, 1000);
    const rest = await reference.popular(1000, 1000);
    const of = (rank) => [...all, ...rest].filter(({ index }) => ofItems[index] === rank);
    const page = await visit.open("#view=map&as=table&from=25");
    await page.waitForSelector(".choice-field select");
    await page.select(".choice-field select", names[1]);
    const shows = (title) =>
      document.querySelector(".map-table tbody th")?.textContent.trim() === title;
    await visit.waitFor(shows, titleOf(of(1)[0]));
    expect(await visit.texts(".map-table tbody th")).toEqual(of(1).slice(0, 25).map(titleOf));
    await visit.open(`#view=map&as=table&${new URLSearchParams({ area: names[0], from: "25" })}`);
    await visit.waitFor(shows, titleOf(of(0)[25]));
    expect(await visit.texts(".map-pages p")).toEqual([
      `26 to ${Math.min(50, of(0).length)} of ${of(0).length}`,
    ]);
  });

  it("is a table where there is no WebGL 2, and says so", async () => {
    await visit.open();
    const { page, server } = visit;
    await page.evaluateOnNewDocument(() => {
      const context = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind === "webgl2" ? null : context.call(this, kind, ...rest);
      };
    });
    await page.goto(`${server.origin}/?again=1#view=map`);
    await page.waitForSelector(".map-table");
    expect(await page.$eval("pr-map", (view) => view.textContent)).toContain("WebGL 2");
    expect(await axeFindings(visit)).toEqual([]);
  });

  it("says so where the bundle has none, and still lists all titles", async () => {
    const respond = async ({ url }, response) => {
      if (!url.endsWith("/manifest.json")) return false;
      const { readFile } = await import("node:fs/promises");
      const { bundle } = await import("./visit.mjs");
      const manifest = JSON.parse(await readFile(`${bundle}/manifest.json`, "utf8"));
      delete manifest.parts.map;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(manifest));
      return true;
    };
    await visit.open("#view=map", { respond });
    await visit.page.waitForSelector(".map-table");
    expect(await visit.texts(".message-title")).toEqual(["This bundle holds no map"]);
    expect(await visit.texts(".nav-link")).not.toContain("Map");
  });
});
