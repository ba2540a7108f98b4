// Runs in the page: how long a list of titles takes after a keystroke, with the bundle at /bundle/.
// Times of our own include the way to the worker and back. `measureTitles()` is for titles.mjs one
// folder up.
import { open } from "/pocketrec/index.js";
import { keystrokes, mistyped, spread } from "./titles_queries.mjs";

const kLength = 10;
const kWarmUp = 50;
const kAtOnce = 1000; // items in one answer

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

async function allItems(recommender) {
  const items = [];
  for (;;) {
    const more = await recommender.popular(items.length, kAtOnce);
    items.push(...more);
    if (more.length < kAtOnce) return items;
  }
}

/** The queries of each kind, of titles spread over the catalogue from its most popular item on. */
function queriesOf(items, numTitles) {
  const titles = spread(items, numTitles).map(({ title }) => title);
  const arabic = spread(
    items.filter(({ title }) => /^\p{Script=Arabic}/u.test(title)),
    numTitles / 4,
  );
  const wrong = titles.map((title, i) => mistyped(title, i % 4));
  return {
    typed: titles.flatMap(keystrokes),
    arabic: arabic.flatMap(({ title }) => keystrokes(title)),
    mistyped: wrong.filter((query) => query !== undefined),
  };
}

/** Milliseconds of each query: of `rounds` runs through all of them the middle one. */
async function timesOf(queries, rounds, search) {
  for (const query of spread(queries, kWarmUp)) await search(query);
  const times = queries.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, query] of queries.entries()) {
      const begin = performance.now();
      await search(query);
      times[i].push(performance.now() - begin);
    }
  }
  return times.map(median);
}

function summary(queries, times) {
  const order = times.map((_, i) => i).sort((a, b) => times[a] - times[b]);
  const at = (share) => times[order[Math.min(order.length - 1, Math.floor(share * order.length))]];
  const slowest = order.at(-1);
  return {
    queries: queries.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    worstMs: times[slowest],
    worstQuery: queries[slowest],
  };
}

async function measured(kinds, rounds, search) {
  const found = {};
  for (const [kind, queries] of Object.entries(kinds)) {
    if (queries.length === 0) continue; // no such titles
    found[kind] = summary(queries, await timesOf(queries, rounds, search));
  }
  return found;
}

/** Of the queries with a mistake, the share that finds anything. */
async function shareFound(queries, search) {
  const lists = await Promise.all(queries.map(search));
  return lists.filter((list) => list.length > 0).length / queries.length;
}

/** MiniSearch over the same titles and authors, in this thread, with the settings nearest to ours. */
async function miniSearch(items, kinds, rounds) {
  const { default: MiniSearch } = await import("/minisearch/index.js");
  const documents = items.map(({ index, title, author }) => ({ id: index, title, author }));
  const begin = performance.now();
  const index = new MiniSearch({ fields: ["title", "author"] });
  index.addAll(documents);
  const buildMs = performance.now() - begin;
  const search = (fuzzy) => (query) =>
    index.search(query, { prefix: true, combineWith: "AND", fuzzy }).slice(0, kLength);
  const { mistyped: wrong, ...right } = kinds;
  const kindsMs = {
    ...(await measured(right, rounds, search(false))),
    ...(await measured({ mistyped: wrong }, rounds, search(0.2))),
  };
  const indexBytes = new Blob([JSON.stringify(index)]).size;
  return { buildMs, indexBytes, found: await shareFound(wrong, search(0.2)), kinds: kindsMs };
}

globalThis.measureTitles = async ({ numTitles, rounds, others }) => {
  const begin = performance.now();
  const recommender = await open("/bundle/", { parts: ["titles", "search"] });
  await recommender.searchItems("a", kLength);
  const openMs = performance.now() - begin;
  const items = await allItems(recommender);
  const kinds = queriesOf(items, numTitles);
  const search = (query) => recommender.searchItems(query, kLength);
  const ours = {
    openMs,
    found: await shareFound(kinds.mistyped, search),
    kinds: await measured(kinds, rounds, search),
  };
  recommender.close();
  if (!others) return { titles: items.length, ours };
  // It takes a hundred times as long: fewer titles, once.
  const few = queriesOf(items, numTitles / 20);
  return { titles: items.length, ours, miniSearch: await miniSearch(items, few, 1) };
};
