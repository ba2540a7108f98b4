// How long a list of titles takes after a keystroke, in headless Chromium, with 300,000 titles.
//
//   node tests/bench/titles.mjs [--items 300000] [--titles 200] [--rounds 9] [--bundle DIR]
//                               [--no-others] [--out tests/bench/titles.json]
//
// Makes a sample of so many books with composed titles (titles_catalogue.mjs; once, in
// build/bench/titles), or takes the bundle of --bundle, opens it through the package's worker, and
// types the first two words of titles spread over the catalogue, letter by letter; again of those in
// Arabic script; and once with a mistake. MiniSearch comes from npm for the occasion, and is left out
// where it cannot be had. Needs the release build, the built package and Chromium.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchChromium, openPage, serve } from "../web/browsers.mjs";
import { run } from "./command.mjs";
import { withComposedTitles } from "./titles_catalogue.mjs";
import { titlesTable } from "./titles_table.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    items: { type: "string", default: "300000" },
    titles: { type: "string", default: "200" },
    rounds: { type: "string", default: "9" },
    bundle: { type: "string" },
    "no-others": { type: "boolean", default: false },
    out: { type: "string", default: join(repository, "tests/bench/titles.json") },
  },
});
const work = join(repository, "build/bench/titles");
const cli = process.env.POCKETREC_CLI ?? join(repository, "build/release/trainer/pocketrec");
const kMiniSearch = "7.2.0";

/** Vectors matter to no search for titles: few readers, few factors, one epoch. */
function bundleOf(items) {
  const data = join(work, `data-${items}`);
  const bundle = join(work, `bundle-${items}`);
  if (existsSync(join(bundle, "manifest.json"))) return bundle;
  const counts = ["--items", items, "--users", "20000", "--interactions", "1000000"];
  run(cli, ["sample", "--out", data, ...counts]);
  const books = join(data, "Books.csv");
  writeFileSync(books, withComposedTitles(readFileSync(books, "utf8")));
  run(cli, [
    ...["train", "--data", data, "--out", bundle, "--quiet", "--no-validate", "--no-map"],
    ...["--no-content", "--keep-editions", "--epochs", "1", "--factors", "16"],
  ]);
  return bundle;
}

/** The folder of MiniSearch's module; undefined where npm cannot bring it. */
function miniSearchFolder() {
  if (flags["no-others"]) return undefined;
  const folder = join(work, "node_modules/minisearch/dist/es");
  try {
    const args = ["--prefix", work, "--no-audit", "--no-fund", `minisearch@${kMiniSearch}`];
    if (!existsSync(folder)) run("npm", ["install", ...args]);
    return folder;
  } catch (error) {
    console.error(`without MiniSearch: ${error.message}`);
    return undefined;
  }
}

async function inChromium(bundle) {
  const other = miniSearchFolder();
  const server = await serve({
    "/": join(repository, "tests/bench/browser"),
    "/pocketrec/": join(repository, "wasm/dist"),
    "/bundle/": bundle,
    ...(other ? { "/minisearch/": other } : {}),
  });
  const browser = await launchChromium({ protocolTimeout: 1_800_000 });
  try {
    const { page } = await openPage(browser, server.origin);
    await page.goto(`${server.origin}/titles.html`);
    await page.waitForFunction(() => globalThis.measureTitles !== undefined);
    const asked = {
      numTitles: Number(flags.titles),
      rounds: Number(flags.rounds),
      others: other !== undefined,
    };
    const found = await page.evaluate((options) => globalThis.measureTitles(options), asked);
    return { browser: await browser.version(), rounds: asked.rounds, ...found };
  } finally {
    await browser.close();
    await server.close();
  }
}

mkdirSync(work, { recursive: true });
const bundle = flags.bundle ? resolve(flags.bundle) : bundleOf(flags.items);
const { parts } = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
const measured = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  searchBytes: parts.search.bytes,
  titlesBytes: parts.titles.bytes,
  ...(await inChromium(bundle)),
};
if (measured.miniSearch) measured.miniSearch.version = kMiniSearch;
writeFileSync(flags.out, `${JSON.stringify(measured, null, 2)}\n`);
console.log(titlesTable(measured));
