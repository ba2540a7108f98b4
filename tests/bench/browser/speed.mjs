// Runs in the page: what a visitor waits for with the bundle at /bundle/. Times include the way to the
// worker and back.
import { open } from "/pocketrec/index.js";

const kRounds = 21;
const kHistory = 20;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

async function timed(question) {
  const begin = performance.now();
  await question();
  return performance.now() - begin;
}

/** Ids of a history out of the most popular items, another one each round. */
async function historyOf(recommender, round) {
  const items = await recommender.popular(round * 40, 2 * kHistory);
  return items.filter((_, i) => i % 2 === round % 2).map(({ id }) => id);
}

async function measure() {
  const beforeOpen = performance.now();
  const recommender = await open("/bundle/", { parts: ["titles"] });
  const first = await historyOf(recommender, 0);
  await recommender.recommend({ history: first, n: 10 });
  const openMilliseconds = performance.now() - beforeOpen;
  const times = { recommend: [], foldIn: [], similar: [] };
  for (let round = 1; round <= kRounds; ++round) {
    const history = await historyOf(recommender, round);
    times.recommend.push(await timed(() => recommender.recommend({ history, n: 10 })));
    // To explain a score takes the fold-in and next to nothing else.
    const query = { history, item: first[0] };
    times.foldIn.push(await timed(() => recommender.explain(query)));
    times.similar.push(await timed(() => recommender.similar({ item: history[0], n: 10 })));
  }
  recommender.close();
  return {
    openMilliseconds,
    recommendMilliseconds: median(times.recommend),
    foldInMilliseconds: median(times.foldIn),
    similarMilliseconds: median(times.similar),
  };
}

globalThis.speed = measure().catch((error) => ({ error: String(error) }));
