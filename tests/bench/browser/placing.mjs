// Runs in the page: how long it takes to place a new item and to find what is near it, in the bundle
// at /bundle/. Times include the way to the worker and back.
import { open } from "/pocketrec/index.js";

const kItems = 200;
const kRounds = 5;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Facts of items from all over the catalogue, as if each were new. */
async function newItems(recommender) {
  const step = Math.max(1, Math.floor(recommender.info.numItems / kItems));
  const facts = [];
  for (let i = 0; i < kItems; i++) {
    const [item] = await recommender.popular(i * step, 1);
    if (item) facts.push({ ...item, year: item.year ?? 0 });
  }
  return facts;
}

/** Milliseconds an item, the median of several rounds; a round is timed whole, as clocks are coarse. */
async function placed(recommender, items, numUsers) {
  const rounds = [];
  for (let round = 0; round < kRounds; round++) {
    const begin = performance.now();
    for (const item of items) await recommender.placeNewItem({ ...item, n: 10, numUsers });
    rounds.push((performance.now() - begin) / items.length);
  }
  return median(rounds);
}

async function measure() {
  const recommender = await open("/bundle/", { parts: ["titles", "users", "content"] });
  const items = await newItems(recommender);
  const result = {
    items: recommender.info.numItems,
    users: recommender.info.numUsers,
    nearestMilliseconds: await placed(recommender, items, 0),
    withUsersMilliseconds: await placed(recommender, items, 20),
  };
  recommender.close();
  return result;
}

globalThis.placing = measure().catch((error) => ({ error: String(error) }));
