// What every view gets: the open recommender, the words, where the visitor is, and how to move.
import type { Item, PartName, Recommender } from "pocketrec";
import type { LikedList } from "./liked.js";
import type { OfflineSession } from "./offline.js";
import { formatRoute, type Route } from "./route.js";
import type { Group, Strings } from "./strings/translation.js";

/** `Page<"launch">` has the words of that group too, `Page` alone those of the first view. */
export interface Page<in G extends Group = never> {
  readonly recommender: Recommender;
  /** Settles when search and users are loaded too; rejects with why they could not be. */
  readonly rest: Promise<unknown>;
  readonly text: Strings<G>;
  readonly liked: LikedList;
  readonly route: Route;
  /** What is kept on this device. */
  readonly offline: OfflineSession;
  /** Tells people who cannot see the page what changed on it. */
  announce(message: string): void;
  /** Tries once more to load the rest. */
  retryRest(): void;
  /**
   * Goes to another place: what a route keeps on moves stays, the rest is as `change` says or as at
   * the start. `{...route, n: 20}` changes one setting and keeps all else; `replace` then keeps the
   * current entry of the history.
   */
  go(change: Partial<Route>, replace?: boolean): void;
}

/** Of a large catalogue, titles and what to search them by come when something asks for all of them. */
export const isLarge = ({ info }: Recommender): boolean => info.numLists > 0;

/** Of all titles; null where most of them are not loaded. */
export const loadedBytes = (recommender: Recommender): number | null =>
  isLarge(recommender) ? null : recommender.info.bytes;

/** Does the bundle hold this part, be it loaded already or on its way? */
export function offers({ recommender }: Page, part: PartName): boolean {
  return recommender.info.manifest.parts[part] !== undefined;
}

/** Are the words of these groups there? The words of each stand under its name. */
export function hasWords<G extends Group>(page: Page, groups: readonly G[]): page is Page<G> {
  return groups.every((group) => group in page.text);
}

/** Data sets without titles (ready-made lists) are shown by id. */
export function titleOf(item: Pick<Item, "id" | "title">): string {
  return item.title || item.id;
}

/** Link to an item's details over the current view. */
export function detailsLink(route: Route, item: Pick<Item, "id">): string {
  return formatRoute({ ...route, show: item.id });
}

/** "1954 · Allen & Unwin": what is known, in one line. */
export function factLine({ numbers }: Strings, item: Item): string {
  const year = item.year === null ? "" : numbers.year(item.year);
  return [year, item.publisher].filter(Boolean).join(" · ");
}

/** The result and how long it took, as the visitor waits for it: worker and messages included. */
export async function timed<T>(work: Promise<T>): Promise<{ value: T; elapsedMs: number }> {
  const start = performance.now();
  const value = await work;
  return { value, elapsedMs: performance.now() - start };
}
