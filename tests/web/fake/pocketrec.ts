// A small in-memory stand-in for the npm package, for looking at the page and testing its state
// before or without a bundle. Scores are made up from overlaps of words; never shipped.
import type {
  BundleInfo,
  Item,
  ListOptions,
  OpenOptions,
  Recommender,
  ScoredItem,
  Taste,
  User,
} from "../../../wasm/src/types.js";
import { PocketrecError } from "../../../wasm/src/types.js";
import { kFakeBooks } from "./books.js";

export { PocketrecError };

const items: Item[] = kFakeBooks.map(([title, author, year, publisher, categories], index) => ({
  index,
  id: `b${index}`,
  title,
  author,
  year,
  publisher,
  categories: [...categories],
  popularity: 400 - 5 * index,
  otherIds: index % 7 === 0 ? [`b${index}-pb`, `b${index}-hb`] : [],
}));
const users: User[] = Array.from({ length: 120 }, (_, index) => ({
  index,
  id: `${1000 + 7 * index}`,
}));

/** The books of a user: every so many, beginning somewhere. */
function historyOf(id: string): Item[] {
  const user = users.find((candidate) => candidate.id === id);
  if (!user)
    throw new PocketrecError("unknown-user", `no user "${id}" in this bundle: check the id`);
  return items
    .filter((item) => (item.index + user.index) % (3 + (user.index % 4)) === 0)
    .slice(0, 18);
}

function itemOf(id: string): Item {
  const item = items.find((candidate) => candidate.id === id || candidate.otherIds.includes(id));
  if (!item)
    throw new PocketrecError("unknown-item", `no item "${id}" in this bundle: check the id`);
  return item;
}

/** How much alike two items are, in [0, 1]: shared categories, and the same decades. */
function likeness(a: Item, b: Item): number {
  const shared = a.categories.filter((category) => b.categories.includes(category)).length;
  const years = Math.abs((a.year ?? 1950) - (b.year ?? 1950));
  return Math.min(1, 0.35 * shared + 0.2 / (1 + years / 20) + (a.author === b.author ? 0.25 : 0));
}

function historyFor(taste: Taste): Item[] {
  if ("user" in taste) return historyOf(taste.user);
  return taste.history
    .map((entry) => (typeof entry === "string" ? { id: entry } : entry))
    .filter(({ weight = 1 }: { weight?: number }) => weight > 0)
    .map(({ id }) => itemOf(id));
}

function best(
  score: (item: Item) => number,
  without: Item[],
  { n = 10 }: ListOptions,
): ScoredItem[] {
  return items
    .filter((item) => !without.includes(item))
    .map((item) => ({ ...item, score: score(item) }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, n);
}

export async function open(url: string | URL, options: OpenOptions = {}): Promise<Recommender> {
  if (String(url).includes("nowhere")) throw new PocketrecError("network", `no bundle at ${url}`);
  options.onProgress?.({ part: "items", loadedBytes: 1200, totalBytes: 1200 });
  const info: BundleInfo = {
    numItems: items.length,
    numFactors: 64,
    bits: 8,
    numUsers: users.length,
    hasTitles: true,
    hasSearch: true,
    hasUsers: true,
    bytes: 123456,
    manifest: {
      format: "pocketrec-bundle",
      version: 1,
      model_id: "fake",
      code_version: "0.1.0",
      data: { fingerprint: "", format: "book-crossing", simulated: true },
      seed: 1,
      parameters: {},
      metrics: {},
      counts: { items: items.length, users: users.length, factors: 64, bits: 8 },
      parts: Object.fromEntries(
        ["items", "encoder", "titles", "search", "users"].map((part) => [
          part,
          { file: part, bytes: 1, sha256: "" },
        ]),
      ),
    },
  };
  return {
    info,
    load: async () => info,
    recommend: async (query) => {
      const history = historyFor(query);
      if (history.length === 0) throw new PocketrecError("empty-history", "expected a liked item");
      const mean = (item: Item) =>
        history.reduce((sum, liked) => sum + likeness(item, liked), 0) / history.length;
      return best(mean, history, query);
    },
    similar: async (query) => {
      const item = itemOf(query.item);
      return best((other) => likeness(item, other), [item], query);
    },
    explain: async (query) => {
      const item = itemOf(query.item);
      return historyFor(query)
        .map((liked) => ({ ...liked, score: likeness(item, liked) - 0.1 }))
        .sort((a, b) => b.score - a.score);
    },
    searchItems: async (query, n = 10) => {
      const words = query.toLowerCase().split(/\s+/);
      const text = (item: Item) => `${item.title} ${item.author} ${item.id}`.toLowerCase();
      return items.filter((item) => words.every((word) => text(item).includes(word))).slice(0, n);
    },
    searchUsers: async (prefix, offset = 0, n = 10) =>
      users.filter(({ id }) => id.startsWith(prefix)).slice(offset, offset + n),
    item: async (id) => itemOf(id),
    popular: async (offset = 0, n = 10) => items.slice(offset, offset + n),
    userHistory: async (id) =>
      historyOf(id).map((item, i) => ({ ...item, score: i === 3 ? 0 : 1 + (i % 3) / 2 })),
    close: () => {},
  };
}
