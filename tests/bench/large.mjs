// Training on a hundred million interactions: memory and speed.
//
//   node tests/bench/large.mjs [--users 5000000] [--items 1000000] [--interactions 100000000]
//                              [--epochs 2] [--out tests/bench/large.json]
//
// Makes simulated readers of that number (once; in build/bench/large, 2 GB), trains on them without
// choosing settings, and writes the peak memory of the whole process and the median speed of an
// epoch. A few epochs tell both: every one does the same work. Then opens the bundle in Chromium and
// Firefox and measures what a visitor waits for. Needs the release build, the built package and GNU
// time.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchers, openPage, serve } from "../web/browsers.mjs";
import { run } from "./command.mjs";
import { median } from "./median.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    users: { type: "string", default: "5000000" },
    items: { type: "string", default: "1000000" },
    interactions: { type: "string", default: "100000000" },
    epochs: { type: "string", default: "2" },
    out: { type: "string", default: join(repository, "tests/bench/large.json") },
  },
});
const cli = join(repository, "build/release/trainer/pocketrec");
const work = join(repository, "build/bench/large");
mkdirSync(work, { recursive: true });

/** In each browser: milliseconds to the first list of a freshly opened bundle, and of later lists. */
async function inBrowsers(bundle) {
  const server = await serve({
    "/": join(repository, "tests/bench/browser"),
    "/pocketrec/": join(repository, "wasm/dist"),
    "/bundle/": bundle,
  });
  const results = [];
  for (const launch of Object.values(launchers)) {
    const browser = await launch();
    try {
      const { page } = await openPage(browser, server.origin);
      await page.goto(`${server.origin}/speed.html`);
      await page.waitForFunction(() => globalThis.speed !== undefined, { timeout: 600_000 });
      const { error, ...speed } = await page.evaluate(() => globalThis.speed);
      if (error) throw new Error(error);
      results.push({ browser: await browser.version(), ...speed });
    } finally {
      await browser.close();
    }
  }
  await server.close();
  return results;
}

const size = [flags.users, flags.items, flags.interactions].join("-");
const data = join(work, size);
if (!existsSync(data)) {
  const counts = ["users", "items", "interactions"].flatMap((name) => [`--${name}`, flags[name]]);
  run(cli, ["sample", "--out", data, ...counts]);
}
const { stderr: log } = run("/usr/bin/time", [
  ...["-f", "%e %M", cli, "train", "--data", data, "--out", join(work, `bundle-${size}`)],
  ...["--no-validate", "--epochs", flags.epochs],
]);
const [seconds, kilobytes] = log.trim().split("\n").at(-1).split(" ").map(Number);
const epochs = [...log.matchAll(/final[^:]*: ([\d.]+) s, [\d.]+ M interactions\/s/g)];
const epochSeconds = median(epochs.map(([, found]) => Number(found)));
const large = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  users: Number(flags.users),
  items: Number(flags.items),
  interactions: Number(flags.interactions),
  epochSeconds,
  interactionsPerSecond: Number(flags.interactions) / epochSeconds,
  wholeSeconds: seconds,
  peakMegabytes: (kilobytes * 1024) / 1e6,
};
large.browsers = await inBrowsers(join(work, `bundle-${size}`));
writeFileSync(flags.out, `${JSON.stringify(large, null, 2)}\n`);
console.log(JSON.stringify(large, null, 2));
