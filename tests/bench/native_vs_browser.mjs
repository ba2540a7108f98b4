// Native against browser: the same lists and the same bits of every score, in Chromium and Firefox.
//
//   golden_histories BUNDLE ANSWERS            # 10,000 random histories, computed natively
//   node tests/bench/native_vs_browser.mjs BUNDLE ANSWERS [chromium|firefox]
//
// Exit code 1 where anything differs, where a request leaves the origin, or where the page reports
// an error. Times are for one browser that shares the machine: no measure of speed.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchers, openPage, serve } from "../web/browsers.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const [bundle, answers, only] = process.argv.slice(2);

for (const [what, path] of [
  ["a bundle's manifest", bundle && join(bundle, "manifest.json")],
  ["a file of golden_histories", answers],
  ["the built package (npm run build -w wasm)", join(repository, "wasm/dist/index.js")],
]) {
  if (path && existsSync(path)) continue;
  console.error(
    `expected ${what} at ${path}\nusage: node tests/bench/native_vs_browser.mjs BUNDLE ANSWERS [BROWSER]`,
  );
  process.exit(2);
}

const server = await serve(
  {
    "/": join(repository, "tests/bench/browser"),
    "/pocketrec/": join(repository, "wasm/dist"),
    "/bundle/": bundle,
  },
  { respond: sendAnswers },
);

async function sendAnswers(request, response) {
  if (request.url !== "/answers.bin") return false;
  response.writeHead(200, { "content-type": "application/octet-stream" });
  response.end(await readFile(answers));
  return true;
}

/** True when the browser agrees with the native answers in every bit. */
async function agrees(name, launch) {
  const browser = await launch();
  try {
    const { page, problems, foreignRequests } = await openPage(browser, server.origin);
    await page.goto(`${server.origin}/`);
    await page.waitForFunction(() => globalThis.comparison !== undefined);
    const result = await page.evaluate(() => globalThis.comparison);
    if (result.error) problems.push(result.error);
    const { histories = 0, scores = 0, different = 0, milliseconds = 0 } = result;
    console.log(
      `${name} (${await browser.version()}): ${histories} histories, ${scores} scores, ` +
        `${different} lists differ, ${(milliseconds / 1000).toFixed(1)} s`,
    );
    if (result.firstDifference) console.log(JSON.stringify(result.firstDifference));
    for (const problem of [...problems, ...foreignRequests]) console.log(`  ${problem}`);
    return scores > 0 && different === 0 && problems.length + foreignRequests.length === 0;
  } finally {
    await browser.close();
  }
}

let allAgree = true;
for (const [name, launch] of Object.entries(launchers)) {
  if (only && only !== name) continue;
  allAgree = (await agrees(name, launch)) && allAgree;
}
await server.close();
process.exit(allAgree ? 0 : 1);
