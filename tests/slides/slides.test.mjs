// The deck says nothing that was not measured: every number of every slide, its notes and its charts
// is one of the figures that the JSON files give for that slide.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { beforeAll, expect, test } from "vitest";
import { makeDeck } from "../../slides/deck.mjs";
import { kFiles, openFigures } from "../../slides/figures.mjs";
import { say, withoutNames } from "../../slides/say.mjs";

const kFewestWords = 60;
const kMostWords = 150;
const kSmallestType = 1600; // hundredths of a point; below it only the line that names the files
const kSourceType = 1200;
// One point, in place of a picture of the page.
const kPicture =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let deck;
let slides;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "pocketrec-slides-"));
  const picture = join(folder, "page.png");
  writeFileSync(picture, Buffer.from(kPicture, "base64"));
  deck = await makeDeck(openFigures(), { picture });
  rmSync(folder, { recursive: true });
  slides = await slidesOf(deck.bytes);
});

// --- what is in a .pptx ----------------------------------------------------------------------------
const matches = (xml, pattern) => [...xml.matchAll(pattern)].map(([, found]) => plainText(found));

const plainText = (xml) =>
  xml
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");

/** Text runs; fields (the slide's number) are not text of ours. */
const runsOf = (xml) =>
  matches(xml.replace(/<a:fld [\s\S]*?<\/a:fld>/g, ""), /<a:t>([^<]*)<\/a:t>/g);

async function targetsOf(zip, path, kind) {
  const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/"))];
  const relations = await zip.file(`${folder}/_rels${name}.rels`).async("string");
  const targets = matches(relations, /Target="([^"]+)"/g).filter((target) => target.includes(kind));
  return Promise.all(
    targets.map((target) => {
      const found = target.startsWith("/") ? target.slice(1) : target.replace("../", "ppt/");
      return zip.file(found).async("string");
    }),
  );
}

async function slidesOf(bytes) {
  const zip = await JSZip.loadAsync(bytes);
  const paths = Object.keys(zip.files).filter((path) => /^ppt\/slides\/slide\d+\.xml$/.test(path));
  paths.sort((a, b) => Number(a.match(/\d+/)) - Number(b.match(/\d+/)));
  return Promise.all(
    paths.map(async (path) => {
      const xml = await zip.file(path).async("string");
      const notes = await targetsOf(zip, path, "notesSlide");
      const charts = await targetsOf(zip, path, "charts/chart");
      return {
        xml,
        runs: runsOf(xml),
        alternatives: matches(xml, /descr="([^"]*)"/g),
        notes: notes.flatMap(runsOf).join(" "),
        charts,
        chartTexts: charts.flatMap((chart) => [
          ...runsOf(chart),
          ...matches(chart, /<c:strCache>([\s\S]*?)<\/c:strCache>/g).flatMap((cache) =>
            matches(cache, /<c:v>([^<]*)<\/c:v>/g),
          ),
        ]),
        chartNumbers: charts.flatMap((chart) =>
          matches(chart, /<c:numCache>([\s\S]*?)<\/c:numCache>/g).flatMap((cache) =>
            matches(cache, /<c:v>([^<]*)<\/c:v>/g),
          ),
        ),
      };
    }),
  );
}

// --- numbers ---------------------------------------------------------------------------------------
/** "1,377 items, +40 %" has 1,377 and 40. */
const numbersIn = (text) =>
  withoutNames(text).match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+/g) ?? [];

/** Sentences of what a slide shows that no figure of it gives; none where all is well. */
function unmeasured({ runs, alternatives, notes, chartTexts, chartNumbers }, figures) {
  const written = new Set(figures.flatMap(({ text }) => numbersIn(text)));
  const values = new Set(figures.map(({ value }) => value));
  return [
    ...[...runs, ...alternatives, notes, ...chartTexts]
      .flatMap(numbersIn)
      .filter((number) => !written.has(number)),
    ...chartNumbers.filter((number) => !values.has(Number(number))),
  ];
}

/** Files as they are, but one: with a number changed. */
const withChanged = (name, change) => (path) => {
  const text = readFileSync(path, "utf8");
  if (path !== kFiles[name]) return text;
  const json = JSON.parse(text);
  change(json);
  return JSON.stringify(json);
};

// --- tests -----------------------------------------------------------------------------------------
test("there are 14 to 18 slides, each with a title of its own", () => {
  expect(slides.length).toBeGreaterThanOrEqual(14);
  expect(slides.length).toBeLessThanOrEqual(18);
  expect(new Set(deck.pages.map(({ name }) => name)).size).toBe(slides.length);
  for (const { xml } of slides) expect(xml).toMatch(/<p:ph type="title"/);
});

test("every number on a slide, in its notes and in its charts is a figure of that slide", () => {
  for (const [i, slide] of slides.entries()) {
    expect([deck.pages[i].name, unmeasured(slide, deck.pages[i].figures)]).toEqual([
      deck.pages[i].name,
      [],
    ]);
  }
});

test("every figure is a number that stands where it says, or is computed from such numbers", () => {
  const figures = deck.pages.flatMap((page) => page.figures);
  expect(figures.length).toBeGreaterThan(100);
  for (const { value, text, sources } of figures) {
    const found = sources.map((source) => {
      const [file, path] = source.split(": ");
      const root = JSON.parse(readFileSync(kFiles[file], "utf8"));
      return path.split(".").reduce((json, key) => json[key], root);
    });
    expect(found.length, text).toBeGreaterThan(0);
    for (const number of found) expect(number, sources.join()).toBeTypeOf("number");
    if (found.length === 1) expect(text.length).toBeLessThan(20);
    expect(Number.isFinite(value)).toBe(true);
  }
});

test("figures are what a reader of the JSON would write", () => {
  const read = (name) => JSON.parse(readFileSync(kFiles[name], "utf8"));
  const shipped = read("quality.json").sets.goodbooks.rows.find(
    ({ model, factors }) => model === "softmax" && factors === 128,
  );
  const [asked, first] = ["interview.json", "page.json"].map(read);
  const ndcg = (model) => asked.rows.find((row) => row.model === model)["ndcg@20"];
  const figures = openFigures();
  const percent = (value) => `${(100 * value).toFixed(1)}\u00a0%`;
  expect(figures.quality.goodbooks.shipped.text).toBe(percent(shipped["recall@20"].mean));
  expect(figures.speed.firstList.text).toBe(`${Math.round(first.first.localMs)}\u00a0ms`);
  expect(figures.visitors.asked.gain.text).toBe(
    `+${Math.round(100 * (ndcg("asked-authors") / ndcg("asked-popular") - 1))}\u00a0%`,
  );
});

test("what the words claim of the figures still holds", () => {
  const { quality, visitors, newItems, lists, speed } = openFigures();
  for (const set of ["goodbooks", "gowalla", "book-crossing"]) {
    const { shipped, popularity, ials, knn, ease, smallest } = quality[set];
    for (const baseline of [popularity, ials, knn, ease]) {
      expect(shipped.value).toBeGreaterThan(baseline.value); // "ahead on all three sets"
    }
    if (set !== "book-crossing") expect(smallest.recall.value).toBeGreaterThan(ials.value);
  }
  expect(visitors.asked.gain.value).toBeGreaterThan(0);
  expect(visitors.byCountry.value).toBeGreaterThan(0); // "gives ... over"
  const { smallest, bytes } = quality["book-crossing"];
  expect(smallest.over.value / bytes.value).toBeGreaterThan(1.75); // "nearly twice the bytes"
  expect(smallest.over.value / bytes.value).toBeLessThan(2);
  expect(newItems.overContent.value).toBeGreaterThan(0);
  expect(newItems.firstTen.value).toBeGreaterThan(0.05);
  expect(newItems.firstTenSubset.value).toBeLessThan(0.02); // "no such gain"
  expect(lists.diversity[0].recall.value).toBeGreaterThanOrEqual(-0.005); // "is free"
  expect(lists.diversity[2].recall.value).toBeLessThan(-0.1); // "more is not"
  expect(speed.different.value).toBe(0);
  expect(speed.firstListSlow.value).toBeGreaterThan(1.5); // "above our own target"
});

test("a number that no file gives is found, in texts and in charts", async () => {
  const changed = withChanged("quality.json", ({ sets }) => {
    sets.goodbooks.rows.find(({ model }) => model === "ease")["recall@20"].mean = 0.7777;
  });
  const others = await slidesOf((await makeDeck(openFigures(changed))).bytes);
  const found = others.flatMap((slide, i) => unmeasured(slide, deck.pages[i].figures));
  expect(found).toContain("0.7777");
  expect(found.length).toBeGreaterThan(1); // the text of what is gained over it, too

  const slide = slides.find(({ notes }) => numbersIn(notes).length > 0);
  const page = deck.pages[slides.indexOf(slide)];
  const notes = `${slide.notes} 98,765 people like it.`;
  expect(unmeasured({ ...slide, notes }, page.figures)).toEqual(["98,765"]);
});

test("text by hand has no digits but those of names", () => {
  expect(say`Recall@20 on goodbooks-10k`.text).toBe("Recall@20 on goodbooks-10k");
  expect(() => say`found 38 % of it`).toThrow('found some in "found 38 % of it"');
  expect(() => say`of ${38}`).toThrow("expected a text or a figure");
});

test("every slide has notes of a minute or so", () => {
  for (const [i, { notes }] of slides.entries()) {
    const words = notes.split(/\s+/).length;
    expect([deck.pages[i].name, words >= kFewestWords && words <= kMostWords, words]).toEqual([
      deck.pages[i].name,
      true,
      words,
    ]);
  }
});

test("every chart, table and picture says in words what it shows, and charts can be edited", async () => {
  const frames = slides.flatMap(({ xml }) => [
    ...xml.matchAll(/<p:(?:graphicFrame|pic)>[\s\S]*?<p:cNvPr ([^>]*)>/g),
  ]);
  expect(frames.length).toBeGreaterThan(8);
  expect(slides.filter(({ xml }) => xml.includes("<p:pic>")).length).toBe(1);
  for (const [, attributes] of frames) expect(attributes).toMatch(/descr="[^"]{10,}"/);
  for (const { xml } of slides) {
    const shapes = [...xml.matchAll(/<p:cNvPr id="(\d+)"([^>]*)>/g)];
    expect(new Set(shapes.map(([, id]) => id)).size).toBe(shapes.length);
    // A drawing is read as a whole: one of its shapes says what it shows, the others are passed over.
    if (xml.includes('prst="ellipse"')) expect(xml).toMatch(/descr="Drawing: [^"]{20,}"/);
  }
  const charts = slides.flatMap((slide) => slide.charts);
  const zip = await JSZip.loadAsync(deck.bytes);
  const sheets = Object.keys(zip.files).filter((path) => /embeddings\/.*\.xlsx$/.test(path));
  expect(charts.length).toBeGreaterThan(6);
  expect(sheets.length).toBe(charts.length);
  for (const chart of charts) expect(chart).not.toContain("<c:v></c:v>");
});

test("type is large enough for the back row", () => {
  const sizes = slides.flatMap(({ xml, charts }) =>
    [xml, ...charts].flatMap((text) => matches(text, /\bsz="(\d+)"/g).map(Number)),
  );
  const small = sizes.filter((size) => size < kSmallestType && size !== kSourceType);
  expect(small).toEqual([]);
});
