// How long a browser takes to place a new item and to find what is near it.
//
//   node tests/bench/placing.mjs [--data ../shared/data] [--out tests/bench/placing.json]
//
// Trains the Book-Crossing subset for three epochs (how good the vectors are changes no time), and
// asks Chromium and Firefox. Needs the release build, the built package and the data set.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchers, openPage, serve } from "../web/browsers.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    data: { type: "string", default: join(repository, "../shared/data") },
    out: { type: "string", default: join(repository, "tests/bench/placing.json") },
  },
});
const folder = join(flags.data, "book-crossing");
if (!existsSync(folder)) {
  console.error(`expected the Book-Crossing subset at ${folder}; name its parent with --data`);
  process.exit(1);
}
const work = join(repository, "build/bench/placing");
mkdirSync(work, { recursive: true });
const bundle = join(work, "bundle");
const training = ["--no-validate", "--epochs", "3", "--with-users", "--quiet"];
const { status, stderr } = spawnSync(
  join(repository, "build/release/trainer/pocketrec"),
  ["train", "--data", folder, "--out", bundle, ...training],
  { encoding: "utf8" },
);
if (status !== 0) throw new Error(`training failed (${status}): ${stderr}`);

const server = await serve({
  "/": join(repository, "tests/bench/browser"),
  "/pocketrec/": join(repository, "wasm/dist"),
  "/bundle/": bundle,
});
const browsers = [];
for (const [name, launch] of Object.entries(launchers)) {
  const browser = await launch();
  try {
    const { page } = await openPage(browser, server.origin);
    await page.goto(`${server.origin}/placing.html`);
    await page.waitForFunction(() => globalThis.placing !== undefined, { timeout: 120_000 });
    const measured = await page.evaluate(() => globalThis.placing);
    if (measured.error) throw new Error(`${name}: ${measured.error}`);
    browsers.push({ browser: await browser.version(), ...measured });
  } finally {
    await browser.close();
  }
}
await server.close();
writeFileSync(
  flags.out,
  `${JSON.stringify({ dataSet: "Book-Crossing subset", browsers }, null, 2)}\n`,
);
for (const { browser, items, users, nearestMilliseconds, withUsersMilliseconds } of browsers) {
  console.log(
    `${browser}: ${nearestMilliseconds.toFixed(2)} ms among ${items} items, ` +
      `${withUsersMilliseconds.toFixed(2)} ms with the 20 likeliest of ${users} users`,
  );
}
