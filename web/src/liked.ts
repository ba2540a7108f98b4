// What this visitor likes, what they said no to, and whom they do not want to see. It is kept in this
// browser's IndexedDB and nowhere else (liked-store.ts); where a browser refuses that, it lasts as
// long as the page.
import type { HistoryEntry } from "pocketrec";

const kLiked = 1;
const kDismissed = 0;
/** Storage that does not answer must not keep the page waiting. */
const kPatienceMs = 3000;

/** What is kept between visits. */
export interface StoredList {
  /** Id and weight, oldest first. */
  weights: [string, number][];
  hiddenAuthors: string[];
}

export interface LikedStore {
  /** Null where nothing was kept yet. */
  read(): Promise<StoredList | null>;
  write(list: StoredList): Promise<void>;
  remove(): Promise<void>;
  /** Calls back when another tab has changed what is kept. */
  follow(changed: () => void): void;
}

/** Fires "change" after every change, whether made here or in another tab. */
export class LikedList extends EventTarget {
  /** Whether it outlasts the page; null until that is known. */
  isKept: boolean | null = null;
  private weights = new Map<string, number>();
  private authors = new Set<string>();
  /** Asked about and passed over: of this page's life only. */
  private skipped = new Set<string>();
  /** Known by name, if not by the title that was asked about: likewise. */
  private known = new Set<string>();
  private store: LikedStore | null = null;
  private writing: Promise<void> = Promise.resolve();

  /** `key` names the bundle, since ids mean nothing in another one. */
  constructor(private readonly key: string) {
    super();
  }

  /** Reads what was kept. Choices made before it is there count as newer. */
  async load(open: (key: string) => Promise<LikedStore>): Promise<void> {
    try {
      const opening = open(this.key).then(async (store) => ({ store, stored: await store.read() }));
      const { store, stored } = await Promise.race([opening, refusalAfter(kPatienceMs)]);
      const wasUsed = this.weights.size + this.authors.size > 0;
      this.adopt(stored, { isOlder: true });
      this.store = store;
      this.isKept = true;
      store.follow(() => void this.reread());
      if (wasUsed) this.save();
    } catch {
      this.isKept = false;
    }
    this.tell();
  }

  /** Ids with weight 1 (liked) or 0 (seen, not for me), oldest first. */
  get history(): HistoryEntry[] {
    return [...this.weights].map(([id, weight]) => ({ id, weight }));
  }

  get likedIds(): string[] {
    return this.idsOf(kLiked);
  }

  get dismissedIds(): string[] {
    return this.idsOf(kDismissed);
  }

  get skippedIds(): string[] {
    return [...this.skipped];
  }

  get knownAuthors(): string[] {
    return [...this.known];
  }

  get hiddenAuthors(): string[] {
    return [...this.authors];
  }

  likes(id: string): boolean {
    return this.weights.get(id) === kLiked;
  }

  like(id: string): void {
    this.putAll([{ id, weight: kLiked }]);
  }

  dismiss(id: string): void {
    this.putAll([{ id, weight: kDismissed }]);
  }

  /** Takes over many choices at once. */
  putAll(entries: readonly HistoryEntry[], hiddenAuthors: readonly string[] = []): void {
    for (const { id, weight = kLiked } of entries) {
      this.weights.delete(id); // the newest goes last
      this.weights.set(id, weight > 0 ? kLiked : kDismissed);
    }
    for (const author of hiddenAuthors) this.authors.add(author);
    this.changed();
  }

  skip(id: string): void {
    this.skipped.add(id);
    this.tell();
  }

  /** Passes over a title whose author the visitor knows. */
  knowAuthor(author: string, id: string): void {
    this.known.add(author);
    this.skip(id);
  }

  hideAuthor(author: string): void {
    this.authors.add(author);
    this.changed();
  }

  showAuthor(author: string): void {
    this.authors.delete(author);
    this.changed();
  }

  /** Forgets these ids, liked or not. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.weights.delete(id);
    this.changed();
  }

  /** Settles when nothing is left of it, here and in the browser's storage. */
  async deleteEverything(): Promise<void> {
    this.weights.clear();
    this.authors.clear();
    this.skipped.clear();
    this.known.clear();
    this.tell();
    this.queue((store) => store.remove());
    await this.writing;
  }

  private idsOf(wanted: number): string[] {
    return [...this.weights].filter(([, weight]) => weight === wanted).map(([id]) => id);
  }

  private changed(): void {
    this.save();
    this.tell();
  }

  private save(): void {
    const list = { weights: [...this.weights], hiddenAuthors: [...this.authors] };
    this.queue((store) => store.write(list));
  }

  /** One after the other, so that the last change is the last written. */
  private queue(work: (store: LikedStore) => Promise<void>): void {
    const { store } = this;
    if (!store) return;
    this.writing = this.writing
      .then(() => work(store))
      .catch(() => {
        // Storage is full or was switched off: the list still works until the page is closed.
        this.isKept = false;
        this.tell();
      });
  }

  private async reread(): Promise<void> {
    await this.writing;
    this.adopt(await (this.store as LikedStore).read().catch(() => null), { isOlder: false });
    this.tell();
  }

  private adopt(stored: StoredList | null, { isOlder }: { isOlder: boolean }): void {
    const { weights, hiddenAuthors } = checked(stored);
    const own = isOlder ? { weights: [...this.weights], authors: [...this.authors] } : null;
    for (const [id] of own?.weights ?? []) weights.delete(id);
    this.weights = new Map([...weights, ...(own?.weights ?? [])]);
    this.authors = new Set([...hiddenAuthors, ...(own?.authors ?? [])]);
  }

  private tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}

function refusalAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("storage does not answer")), milliseconds);
  });
}

/** What another version of this page, or anything else, may have left is not trusted. */
function checked(stored: unknown): { weights: Map<string, number>; hiddenAuthors: string[] } {
  const { weights, hiddenAuthors } = (stored ?? {}) as Partial<Record<keyof StoredList, unknown>>;
  return {
    weights: new Map(Array.isArray(weights) ? weights.filter(isEntry) : []),
    hiddenAuthors: Array.isArray(hiddenAuthors)
      ? hiddenAuthors.filter((author) => typeof author === "string")
      : [],
  };
}

function isEntry(entry: unknown): entry is [string, number] {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === "string" &&
    (entry[1] === kLiked || entry[1] === kDismissed)
  );
}
