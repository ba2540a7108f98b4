// What this visitor likes, and what they said no to. Kept in this browser's localStorage and
// nowhere else; a browser that refuses storage gets a list that lasts as long as the page.
import type { HistoryEntry } from "pocketrec";

const kLiked = 1;
const kDismissed = 0;

export class LikedList extends EventTarget {
  private weights: Map<string, number>;

  /** `key` names the bundle, since ids mean nothing in another one. */
  constructor(
    private readonly key: string,
    private readonly storage: Storage | null = localStorageOrNull(),
  ) {
    super();
    this.weights = parse(storage?.getItem(key) ?? null);
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

  likes(id: string): boolean {
    return this.weights.get(id) === kLiked;
  }

  like(id: string): void {
    this.put(id, kLiked);
  }

  dismiss(id: string): void {
    this.put(id, kDismissed);
  }

  /** Forgets these ids, liked or not; by default all. */
  forget(ids: string[] = [...this.weights.keys()]): void {
    for (const id of ids) this.weights.delete(id);
    this.changed();
  }

  private put(id: string, weight: number): void {
    this.weights.delete(id); // the newest goes last
    this.weights.set(id, weight);
    this.changed();
  }

  private idsOf(wanted: number): string[] {
    return [...this.weights].filter(([, weight]) => weight === wanted).map(([id]) => id);
  }

  private changed(): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify([...this.weights]));
    } catch {
      // Storage is full or was switched off: the list still works until the page is closed.
    }
    this.dispatchEvent(new Event("change"));
  }
}

function parse(stored: string | null): Map<string, number> {
  try {
    const entries: unknown = JSON.parse(stored ?? "[]");
    if (!Array.isArray(entries)) return new Map();
    return new Map(entries.filter(isEntry));
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, number] {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === "string" &&
    (entry[1] === kLiked || entry[1] === kDismissed)
  );
}

function localStorageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
