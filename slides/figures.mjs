// Every number that the slides show, out of tests/bench and assumptions.json. Add a number here, by
// the place where it is measured; content/ only says what it means.
import { fileURLToPath } from "node:url";
import * as m from "./measured.mjs";

const bench = (name) => fileURLToPath(new URL(`../tests/bench/${name}.json`, import.meta.url));
const kMeasured = "quality cold figures page large variety tuning stability data interview".split(
  " ",
);

export const kFiles = {
  ...Object.fromEntries(kMeasured.map((name) => [`${name}.json`, bench(name)])),
  "assumptions.json": fileURLToPath(new URL("assumptions.json", import.meta.url)),
};

/** All figures by subject; `readText` is for tests that want other files' contents. */
export function openFigures(readText) {
  const at = m.openMeasured(kFiles, readText);
  return {
    data: dataFigures(at),
    quality: qualityFigures(at),
    newItems: newItemFigures(at),
    visitors: visitorFigures(at),
    lists: listFigures(at),
    speed: speedFigures(at),
    cost: costFigures(at),
  };
}

const kSets = ["book-crossing", "goodbooks-10k", "gowalla", "sample"];

function dataFigures(at) {
  const of = (set) => {
    const get = (...steps) => at("data.json", "sets", set, ...steps);
    return {
      items: m.count(get("items", "count")),
      people: m.count(get("people", "count")),
      choices: m.count(get("interactions")),
      filled: m.percent(get("density"), 2),
      topHundredth: m.percent(get("items", "choicesOfTopHundredth")),
      topTenth: m.percent(get("items", "choicesOfTopTenth")),
      medianPeople: m.count(get("items", "medianPeople")),
      onePerson: m.percent(get("items", "shareWithOnePerson")),
      medianItems: m.count(get("people", "medianItems")),
      oneItem: m.percent(get("people", "shareWithOneItem")),
      low: m.percent(get("people", "shareRatedLow")),
      rowsDropped: m.count(get("rows", "dropped")),
      rowsNoted: m.count(get("rows", "repairedOrNoted")),
      withoutFacts: m.count(get("rows", "withoutFacts")),
    };
  };
  return {
    sets: Object.fromEntries(kSets.map((set) => [set, of(set)])),
    factors: m.count(at("data.json", "sets", "book-crossing", "bundle", "factors")),
    bits: m.count(at("data.json", "sets", "book-crossing", "bundle", "bits")),
  };
}

// Of each set, what stands for it in charts: EASE where it fits into memory, else its cut-down form.
const kQuality = { goodbooks: "ease", "book-crossing": "ease-popular", gowalla: "ease-popular" };

function qualityFigures(at) {
  const set = (name) => {
    const get = (model, factors, ...steps) =>
      at("quality.json", "sets", name, "rows", { model, factors }, ...steps);
    const recallOf = (model, factors) => get(model, factors, "recall@20", "mean");
    const recall = (model, factors) => m.percent(recallOf(model, factors), 1);
    const point = (model, factors) => ({
      bytes: m.count(get(model, factors, "bytesPerItem")),
      recall: recall(model, factors),
    });
    const [shipped, best] = [recallOf("softmax", 128), recallOf("softmax-float", 128)];
    return {
      popularity: recall("popularity", null),
      ials: recall("ials", 128),
      knn: recall("item-knn", null),
      ease: recall(kQuality[name], null),
      shipped: recall("softmax", 128),
      ndcg: m.fraction(get("softmax", 128, "ndcg@20", "mean")),
      bytes: m.count(get("softmax", 128, "bytesPerItem")),
      floatBytes: m.count(get("softmax-float", 128, "bytesPerItem")),
      easeBytes: m.count(get(kQuality[name], null, "bytesPerItem")),
      keptOfFloat: m.percent(m.ratio(shipped, best), 1),
      overIals: m.signedPercent(m.change(shipped, recallOf("ials", 128))),
      moreThanIals: m.percentOff(m.change(shipped, recallOf("ials", 128))),
      overEase: m.signedPercent(m.change(shipped, recallOf(kQuality[name], null))),
      bySize: [32, 64, 128, 256].map((factors) => point("softmax", factors)),
      ialsBySize: [16, 32, 64, 128].map((factors) => point("ials", factors)),
      smallest: { ...point("softmax", 32), over: point("ials", 128).bytes },
    };
  };
  return {
    ...Object.fromEntries(Object.keys(kQuality).map((name) => [name, set(name)])),
    seeds: m.count(at("quality.json", "sets", "goodbooks", "rows", { model: "ease" }, "seeds")),
  };
}

function newItemFigures(at) {
  const subset = { title: "Book-Crossing subset, `new-items/`" };
  const ndcgOf = (model) =>
    at("cold.json", "sets", subset, "rows", { model, variant: "" }, "ndcg@20", "mean");
  const warm = (which) => at("cold.json", "warm", 0, which, "ndcg@20", "mean");
  const known = (title, count) =>
    at(
      ...["cold.json", "known", "sets", { title }, "rows"],
      ...[{ model: "softmax", knownInteractions: count }, "ndcg@20"],
    );
  const [own, content] = [ndcgOf("softmax"), ndcgOf("content-knn")];
  return {
    candidates: m.count(at("cold.json", "sets", subset, "candidates")),
    people: m.count(at("cold.json", "sets", subset, "people", "mean")),
    chance: m.fraction(ndcgOf("random")),
    popularity: m.fraction(ndcgOf("popularity")),
    author: m.fraction(ndcgOf("author")),
    content: m.fraction(content),
    own: m.fraction(own),
    overContent: m.signedPercent(m.change(own, content)),
    overAuthor: m.signedPercent(m.change(own, ndcgOf("author"))),
    contentForKnown: m.signedPercent(m.change(warm("withContent"), warm("withoutContent"))),
    firstTen: m.signedPercent(m.change(known("goodbooks-10k", 10), known("goodbooks-10k", 0))),
    firstTenSubset: m.signedPercent(
      m.change(known("Book-Crossing subset", 10), known("Book-Crossing subset", 0)),
    ),
    slots: slotFigures(at, "Book-Crossing subset"),
  };
}

function slotFigures(at, title) {
  const get = (exploration, key) =>
    at("cold.json", "slots", "sets", { title }, "rows", { exploration }, key);
  const all = [0, 0.05, 0.1, 0.2].map((exploration) => ({
    setting: m.percent(get(exploration, "exploration")),
    shown: m.percent(get(exploration, "newShare@20")),
    fresh: m.percent(get(exploration, "newRecall@20"), 1),
    others: m.percent(get(exploration, "warmRecall@20"), 1),
  }));
  return {
    all,
    tenth: all[2],
    more: m.times(m.ratio(get(0.1, "newRecall@20"), get(0, "newRecall@20"))),
    less: m.percentOff(m.change(get(0.1, "warmRecall@20"), get(0, "warmRecall@20")), 1),
  };
}

function visitorFigures(at) {
  const title = "Book-Crossing subset";
  const set = (...steps) => at("cold.json", "visitors", "sets", { title }, ...steps);
  const ndcg = (model, historyItems) => set("rows", { model, historyItems }, "ndcg@20");
  const asked = (model) => at("interview.json", "rows", { model }, "ndcg@20");
  const group = (model) =>
    at("cold.json", "groups", "sets", { title }, "rows", { model }, "ndcg@20", "mean");
  const counts = [0, 1, 2, 5];
  const curve = (model) => counts.map((items) => m.fraction(ndcg(model, items)));
  return {
    people: m.count(set("people")),
    items: counts.map((historyItems) =>
      m.count(set("rows", { model: "softmax", historyItems }, "historyItems")),
    ),
    popularity: curve("popularity"),
    knn: curve("item-knn"),
    own: curve("softmax"),
    afterOne: m.times(m.ratio(ndcg("softmax", 1), ndcg("popularity", 1))),
    byCountry: m.signedPercent(m.change(group("place-popularity"), group("popularity"))),
    afterFive: m.times(m.ratio(ndcg("softmax", 5), ndcg("popularity", 5))),
    asked: {
      answers: m.count(at("interview.json", "answers")),
      popular: m.fraction(asked("asked-popular")),
      varied: m.fraction(asked("asked-offered")),
      authors: m.fraction(asked("asked-authors")),
      gain: m.signedPercent(m.change(asked("asked-authors"), asked("asked-popular"))),
    },
  };
}

function listFigures(at) {
  const varied = (diversity, novelty, key) =>
    at("variety.json", "rows", { diversity, novelty }, key);
  const cost = (diversity) =>
    m.signedPercent(m.change(varied(diversity, 0, "recall@20"), varied(0, 0, "recall@20")), 1);
  const tuned = (set) => m.percent(at("tuning.json", "rows", { set }, "gain"), 1);
  return {
    diversity: [0.2, 0.4, 0.6].map((value) => ({
      setting: m.fraction(varied(value, 0, "diversity"), 1),
      recall: cost(value),
    })),
    coverage: m.percent(varied(0, 0, "coverage@20")),
    stays: m.percent(at("stability.json", "warmOverlap10")),
    staysAnew: m.percent(at("stability.json", "coldOverlap10")),
    tuneGoodbooks: tuned("goodbooks"),
    tuneSubset: tuned("book-crossing"),
    tuneMinutes: m.count(at("tuning.json", "rows", { set: "goodbooks" }, "minutes")),
  };
}

function speedFigures(at) {
  const large = (...steps) => at("large.json", ...steps);
  const first = (key) => at("page.json", "first", key);
  const browser = (which, key) => m.milliseconds(large("browsers", which, key));
  return {
    engine: m.kilobytes(
      m.sum(
        at("figures.json", "download", "wasmBytes"),
        at("figures.json", "download", "glueBytes"),
      ),
    ),
    firstList: m.milliseconds(first("localMs")),
    firstListSlow: m.seconds(m.inUnits(first("slowMs"), 1000), 1),
    checked: m.count(at("figures.json", "browsers", 0, "histories")),
    different: m.count(at("figures.json", "browsers", 0, "different")),
    trainSubset: m.seconds(at("figures.json", "bookCrossing", "csvToBundleSeconds")),
    large: {
      users: m.millions(large("users")),
      items: m.millions(large("items")),
      choices: m.millions(large("interactions")),
      epoch: m.seconds(large("epochSeconds")),
      memory: m.gigabytes(m.inUnits(large("peakMegabytes"), 1e-6)),
      list: browser(0, "recommendMilliseconds"),
      similar: browser(0, "similarMilliseconds"),
      similarFirefox: browser(1, "similarMilliseconds"),
      listFirefox: browser(1, "recommendMilliseconds"),
      open: m.seconds(m.inUnits(large("browsers", 0, "openMilliseconds"), 1000), 1),
    },
  };
}

function costFigures(at) {
  const visits = at("assumptions.json", "visits", "firstVisits");
  const price = at("assumptions.json", "cdn", "dollarsPerGigabyte");
  const hour = at("assumptions.json", "training", "dollarsPerHour");
  const scripts = at("page.json", "first", "scriptBytes");
  const set = (name) => {
    const visit = m.sum(scripts, at("data.json", "sets", name, "bundle", "gzipLoaded"));
    const traffic = m.inUnits(m.product(visit, visits), 1e9);
    return {
      items: m.count(at("data.json", "sets", name, "items", "count")),
      visit: m.megabytes(visit),
      dollars: m.dollars(m.product(traffic, price), 0),
    };
  };
  const hours = m.inUnits(at("figures.json", "bookCrossing", "csvToBundleSeconds"), 3600);
  return {
    sets: Object.fromEntries(kSets.map((name) => [name, set(name)])),
    visits: m.millions(visits),
    price: m.dollars(price),
    hour: m.dollars(hour),
    training: m.dollars(m.product(hours, hour), 3),
  };
}
