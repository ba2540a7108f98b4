// A catalogue larger than a download: what a page loads before it can answer, how good the answer is,
// and how long it takes.
//
//   node tests/bench/lists.mjs [--items 1000000] [--interactions 20] [--epochs 6] [--visitors 100]
//                              [--out tests/bench/lists.json]
//
// For each number of items makes simulated readers, with so many interactions an item, and trains on
// them (once, in build/bench/lists; ten million items take an hour, and 27 GB of memory and swap).
// How good answers are by what is loaded comes from the core natively (lists_bench); bytes
// and times from headless Chromium, each visit with a profile of its own; the same again with what
// the first visit left in Cache Storage; and once more from bytes in memory. Needs the release build
// and the built package.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { launchChromium, openPage, serve } from "../web/browsers.mjs";
import { run } from "./command.mjs";
import { median } from "./median.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    items: { type: "string", default: "1000000" },
    interactions: { type: "string", default: "20" },
    epochs: { type: "string", default: "6" },
    visitors: { type: "string", default: "100" },
    out: { type: "string", default: join(repository, "tests/bench/lists.json") },
  },
});
const cli = join(repository, "build/release/trainer/pocketrec");
const kVisits = 9; // in the browser
const kInteractionsOfReader = 40;
const kShown = { stdio: ["ignore", "pipe", "inherit"] }; // what takes long says how far it is

/** The folder of a bundle with so many items, and its ratings. */
function bundleOf(items) {
  const folder = join(repository, "build/bench/lists", `${items}`);
  const data = join(folder, "data");
  const bundle = join(folder, "bundle");
  if (!existsSync(join(bundle, "manifest.json"))) {
    mkdirSync(folder, { recursive: true });
    const interactions = items * Number(flags.interactions);
    const users = interactions / kInteractionsOfReader;
    const counts = { items, users, interactions };
    const args = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, `${count}`]);
    run(cli, ["sample", "--out", data, ...args], kShown);
    const training = [
      ...["train", "--data", data, "--out", bundle, "--factors", "64", "--bits", "8"],
      ...["--no-validate", "--no-content", "--no-map", "--epochs", flags.epochs],
    ];
    run(cli, training, kShown);
  }
  return { bundle, ratings: join(data, "Ratings.csv") };
}

/** Ids that some of the first readers chose. */
function histories(ratings, count) {
  const beginning = Buffer.alloc(1 << 22);
  const file = openSync(ratings, "r");
  const size = readSync(file, beginning);
  closeSync(file);
  const lines = beginning.toString("utf8", 0, size).split("\n").slice(1, -1);
  const byReader = new Map();
  for (const line of lines) {
    const [reader, id] = line.split(",");
    byReader.set(reader, (byReader.get(reader) ?? new Set()).add(id));
  }
  return [...byReader.values()]
    .map((ids) => [...ids].filter((id) => /^PS\w+$/.test(id)))
    .filter((ids) => ids.length >= 2 && ids.length <= 20)
    .slice(0, count);
}

const isCode = (type) => /javascript|wasm|json|html/.test(type ?? "");

/** Compresses code, as static hosts do, and not a bundle's parts, and tells how much is sent. */
function compressed(response, sent) {
  const { writeHead, end } = response;
  let head = [200, {}];
  response.writeHead = (...parts) => {
    head = parts;
    return response;
  };
  response.end = (content) => {
    const [status, headers = {}] = head;
    const isSmaller = content && isCode(headers["content-type"]);
    const body = isSmaller ? gzipSync(content, { level: 9 }) : content;
    const encoding = isSmaller
      ? { "content-encoding": "gzip", "content-length": body.length }
      : undefined;
    writeHead.call(response, status, { ...headers, ...encoding });
    sent(body?.length ?? 0);
    return end.call(response, body);
  };
}

/** What one visitor waits for and loads; `bytes` are those that the server sent. */
async function visit(bundle, history) {
  let bytes = 0;
  const count = (_request, response) => {
    compressed(response, (length) => {
      bytes += length;
    });
    return false;
  };
  const mounts = {
    "/": join(repository, "tests/bench/browser"),
    "/pocketrec/": join(repository, "wasm/dist"),
    "/bundle/": bundle,
  };
  const server = await serve(mounts, { respond: count });
  const browser = await launchChromium();
  try {
    const { page } = await openPage(browser, server.origin);
    let firstBytes;
    await page.exposeFunction("answered", () => {
      firstBytes ??= bytes;
    });
    const measure = async () => {
      await page.goto(`${server.origin}/lists.html`);
      await page.waitForFunction(() => globalThis.visit !== undefined);
      return page.evaluate((ids) => globalThis.visit(ids), history);
    };
    const first = { ...(await measure()), bytes, firstBytes };
    bytes = 0;
    firstBytes = undefined;
    const again = { ...(await measure()), bytes, firstBytes };
    const fromMemory = await page.evaluate((ids) => globalThis.fromMemory(ids), history);
    return { first, again, fromMemory };
  } finally {
    await browser.close();
    await server.close();
  }
}

const middle = (visits) =>
  Object.fromEntries(
    Object.keys(visits[0]).map((key) => [key, median(visits.map((one) => one[key]))]),
  );

async function measured(items) {
  const { bundle, ratings } = bundleOf(items);
  const tool = join(repository, "build/release/tests/bench/lists_bench");
  const found = JSON.parse(run(tool, [bundle, ratings, flags.visitors]).stdout);
  const visits = [];
  for (const history of histories(ratings, kVisits)) visits.push(await visit(bundle, history));
  const { parts, further_files: further } = JSON.parse(
    readFileSync(join(bundle, "manifest.json"), "utf8"),
  );
  return {
    ...found,
    interactions: Number(flags.interactions),
    epochs: Number(flags.epochs),
    partBytes: Object.fromEntries(
      ["items", "encoder", "background", "lists", "shelves"].map((name) => [
        name,
        parts[name].bytes,
      ]),
    ),
    files: further.files,
    visits: visits.length,
    visit: middle(visits.map(({ first }) => first)),
    again: middle(visits.map(({ again }) => again)),
    fromMemory: middle(visits.map(({ fromMemory }) => fromMemory)),
  };
}

const before = existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, "utf8")).catalogues : [];
const catalogues = [];
for (const items of flags.items.split(",").map(Number)) catalogues.push(await measured(items));
const isNew = ({ items }) => catalogues.some((one) => Math.abs(one.items / items - 1) < 0.1);
const all = [...before.filter((one) => !isNew(one)), ...catalogues];
const lists = {
  machine: `${cpus().length} cores, ${cpus()[0].model.trim()}`,
  catalogues: all.sort((a, b) => a.items - b.items),
};
writeFileSync(flags.out, `${JSON.stringify(lists, null, 2)}\n`);
console.log(JSON.stringify(lists, null, 2));
