// What a site changes in its catalogue between two bundles: items hidden, boosted, or added. The
// engine knows of all three; here is what it leaves to JavaScript, such as what an added item is.
import { badValue, foldedFacts } from "./checks.js";
import type { NativeBundle } from "./native.js";
import { foldText } from "./text.js";
import type { AddedItem, Item } from "./types.js";

/** An item that was added, as the bundle would describe it. */
export type LiveItem = Item & { language: string };

export class LiveCatalogue {
  readonly hidden = new Set<number>();
  /** By item index. */
  readonly factors = new Map<number, number>();
  /** Behind those of the bundle, in this order. */
  readonly added: LiveItem[] = [];
  readonly #indices = new Map<string, number>();

  constructor(private readonly native: NativeBundle) {}

  /** The index of an added item; undefined where none has this id. */
  indexOf(id: string): number | undefined {
    return this.#indices.get(id);
  }

  /** What an item is by its index; undefined for those of the bundle. */
  itemAt(index: number): Item | undefined {
    const item = this.added[index - this.native.info.numItems];
    if (!item) return undefined;
    const { language, ...facts } = item;
    return facts;
  }

  hide(items: Uint32Array, areHidden: boolean): void {
    this.native.change((module) => module.hide(items, areHidden));
    for (const item of items) {
      if (areHidden) this.hidden.add(item);
      else this.hidden.delete(item);
    }
  }

  boost(factors: Map<number, number>): void {
    const items = Uint32Array.from(factors.keys());
    this.native.change((module) => module.boost(items, Float32Array.from(factors.values())));
    for (const [item, factor] of factors) this.factors.set(item, factor);
  }

  /** Its id is one that no item has. */
  add(item: AddedItem): Item {
    const { id } = item;
    const facts = foldedFacts(item);
    this.native.change((module) => module.addItem(facts));
    const { numItems, numAdded } = this.native.info;
    const index = numItems + numAdded - 1;
    const { title = "", author = "", publisher = "", language = "", categories = [] } = item;
    const year = item.year || null;
    const known = { title, author, publisher, language, year, categories: [...categories] };
    this.added.push({ index, id, ...known, popularity: 0, otherIds: [] });
    this.#indices.set(id, index);
    return this.itemAt(index) as Item;
  }

  /** Added items that have, for each word of a folded query, a word that begins with it. */
  search(foldedQuery: string): Item[] {
    const asked = foldedQuery.split(" ").filter((word) => word !== "");
    if (asked.length === 0) return [];
    return this.added
      .filter(({ index, id, title, author }) => {
        const words = foldText(`${title} ${author} ${id}`).split(" ");
        const isThere = (beginning: string) => words.some((word) => word.startsWith(beginning));
        return !this.hidden.has(index) && asked.every(isThere);
      })
      .map(({ index }) => this.itemAt(index) as Item);
  }
}

/** Boosts as callers give them. */
export function checkFactors(factors: unknown): [string, number][] {
  if (typeof factors !== "object" || factors === null) {
    throw badValue("an object of factors by item id", factors);
  }
  return Object.entries(factors).map(([id, factor]) => {
    if (typeof factor !== "number") throw badValue(`a number as the boost of "${id}"`, factor);
    return [id, factor];
  });
}
