// The README's tables, made from those files of kMeasured that are in tests/bench.
//   node tests/bench/readme.mjs            puts them into README.md
//   node tests/bench/readme.mjs --check    exit code 1 where README.md says something else
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { coldTable } from "./cold_table.mjs";
import { listsTable } from "./lists_table.mjs";
import { pageTable } from "./page_table.mjs";
import { qualityTable } from "./quality_table.mjs";
import { loadTable, searchTable } from "./search_table.mjs";
import { titlesTable } from "./titles_table.mjs";
import { varietyTable } from "./variety_table.mjs";

const kBegin = "<!-- figures: made by tests/bench/readme.mjs -->";
const kEnd = "<!-- end of figures -->";

const times = (ratio) => `${ratio.toFixed(1)} times`;

function implicitRows({ version, threads, sizes }) {
  return sizes.map((size) => [
    `iALS baseline beside implicit ${version}, ${threads} threads each, gowalla, ${size.factors} factors: a sweep`,
    `${times(size.ratio)} as fast; to equal quality ${times(size.ratio_to_equal_quality)}`,
  ]);
}

function tuningRows({ rows }) {
  return rows.map(({ title, minutes, gain }) => [
    `\`tune\` for ${minutes} minutes, ${title}: gain over what training chooses by itself`,
    `${(100 * gain).toFixed(1)} % NDCG@20`,
  ]);
}

function placingRows({ dataSet, browsers }) {
  return browsers.map((measured) => [
    `a new item placed in ${measured.browser}, its 10 nearest of ${measured.items.toLocaleString("en")} items (${dataSet}); with the 20 likeliest of ${measured.users.toLocaleString("en")} users`,
    `${measured.nearestMilliseconds.toFixed(2)} ms; ${measured.withUsersMilliseconds.toFixed(2)} ms`,
  ]);
}

/** The best kernel, and the better of the products of floats. */
function batchRows({ dataSet, users, items, factors, length, threads, codes, floats }) {
  const best = (measured) => Math.min(...measured.map(({ seconds }) => seconds)).toFixed(2);
  return [
    [
      `lists of ${length} for all ${users.toLocaleString("en")} users of ${dataSet}, of ${items.toLocaleString("en")} items with ${factors} factors, ${threads} threads, from int8 codes (from floats, by matrix products)`,
      `${best(codes)} s (${best(floats)} s)`,
    ],
  ];
}

const percent = (part) => `${Math.round(100 * part)} %`;

function stabilityRows({ dataSet, warmOverlap10, coldOverlap10 }) {
  return [
    [
      `5 % more data, ${dataSet}: of a list of ten stays with \`--warm-start\``,
      `${percent(warmOverlap10)} (${percent(coldOverlap10)} in a new training)`,
    ],
  ];
}

/** Markdown of figures.json and of the other costs, where they were measured. */
export function costTable(figures, { large, implicit, tuning, stability, placing, batch } = {}) {
  const { download, reading, gowalla, bookCrossing, browsers } = figures;
  const rows = [];
  if (large) {
    const count = (number) => number.toLocaleString("en");
    const what = `${count(large.interactions)} interactions of ${count(large.users)} simulated users and ${count(large.items)} items`;
    rows.push(
      [`${what}: peak memory`, `${(large.peakMegabytes / 1000).toFixed(1)} GB`],
      [
        "the same: an epoch",
        `${Math.round(large.epochSeconds)} s, ${(large.interactionsPerSecond / 1e6).toFixed(1)} million interactions/s`,
      ],
    );
    for (const {
      browser,
      openMilliseconds,
      recommendMilliseconds,
      foldInMilliseconds,
    } of large.browsers ?? []) {
      rows.push(
        [
          `${count(large.items)} items in ${browser}: from address to first list, on this machine`,
          `${Math.round(openMilliseconds)} ms`,
        ],
        [
          "the same: a history of 20 folded in, best 10 of all",
          `${recommendMilliseconds.toFixed(1)} ms, of which fold-in ${foldInMilliseconds.toFixed(1)} ms`,
        ],
      );
    }
  }
  if (gowalla) {
    rows.push(
      [
        "one sweep of the iALS baseline, gowalla, 64 factors",
        `${gowalla.sweepSeconds.toFixed(2)} s`,
      ],
      ["`train` on gowalla, whole", `${gowalla.trainSeconds.toFixed(1)} s`],
      ["its peak memory", `${Math.round(gowalla.trainMegabytes)} MB`],
    );
  }
  if (bookCrossing) {
    rows.push(
      ["Book-Crossing subset, CSV to bundle", `${bookCrossing.csvToBundleSeconds.toFixed(1)} s`],
      ["its peak memory", `${Math.round(bookCrossing.trainMegabytes)} MB`],
    );
  }
  if (implicit) rows.push(...implicitRows(implicit));
  if (tuning) rows.push(...tuningRows(tuning));
  if (stability) rows.push(...stabilityRows(stability));
  if (placing) rows.push(...placingRows(placing));
  if (batch) rows.push(...batchRows(batch));
  for (const { browser, histories, different } of browsers ?? []) {
    rows.push([
      `native against ${browser}, random histories with a different list or score`,
      `${different} of ${histories.toLocaleString("en")}`,
    ]);
  }
  rows.push(
    ["CSV read, one core", `${Math.round(reading.syntheticMegabytesPerSecond)} MB/s`],
    [
      "WebAssembly and its glue, gzip",
      `${((download.wasmBytes + download.glueBytes) / 1000).toFixed(1)} kB`,
    ],
  );
  return [
    "| what | measured |",
    "| --- | --- |",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

/** What is measured, each in a file of its name. */
export const kMeasured =
  "quality cold figures page search large variety implicit tuning stability placing batch titles lists".split(
    " ",
  );

function tables({ quality, cold, figures, page, search, titles, lists, variety, ...costs }) {
  return [
    qualityTable(quality),
    ...(cold ? [kAboutCold, coldTable(cold)] : []),
    ...(variety ? [priceOf(variety), varietyTable(variety)] : []),
    ...(search ? [aboutSearch(search), searchTable(search), kAboutLoad, loadTable(search)] : []),
    ...(titles ? [aboutTitles(titles), titlesTable(titles)] : []),
    ...(lists ? [aboutLists(lists), listsTable(lists)] : []),
    `On ${figures.machine}:`,
    costTable(figures, costs),
    ...(page ? [kAboutPage, pageTable(page)] : []),
  ].join("\n\n");
}

const kAboutCold =
  "Items that nobody has chosen yet, known by their titles, authors and categories alone (`./dev bench cold`):";

const aboutSearch = ({ machine, factors }) =>
  `The exact best 10 of all items, ${factors} factors, in headless Chromium, one thread, beside others in one run (${machine}; \`./dev bench search\`): median milliseconds, and in brackets the share of the best 10 by float32 that is found. \`ref-wasm-int8\` is a bare scan of int8 rows; asked in turn in one process (\`node tests/bench/search_paired.mjs\`) the two differ less than in runs one after the other. The vectors are noise around 256 directions, of which lists hold less than of trained ones (below).`;

const kAboutLoad =
  "The same by bytes of the index and milliseconds from these bytes to ready; all of it, by number of items, is drawn in `build/bench/search.svg`:";

const aboutTitles = ({ machine, browser, titles, rounds }) =>
  `Searching ${titles.toLocaleString("en")} titles, made of the words of the sample's, while somebody types (${browser}, ${machine}; \`./dev bench titles\`): from a keystroke in the page, through the worker and back, to its list of ten, each the middle one of ${rounds}; to be under 8 ms. MiniSearch is asked in the page's own thread, of fewer titles, and once.`;

const aboutLists = ({ machine, catalogues }) =>
  `A catalogue larger than a download, its items in lists: simulated readers, 64 factors, visitors with histories of their own (${catalogues[0].visitors}; of the bytes and times ${catalogues[0].visits} in headless Chromium, ${machine}; \`./dev bench lists\`). Recall is against the ten best of all items. The first answer comes from the 4,096 most popular items, and from as much of a history as is among them, where any is (of ${catalogues.map(({ first }) => first.visitors).join(" and ")} of the ${catalogues[0].visitors}); the final one looks at 16 lists:`;

const kAboutPage = "What a visitor of the page waits for (`./dev bench page`):";

const priceOf = ({ dataSet, epochs }) =>
  `What more varied and less popular lists cost (${dataSet}, lists of 20, all of one short training of ${epochs} epochs; \`./dev bench variety\`):`;

/** README.md with the tables of these figures between its two markers. */
export function withFigures(readme, measured) {
  const begin = readme.indexOf(kBegin);
  const end = readme.indexOf(kEnd);
  if (begin < 0 || end < begin) throw new Error(`expected ${kBegin} and ${kEnd} in README.md`);
  const head = readme.slice(0, begin + kBegin.length);
  return `${head}\n${tables(measured)}\n${readme.slice(end)}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const file = (name) => new URL(name, import.meta.url);
  const readme = readFileSync(file("../../README.md"), "utf8");
  const measured = Object.fromEntries(
    kMeasured
      .filter((name) => existsSync(file(`${name}.json`)))
      .map((name) => [name, JSON.parse(readFileSync(file(`${name}.json`), "utf8"))]),
  );
  const wanted = withFigures(readme, measured);
  if (argv[2] !== "--check") {
    writeFileSync(file("../../README.md"), wanted);
  } else if (readme !== wanted) {
    console.error("README.md and the figures in tests/bench disagree: node tests/bench/readme.mjs");
    process.exit(1);
  }
}
