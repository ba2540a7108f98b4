// Frames a second of the map while it is dragged and zoomed, with synthetic points, and how long
// its grid of points keeps the page from answering. Prints JSON, with the name of what drew.
//   node tests/bench/map.mjs [--points 300000] [--frames 120] [--browser chromium|firefox]
//                            [--gpu]   Chromium with the graphics card, where the machine has one
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { launchChromium, launchers, openPage, serve } from "../web/browsers.mjs";

const { values: options } = parseArgs({
  options: {
    points: { type: "string", default: "300000" },
    frames: { type: "string", default: "120" },
    browser: { type: "string", default: "chromium" },
    gpu: { type: "boolean", default: false },
  },
});

const root = fileURLToPath(new URL("browser", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "pocketrec-map-"));
await build({
  root,
  configFile: false,
  logLevel: "error",
  build: {
    outDir,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: join(root, "map.html") },
  },
});
const server = await serve({ "/": outDir });
const withCard = { args: ["--no-sandbox", "--ignore-gpu-blocklist", "--enable-gpu"] };
const browser = await (options.gpu ? launchChromium(withCard) : launchers[options.browser]());
try {
  const { page, problems } = await openPage(browser, server.origin);
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(`${server.origin}/map.html`);
  const result = await page.evaluate(
    (points, frames) => globalThis.measure(points, frames),
    Number(options.points),
    Number(options.frames),
  );
  console.log(JSON.stringify({ browser: await browser.version(), ...result }, null, 2));
  for (const problem of problems) console.error(problem);
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true });
}
