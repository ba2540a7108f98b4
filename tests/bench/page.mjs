// What a visitor of the page waits for and downloads, in Chromium; medians of five.
//
//   node tests/bench/page.mjs [--runs 5] [--no-lighthouse] [--out tests/bench/page.json]
//
// Serves web/dist as a static host does (web/serve.mjs, gzip), with the bundle of ./dev demo, and with
// one of 32,000 invented books for the slider (made once, in build/bench/page). The first
// recommendation is the list of a shared link to an item: ten cards drawn, in a browser that was
// never here.
//
// The slow phone is a line of 1.6 Mbit/s with 150 ms to every answer (slow_line.mjs, since DevTools
// leave the requests of workers alone), and a processor four times slower. DevTools slow down the
// page's own thread only: the engine's worker runs at full speed, so the figure is a little too good.
//
// Needs the release build, the built page and Chromium; Lighthouse comes from npm for the occasion,
// and its rows are left out where it does not run.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { openInThread } from "pocketrec";
import { listen, siteHandler } from "../../web/serve.mjs";
import { launchChromium } from "../web/browsers.mjs";
import { run } from "./command.mjs";
import { pageTable } from "./page_table.mjs";
import { slowLine } from "./slow_line.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    "no-lighthouse": { type: "boolean", default: false },
    out: { type: "string", default: join(repository, "tests/bench/page.json") },
  },
});
const runs = Number(flags.runs);
const site = join(repository, "web/dist");
const cli = process.env.POCKETREC_CLI ?? join(repository, "build/release/trainer/pocketrec");
const largeItems = 32_000;
const slowdown = 4;
const settlingMs = 1000;
const line = { bitsPerSecond: 1.6e6, latencyMs: 150 };

/** A bundle of the sample with `counts`, as `./dev demo` makes it; made once. */
function bundleOf(folder, counts = [], training = []) {
  const bundle = join(folder, "bundle");
  if (existsSync(join(bundle, "manifest.json"))) return bundle;
  mkdirSync(folder, { recursive: true });
  run(cli, ["sample", "--out", join(folder, "data"), ...counts]);
  const places = ["--data", join(folder, "data"), "--out", bundle];
  run(cli, ["train", ...places, "--with-users", "--quiet", ...training]);
  return bundle;
}

const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Runs in the page before any of its own code: notes when `selector` first matched and was drawn. */
function noteDrawn(selector) {
  const look = () => {
    if (!document.querySelector(selector)) return void requestAnimationFrame(look);
    // The frame in which it is there is drawn after this callback.
    requestAnimationFrame(() => {
      globalThis.drawnMs = performance.now();
    });
  };
  look();
}

/** One visit by somebody new: milliseconds until `selector` is drawn, and all that was asked for. */
async function visit(browser, { handler, hash, selector, isSlow }) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers, at: Date.now() });
    return handler(request, response);
  });
  const port = await listen(server, "127.0.0.1", 0);
  const slow = isSlow ? await slowLine(port, line) : undefined;
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    // A browser that just opened a window is busy with itself, and a visitor has had one for long.
    await new Promise((settled) => setTimeout(settled, settlingMs));
    await page.evaluateOnNewDocument(noteDrawn, selector);
    if (isSlow) await page.emulateCPUThrottling(slowdown);
    await page.goto(`http://127.0.0.1:${slow?.port ?? port}/${hash}`, {
      waitUntil: "domcontentloaded",
    });
    await page.waitForFunction(() => globalThis.drawnMs !== undefined, { polling: 20 });
    const bytes = slow?.bytes;
    const ms = await page.evaluate(() => globalThis.drawnMs);
    const drawnAt = ms + (await page.evaluate(() => performance.timeOrigin));
    const urls = asked.filter((one) => one.at <= drawnAt && isForFirstView(one));
    return { ms, bytes, urls: urls.map(({ url }) => url) };
  } finally {
    await context.close();
    slow?.close();
    server.close();
    server.closeAllConnections();
  }
}

/** The service worker fetches all of the page, for later: its requests are for nothing in particular. */
const isForFirstView = ({ headers, url }) =>
  headers["sec-fetch-dest"] !== "empty" || url.endsWith(".wasm");

/** Scripts and WebAssembly among the files, gzipped. */
function scriptBytes(urls) {
  const files = new Set(urls.filter((url) => /^\/assets\/.*\.(js|wasm)$/.test(url)));
  return [...files].reduce(
    (sum, url) => sum + gzipSync(readFileSync(join(site, url)), { level: 9 }).length,
    0,
  );
}

async function repeated(browser, options) {
  const visits = [];
  for (let i = 0; i < runs; i++) visits.push(await visit(browser, options));
  const { urls } = visits[0];
  return { ms: middle(visits.map(({ ms }) => ms)), bytes: visits[0].bytes, urls };
}

async function firstLists(browser, handler, bundle) {
  const recommender = await openInThread(pathToFileURL(`${bundle}/`));
  const [item] = await recommender.popular(20, 1);
  recommender.close();
  const link = {
    handler,
    hash: `#item=${encodeURIComponent(item.id)}`,
    selector: "ol.cards .card",
  };
  const start = { handler, hash: "", selector: "pr-home .thumb" };
  await visit(browser, link); // warms up the server and the browser, and is not counted
  const fast = await repeated(browser, link);
  const slow = await repeated(browser, { ...link, isSlow: true });
  return {
    localMs: fast.ms,
    slowMs: slow.ms,
    startLocalMs: (await repeated(browser, start)).ms,
    startSlowMs: (await repeated(browser, { ...start, isSlow: true })).ms,
    scriptBytes: scriptBytes(fast.urls),
    bytesBefore: slow.bytes,
  };
}

/** Runs in the page: milliseconds from moving the slider to `n` until n cards are drawn. */
async function moveSlider(n) {
  const slider = document.querySelector("#count");
  const begin = performance.now();
  slider.value = String(n);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((shown) => {
    const look = () => {
      if (document.querySelectorAll("ol.cards .card").length !== n) return;
      watcher.disconnect();
      requestAnimationFrame(() => {
        // Behind the frame that draws them.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = shown;
        port2.postMessage(null);
      });
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, { childList: true, subtree: true });
    look();
  });
  return performance.now() - begin;
}

async function sliderMs(browser, bundle) {
  const server = createServer(siteHandler({ root: site, bundle }));
  const port = await listen(server, "127.0.0.1", 0);
  const recommender = await openInThread(pathToFileURL(`${bundle}/`));
  const [user] = await recommender.searchUsers("", 0, 1);
  recommender.close();
  const times = [];
  for (let i = 0; i < runs; i++) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/#user=${encodeURIComponent(user.id)}`);
    await page.waitForSelector("ol.cards .card");
    await new Promise((settled) => setTimeout(settled, 1000));
    const moves = [];
    for (const n of [15, 20, 25, 20, 15, 30]) moves.push(await page.evaluate(moveSlider, n));
    times.push(middle(moves));
    await context.close();
  }
  server.close();
  server.closeAllConnections();
  return middle(times);
}

/** Scores of 100 by category; null where Lighthouse cannot be had or does not run. */
async function lighthouse(handler) {
  const server = createServer(handler);
  const port = await listen(server, "127.0.0.1", 0);
  const report = join(repository, "build/bench/page/lighthouse.json");
  try {
    const { spawn } = await import("node:child_process");
    const child = spawn(
      "npx",
      [
        ...["--yes", "lighthouse@12", `http://localhost:${port}/`, "--quiet", "--output=json"],
        ...[
          `--output-path=${report}`,
          "--only-categories=performance,accessibility,best-practices",
        ],
        "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-dev-shm-usage",
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    const status = await new Promise((ended) => child.on("exit", ended));
    if (status !== 0) return null;
    const { categories, lighthouseVersion } = JSON.parse(readFileSync(report, "utf8"));
    const score = (name) => Math.round(100 * categories[name].score);
    return {
      version: lighthouseVersion,
      performance: score("performance"),
      accessibility: score("accessibility"),
      bestPractices: score("best-practices"),
    };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const sample = bundleOf(join(repository, "build/demo"));
const large = bundleOf(
  join(repository, "build/bench/page"),
  ["--items", String(largeItems), "--users", "20000", "--interactions", "600000"],
  ["--no-validate", "--epochs", "3"],
);
// One for all visits: what it has compressed once it keeps, as hosts do.
const handler = siteHandler({ root: site, bundle: sample });
const browser = await launchChromium();
const measured = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  browser: await browser.version(),
  runs,
  first: await firstLists(browser, handler, sample),
  sliderItems: largeItems,
  sliderMs: await sliderMs(browser, large),
};
await browser.close();
if (!flags["no-lighthouse"]) measured.lighthouse = await lighthouse(handler);
writeFileSync(flags.out, `${JSON.stringify(measured, null, 2)}\n`);
console.log(pageTable(measured));
