// The public types of the npm package. Everything is plain data: nothing returned by Pocketrec
// points into WebAssembly memory.

/** One item of the catalogue, as the bundle describes it. */
export interface Item {
  /** Position in the bundle: 0 is the most popular. Stable within one bundle only. */
  index: number;
  id: string;
  title: string;
  author: string;
  publisher: string;
  /** `null` when unknown. */
  year: number | null;
  categories: string[];
  /** Number of users in the training data who chose it. */
  popularity: number;
  /** Ids of further editions merged into this item. */
  otherIds: string[];
}

/** An item that was added at run time: `addItem()`. */
export type AddedItem = Omit<NewItem, "numUsers"> & { id: string };

/** An item with a score: predicted preference, cosine of audiences, or part of a score. */
export interface ScoredItem extends Item {
  score: number;
  /**
   * What the score means, of `recommend` for a history or a user alone: the share, 0 to 1, of people for whom an item scored
   * like this that had chosen it, among the fifth of their choices that was kept from the model.
   * Missing where the manifest has no `metrics.calibration`.
   */
  share?: number;
}

/** Something a visitor chose. */
export interface HistoryEntry {
  id: string;
  /** Confidence in it, 0 to 16: 1 when left out, 0 for seen but not liked. */
  weight?: number;
}

/** Whose taste a call is about: a visitor's, by history, or that of a user stored in the bundle. */
export type Taste =
  | {
      history: (string | HistoryEntry)[];
      /**
       * What to do with ids of the history that this bundle does not have, as happens with a
       * history kept from an earlier bundle: false (the default) rejects with "unknown-item".
       */
      skipUnknown?: boolean;
    }
  | { user: string };

/**
 * A vector from elsewhere, as many numbers as `info.numFactors`: items are ranked by their product
 * with it alone.
 */
export interface TasteVector {
  vector: ArrayLike<number>;
}

export interface ListOptions {
  /** 1..1000, default 10. */
  n?: number;
  /** Ids never to return. Ids that the bundle does not have are ignored. */
  exclude?: string[];
  /** If given, the only ids to return. Ids that the bundle does not have are ignored. */
  allow?: string[];
  /** Further limits on what may be returned, all of which hold. Needs the "titles" part. */
  filter?: ItemFilter;
  /** May items of the history come back? Default false. One with weight 0 never does. */
  includeHistory?: boolean;
  /**
   * How much likeness to items already in the list counts against an item: 0 (the default, off) to
   * 1. Chooses among the best `5 * n` items by score (at least 100, at most 2000), whose scores are
   * scaled to 0..1, by `(1 - diversity) * score - diversity * (greatest cosine to one chosen)`. The
   * list comes in the order of that choice, each item with its own score.
   */
  diversity?: number;
  /**
   * How much being little known counts for an item: 0 (the default, off) to 1. Chooses among the
   * same items by `(1 - novelty) * score + novelty * rarity`, where rarity is 0 for the most popular
   * item of the catalogue and grows with the logarithm of the popularity rank to 1 for the least.
   * With both, this sum takes the score's place in `diversity`.
   */
  novelty?: number;
  /**
   * `recommend()`: the share of the list that new items have at least: 0 (the default, off) to 1. New
   * are the items that nobody had chosen when the bundle was made (`info.numNew`); the best of them by
   * score stand evenly spread between the others. Without it they rarely win a slot, and no data about
   * them comes in.
   */
  exploration?: number;
  /**
   * Of a catalogue in lists (`info.numLists`): look at all items, not only at those in the lists that
   * most likely have the best. Loads what is not loaded yet. Default false.
   */
  exact?: boolean;
}

/** What items may be returned. Names that the bundle does not have match nothing. */
export interface ItemFilter {
  /** In any of these categories. */
  categories?: string[];
  /** By any of these authors, written as an item's `author` is. */
  authors?: string[];
  /** By none of these. */
  notAuthors?: string[];
  /** In any of these, written as `facets()` has them. Needs the "languages" part. */
  languages?: string[];
  /** From one year to another, both included. Items of an unknown year do not pass. */
  years?: { from?: number; to?: number };
}

export interface NamedCount {
  name: string;
  numItems: number;
}

/** What a catalogue can be filtered by. */
export interface Facets {
  /** Those with the most items first. */
  categories: NamedCount[];
  /** Of the items whose year is known; null where none is. */
  years: { from: number; to: number } | null;
  /** As the data write them, those with the most items first; none without the "languages" part. */
  languages: NamedCount[];
}

/** People who live in one country, named as the data name it. */
export interface PlaceGroup {
  name: string;
  /** Of those in the training data who chose anything. */
  people: number;
}

/** People of an age, in years. */
export interface AgeGroup extends PlaceGroup {
  from: number;
  /** Included; null: and older. */
  to: number | null;
}

/** The groups of people that are large enough to be told of. */
export interface Groups {
  /** In all, those of no group included. */
  people: number;
  /** Where fewer of a group chose an item, it is not told; other numbers are rounded to multiples. */
  leastPeople: number;
  /** Those of the most people first. */
  places: PlaceGroup[];
  /** The youngest first. */
  ages: AgeGroup[];
}

/** Of these groups, how many people chose an item (`chose`, rounded). Groups with few are left out. */
export interface GroupReaders {
  /** Those of the most readers first. */
  places: (PlaceGroup & { chose: number })[];
  /** The youngest first. */
  ages: (AgeGroup & { chose: number })[];
}

export interface Readers extends GroupReaders {
  /** How many chose it in all. */
  people: number;
}

/**
 * By item index, where it lies on the map: from 1 to 65535 along both axes, with the same scale. An
 * item of which the bundle knows nothing has no place: its x and y are 0.
 */
export interface ItemMap {
  x: Uint16Array;
  y: Uint16Array;
}

/** The first category of every item. */
export interface MainCategories {
  /** Those with the most items first. */
  names: string[];
  /** By item index, the position of its category in `names`; `names.length` where it has none. */
  ofItems: Uint32Array;
}

/** Of stored users, those who like an item: with others, how many like them and how many like both. */
export interface Overlap {
  liked: number;
  /** In the order of the question. */
  others: { liked: number; both: number }[];
}

/** A share, 0 to 1, of some users. */
export interface Shared {
  name: string;
  share: number;
}

/**
 * What some stored users like, most common first; each is the share of them who do. Of categories
 * and authors that are equally common, those with more of the items they like come first.
 */
export interface SharedTaste {
  categories: Shared[];
  authors: Shared[];
  items: (Item & { share: number })[];
}

export type SimilarQuery = { item: string; by?: "audience" | "content" } & ListOptions;

export interface CallOptions {
  /** Gives up waiting: the promise rejects with code "cancelled". */
  signal?: AbortSignal;
}

/** A list as far as it is known, while more of a large catalogue arrives. */
export interface ListAnswer {
  items: ScoredItem[];
  /** Nothing that is still to come would be looked at. */
  final: boolean;
  /** What this call loaded, and what of it is known to be to load, in bytes. */
  loadedBytes: number;
  totalBytes: number;
}

export interface ListCallOptions extends CallOptions {
  /**
   * Called with the list as it is, first from what is there and then as more arrives; the last one is
   * `final`, and what the promise resolves to. Once where all items are loaded.
   */
  onAnswer?: (answer: ListAnswer) => void;
}

/** What the bundle says of itself. */
export interface BundleInfo {
  numItems: number;
  numFactors: number;
  /** Of the items, the last ones, which nobody had chosen when the bundle was made. */
  numNew: number;
  bits: 8 | 4;
  numUsers: number;
  hasTitles: boolean;
  hasSearch: boolean;
  hasUsers: boolean;
  hasContent: boolean;
  hasMap: boolean;
  hasLanguages: boolean;
  hasGroups: boolean;
  /**
   * Of a large catalogue, in how many lists the items behind the first ones are; queries load those
   * that they need. 0 where all items load at once.
   */
  numLists: number;
  /** Bytes loaded so far. */
  bytes: number;
  /** WebAssembly memory that the engine held when parts were last loaded. */
  memoryBytes: number;
  /** The manifest, as written by the trainer. */
  manifest: Manifest;
}

/** manifest.json (core/FORMAT.md). */
export interface Manifest {
  format: "pocketrec-bundle";
  version: number;
  model_id: string;
  code_version: string;
  data: { fingerprint: string; format: string; simulated: boolean };
  seed: number;
  parameters: Record<string, unknown>;
  metrics: Record<string, unknown>;
  /** `lists`: of a large catalogue. */
  counts: { items: number; users: number; factors: number; bits: number; lists?: number };
  /** Where items were added after training: how many (the last ones), and the id it gave. */
  added?: { items: number; trained_model_id: string };
  parts: Partial<Record<PartName, PartEntry>>;
}

export type PartName =
  | "items"
  | "encoder"
  | "titles"
  | "search"
  | "users"
  | "content"
  | "map"
  | "languages"
  | "groups"
  | "lists"
  | "background"
  | "shelves";

export interface PartEntry {
  file: string;
  bytes: number;
  sha256: string;
}

export interface User {
  index: number;
  id: string;
}

/** What is known of an item that nobody has chosen yet; the more, the better it is placed. */
export interface NewItem {
  title?: string;
  /** Several in one text, with commas between. */
  author?: string;
  publisher?: string;
  language?: string;
  categories?: string[];
  year?: number;
  /** How many of the bundle's users to name, 0 (the default) to 1000. */
  numUsers?: number;
}

export interface PlacedItem {
  /** Items that the same people choose, by the cosine of the audiences; none if nothing is known. */
  nearest: ScoredItem[];
  /** Stored users who will most likely choose it, by score. */
  users: ScoredUser[];
  /** What the item is, in words, names and other keys, and how many of them training knew. */
  numKeys: number;
  numKnown: number;
  /** Of the catalogue's items, the share (0 to 1) of which their content says less. */
  certainty: number;
}

export interface ScoredUser extends User {
  score: number;
}

export interface LoadProgress {
  part: PartName | "wasm";
  loadedBytes: number;
  /** Of everything that open() loads. */
  totalBytes: number;
}

export interface LoadOptions extends CallOptions {
  onProgress?: (progress: LoadProgress) => void;
}

export interface OpenOptions extends LoadOptions {
  /** Where pocketrec.wasm is; default: beside the script. */
  wasmUrl?: string | URL;
  /** Where the worker script is (same origin as the page); default: beside the script. */
  workerUrl?: string | URL;
  /**
   * Parts to load now; default all that the manifest names (of a large catalogue, whose manifest names
   * "lists": what its first lists take; titles come as they are needed), but for "content", which placeNewItem()
   * needs, "map", which map() needs, and "groups", which groups(), readers() and popularAmong()
   * need. "items" and "encoder" always load, and nearly every call needs "titles" too. Parts that the bundle lacks are ignored: see `info`.
   */
  parts?: PartName[];
  /** The same of a large catalogue; default `parts`. With none, it answers from its first items soon. */
  largeParts?: PartName[];
  /**
   * Ask for the manifest and the first parts in the page's own thread while the worker starts: on a
   * slow line, the first list comes a wait or two earlier. A function is called in place of fetch():
   * it may answer with what the page has asked for even before. Only with open().
   */
  ahead?: boolean | typeof fetch;
  /**
   * Called once, as soon as the manifest is there and before any part is: what the bundle is about,
   * and which parts it has, can be shown while it loads.
   */
  onManifest?: (manifest: Manifest) => void;
  /** Used instead of the global fetch; only with openInThread(). */
  fetch?: typeof fetch;
}

/** The same calls, whether the engine runs in a worker or in the caller's thread. */
export interface Recommender {
  readonly info: BundleInfo;
  /** Loads further parts (default: as open() does); queries are answered meanwhile. */
  load(parts?: PartName[], options?: LoadOptions): Promise<BundleInfo>;
  /**
   * Top n for a history (ids, or ids with weights), for a user stored in the bundle, or for a vector
   * from elsewhere.
   */
  recommend(
    query: (Taste | TasteVector) & ListOptions,
    options?: ListCallOptions,
  ): Promise<ScoredItem[]>;
  /**
   * Items with a similar audience; `by: "content"`: those near to where what it is alone would put
   * the item, which needs the "content" part.
   */
  similar(query: SimilarQuery, options?: ListCallOptions): Promise<ScoredItem[]>;
  /** How much each history item adds to the score of `item`, largest first. */
  explain(query: Taste & { item: string }, options?: CallOptions): Promise<ScoredItem[]>;
  /** By part of a title or author, or by id; best match first. Where nothing matches, typos are forgiven. */
  searchItems(query: string, n?: number, options?: CallOptions): Promise<Item[]>;
  /** Users whose id starts with `prefix` ("" lists all), from the offset-th. */
  searchUsers(prefix: string, offset?: number, n?: number, options?: CallOptions): Promise<User[]>;
  /**
   * Where an item goes that the bundle does not have, by what it is: its nearest items and likely
   * users. Needs the "content" part (`load(["content"])`).
   */
  placeNewItem(item: NewItem & ListOptions, options?: CallOptions): Promise<PlacedItem>;
  /**
   * Items that are in no list and no search result until `show()`: what is out of stock. Ids that the
   * bundle does not have are ignored. Like what the three below do, it holds until the recommender
   * is closed.
   */
  hide(ids: string[], options?: CallOptions): Promise<void>;
  show(ids: string[], options?: CallOptions): Promise<void>;
  /**
   * From now on, scores of these items are multiplied (those below 0: divided) by the factor given
   * for their id, 1/16 to 16, in every list; 1 takes a boost back. `share` stays what it was. Ids
   * that the bundle does not have are ignored.
   */
  boost(factors: Record<string, number>, options?: CallOptions): Promise<void>;
  /**
   * Adds an item that the bundle does not have, where its content places it: it comes in lists and
   * search results like others, and counts as new (`exploration`). Needs the "content" part.
   */
  addItem(item: AddedItem, options?: CallOptions): Promise<Item>;
  item(id: string, options?: CallOptions): Promise<Item>;
  /** Items by position, 0 the most popular: what to show somebody nothing is known of. */
  popular(offset?: number, n?: number, options?: CallOptions): Promise<Item[]>;
  /**
   * Titles to ask a visitor about, of whom nothing or little is known: popular ones of different
   * kinds (`diversity` is 0.1 unless given), and once there is something they like, what
   * recommend() gives for it. Needs "titles".
   *
   * A page where visitors may say that they know the author, though not the title, gives those
   * authors as `knownAuthors`, written as an item's `author` is; an empty list to begin with. Their
   * most popular titles then come first, at most ten besides one they were asked about, and who
   * likes nothing so far gets a title of one author after another, best-known authors first: about
   * half more of the visitors know one of them (tests/bench/EXPLORED.md). What they were asked
   * about is what is in `history` and `exclude`.
   */
  titlesToRate(
    query?: {
      history?: (string | HistoryEntry)[];
      skipUnknown?: boolean;
      knownAuthors?: string[];
    } & ListOptions,
    options?: CallOptions,
  ): Promise<ScoredItem[]>;
  /** Of people, the groups by place and by age. Needs the "groups" part (`load(["groups"])`). */
  groups(options?: CallOptions): Promise<Groups>;
  /**
   * Where those live who chose an item, and how old they are, as sums of people. Needs "groups"; a
   * bundle has it whether users are in it or not.
   */
  readers(item: string, options?: CallOptions): Promise<Readers>;
  /**
   * What to show somebody of whom nothing is known but where they live (one of the places that
   * groups() names) or how old they are, in years, or both: what is chosen more there. `score` is
   * the share of such people, 0 to 1, that would choose it. Of the options it takes n, exclude,
   * allow and filter. Needs "groups" and "titles".
   */
  popularAmong(
    query: { place?: string; age?: number } & ListOptions,
    options?: CallOptions,
  ): Promise<ScoredItem[]>;
  /** What there is to filter by. */
  facets(options?: CallOptions): Promise<Facets>;
  /**
   * The n (default 10) stored users most likely to want an item that they have not chosen yet. Scores
   * are products of vectors, without what single items of a history add to recommend()'s.
   */
  audience(query: { item: string; n?: number }, options?: CallOptions): Promise<ScoredUser[]>;
  /**
   * Where every item lies on the bundle's map, on which items with a similar audience are near to
   * each other. Needs the "map" part (`load(["map"])`).
   */
  map(options?: CallOptions): Promise<ItemMap>;
  /** What every item is first of all: what a map is coloured by. Needs "titles". */
  mainCategories(options?: CallOptions): Promise<MainCategories>;
  /** How many of those who like an item like each of the others. Of stored users. */
  overlap(query: { item: string; others: string[] }, options?: CallOptions): Promise<Overlap>;
  /** What these stored users like; the n (default 10) most common of each. */
  taste(query: { users: string[]; n?: number }, options?: CallOptions): Promise<SharedTaste>;
  /** What a stored user chose; `score` is the weight: from 1 on liked, below rated low. */
  userHistory(user: string, options?: CallOptions): Promise<ScoredItem[]>;
  /** Frees the memory (and ends the worker). */
  close(): void;
}

export type ErrorName =
  | "truncated"
  | "trailing-bytes"
  | "bad-magic"
  | "unsupported-version"
  | "bad-checksum"
  | "bad-value"
  | "part-mismatch"
  | "missing-part"
  | "unknown-item"
  | "unknown-user"
  | "empty-history"
  | "bad-count"
  | "bad-manifest"
  | "network"
  | "cancelled"
  | "closed"
  | "engine";

/** Every failure: `code` for programs, `message` one sentence for people. */
export class PocketrecError extends Error {
  override readonly name = "PocketrecError";
  constructor(
    readonly code: ErrorName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
