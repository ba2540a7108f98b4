// Why each item of a list is on it: what of the history weighs most. Asked for one item at a time,
// so that a newer list never waits behind the reasons of an older one.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Recommender, ScoredItem, Taste } from "pocketrec";

export interface Reason {
  item: ScoredItem;
  /** Of the score, 0 to 1. */
  share: number;
}

const kReasonsKept = 2;

/** What weighs most of what speaks for an item; empty where that cannot be said. */
export function strongest(parts: readonly ScoredItem[]): Reason[] {
  const total = parts.reduce((sum, part) => sum + part.score, 0);
  if (total <= 0) return [];
  return parts
    .filter((part) => part.score > 0)
    .slice(0, kReasonsKept)
    .map((item) => ({ item, share: Math.min(1, item.score / total) }));
}

/** A Lit controller: its host is drawn again as reasons arrive. */
export class Reasons implements ReactiveController {
  /** By item id, of the taste that `key` names. */
  private known = new Map<string, Reason[]>();
  private key = "";
  private abort: AbortController | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.abort?.abort();
  }

  /** Undefined until it is known. */
  of(itemId: string): readonly Reason[] | undefined {
    return this.known.get(itemId);
  }

  /** Finds reasons for the items in their order; what is known of the same taste is kept. */
  async follow(
    recommender: Recommender,
    taste: Taste,
    items: readonly ScoredItem[],
  ): Promise<void> {
    const key = JSON.stringify(taste);
    if (key !== this.key) this.known = new Map();
    this.key = key;
    this.abort?.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    for (const { id } of items.filter((item) => !this.known.has(item.id))) {
      try {
        const parts = await recommender.explain({ ...taste, item: id }, { signal });
        if (signal.aborted) return;
        this.known.set(id, strongest(parts));
        this.host.requestUpdate();
      } catch {
        return; // Overtaken by a newer list; a reason that cannot be had is left out.
      }
    }
  }
}
