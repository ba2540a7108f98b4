// The README's tables, made from tests/bench/figures.json.
//   node tests/bench/readme.mjs            puts them into README.md
//   node tests/bench/readme.mjs --check    exit code 1 where README.md says something else
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const kBegin = "<!-- figures: made by tests/bench/readme.mjs -->";
const kEnd = "<!-- end of figures -->";

const share = (value) => value.toFixed(4).replace(/^0/, "");
const names = {
  ials: "**Pocketrec, as shipped (int8)**",
  "ials-int4": "Pocketrec, int4",
  "ials-float": "Pocketrec, float32",
  "item-knn": "item-kNN",
  ease: "EASE",
  popularity: "popularity",
};

function qualityTable(sets) {
  const lines = [
    "| data set | model | bytes an item | Recall@20 | 95 % interval | NDCG@20 |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  for (const [title, set] of sets) {
    if (!set) continue;
    for (const [name, { recall, interval, ndcg, bytesPerItem }] of Object.entries(set.models)) {
      const bytes = Math.round(bytesPerItem).toLocaleString("en");
      lines.push(
        `| ${title} | ${names[name] ?? name} | ${bytes} | ${share(recall)} | ` +
          `${interval.map(share).join(" to ")} | ${share(ndcg)} |`,
      );
    }
  }
  return lines.join("\n");
}

/** Loss by int8 codes against float32, of Recall@20, in percent. */
const lossPercent = ({ ials, "ials-float": float }) => (1 - ials.recall / float.recall) * 100;

function costTable({ download, reading, gowalla, bookCrossing, browsers }) {
  const rows = [];
  if (gowalla) {
    rows.push(
      ["Recall@20 lost to int8, gowalla", `${lossPercent(gowalla.models).toFixed(2)} %`],
      ["one sweep over users and items, gowalla", `${gowalla.sweepSeconds.toFixed(2)} s`],
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

/** Markdown of everything in figures.json. */
export function figuresTable(figures) {
  const sets = [
    ["gowalla", figures.gowalla],
    ["goodbooks-10k", figures.goodbooks],
    ["Book-Crossing subset", figures.bookCrossing],
  ];
  return [qualityTable(sets), `On ${figures.machine}:`, costTable(figures)].join("\n\n");
}

/** README.md with the tables of these figures between its two markers. */
export function withFigures(readme, figures) {
  const begin = readme.indexOf(kBegin);
  const end = readme.indexOf(kEnd);
  if (begin < 0 || end < begin) throw new Error(`expected ${kBegin} and ${kEnd} in README.md`);
  return `${readme.slice(0, begin + kBegin.length)}\n${figuresTable(figures)}\n${readme.slice(end)}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const file = (name) => new URL(name, import.meta.url);
  const readme = readFileSync(file("../../README.md"), "utf8");
  const wanted = withFigures(readme, JSON.parse(readFileSync(file("figures.json"), "utf8")));
  if (argv[2] !== "--check") {
    writeFileSync(file("../../README.md"), wanted);
  } else if (readme !== wanted) {
    console.error("README.md and tests/bench/figures.json disagree: node tests/bench/readme.mjs");
    process.exit(1);
  }
}
