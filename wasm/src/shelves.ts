// What the items of a large catalogue are, and which item has an id, from files that are fetched as
// they are needed (core/FORMAT.md, "shelves").
import { PartBytes } from "./bytes.js";
import { type CatalogueFiles, type FileNumbers, fileName } from "./files.js";
import type { Item } from "./types.js";

/** The shelves part. */
export interface ShelfDirectory {
  numItems: number;
  /** Of the first `numFirst` items a shelf has `firstSize`, of the others `size`. */
  numFirst: number;
  firstSize: number;
  size: number;
  shelves: FileNumbers;
  names: FileNumbers;
}

export function parseShelves(part: PartBytes): ShelfDirectory {
  const field = (index: number) => part.field(index);
  const directory = {
    numItems: field(0),
    numFirst: field(1),
    firstSize: field(2),
    size: field(3),
    shelves: part.u32(2 * field(4)),
    names: part.u32(2 * field(5)),
  };
  part.end();
  const { numFirst, firstSize, size } = directory;
  const isWhole = [numFirst, firstSize, size].every((number) => number > 0);
  if (!isWhole || shelfOf(directory, directory.numItems - 1) + 1 !== field(4)) {
    throw part.badValue("shelves");
  }
  return directory;
}

function shelfOf({ numFirst, firstSize, size }: ShelfDirectory, item: number): number {
  const inFirst = Math.ceil(numFirst / firstSize);
  // The last of the first shelves may reach beyond them.
  const end = inFirst * firstSize;
  return item < end ? Math.floor(item / firstSize) : inFirst + Math.floor((item - end) / size);
}

interface Shelf {
  first: number;
  items: Item[];
  /** 1 + its list; 0: it is one of the first items. */
  lists: Uint16Array;
}

interface Names {
  hashes: Uint32Array;
  items: Uint32Array;
}

export class Shelves {
  readonly #shelves = new Map<number, Promise<Shelf>>();
  readonly #here = new Map<number, Shelf>();
  readonly #names = new Map<number, Promise<Names>>();
  readonly #indices = new Map<string, number | undefined>();

  constructor(
    private readonly directory: ShelfDirectory,
    private readonly files: CatalogueFiles,
    private readonly bundle: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Fetches what is not here yet, so that at() knows these items. */
  async need(items: Iterable<number>): Promise<void> {
    const shelves = new Set(Array.from(items, (item) => shelfOf(this.directory, item)));
    await Promise.all(Array.from(shelves, (shelf) => this.#shelf(shelf)));
  }

  /** An item whose shelf is here. */
  at(item: number): Item {
    const { first, items } = this.#here.get(shelfOf(this.directory, item)) as Shelf;
    return { ...(items[item - first] as Item) };
  }

  /** The list of an item whose shelf is here; undefined for one of the first items. */
  listOf(item: number): number | undefined {
    const { first, lists } = this.#here.get(shelfOf(this.directory, item)) as Shelf;
    const list = lists[item - first] as number;
    return list === 0 ? undefined : list - 1;
  }

  /** Looks ids up, so that indexOf() knows them. */
  async find(ids: Iterable<string>): Promise<void> {
    await Promise.all(Array.from(new Set(ids), (id) => this.#find(id)));
  }

  /** The item with an id that was looked up; undefined where none has it. */
  indexOf(id: string): number | undefined {
    return this.#indices.get(id);
  }

  /** Files of the bundle. */
  *fileNames(): Generator<string> {
    const { shelves, names } = this.directory;
    for (let i = 0; 2 * i < shelves.length; i++) yield fileName("shelf", shelves, i);
    for (let i = 0; 2 * i < names.length; i++) yield fileName("names", names, i);
  }

  async #find(id: string): Promise<void> {
    if (this.#indices.has(id)) return;
    const hash = hashOf(id);
    const { hashes, items } = await this.#namesOf(hash);
    let at = lowerBound(hashes, hash);
    for (; hashes[at] === hash; at++) {
      const item = items[at] as number;
      await this.need([item]);
      const found = this.at(item);
      if (found.id === id || found.otherIds.includes(id)) break;
    }
    this.#indices.set(id, hashes[at] === hash ? items[at] : undefined);
  }

  /** Names whose hashes begin as this one. */
  #namesOf(hash: number): Promise<Names> {
    const { names } = this.directory;
    const count = names.length / 2;
    const file = Math.floor((hash / 2 ** 32) * count);
    return once(this.#names, file, () =>
      this.files.use(fileName("names", names, file), this.signal, (bytes) => {
        const part = this.#open("PRna", bytes);
        const size = part.field(2);
        const found = { hashes: part.u32(size), items: part.u32(size) };
        part.end();
        if (part.field(1) !== file || found.items.some((item) => item >= this.directory.numItems)) {
          throw part.badValue("names");
        }
        return found;
      }),
    );
  }

  #shelf(number: number): Promise<Shelf> {
    return once(this.#shelves, number, async () => {
      const file = fileName("shelf", this.directory.shelves, number);
      const shelf = await this.files.use(file, this.signal, (bytes) =>
        this.#parse(this.#open("PRsh", bytes), number),
      );
      this.#here.set(number, shelf);
      return shelf;
    });
  }

  #parse(part: PartBytes, number: number): Shelf {
    const first = part.field(1);
    const count = part.field(2);
    const ids = part.strings(count);
    const titles = part.strings(count);
    const authors = part.strings(count);
    const publishers = part.strings(count);
    const categories = part.strings(part.field(3));
    const otherIds = part.strings(part.field(4));
    const [categoryEnds, otherEnds] = [part.u32(count + 1), part.u32(count + 1)];
    const popularity = part.u32(count);
    const years = Int16Array.from(part.u16(count));
    const lists = part.u16(count);
    part.end();
    const last = first + count - 1;
    const { directory } = this;
    if (shelfOf(directory, first) !== number || shelfOf(directory, last) !== number) {
      throw part.badValue("items");
    }
    const items = ids.map(
      (id, i): Item => ({
        index: first + i,
        id,
        title: titles[i] as string,
        author: authors[i] as string,
        publisher: publishers[i] as string,
        year: years[i] || null,
        categories: categories.slice(categoryEnds[i], categoryEnds[i + 1]),
        popularity: popularity[i] as number,
        otherIds: otherIds.slice(otherEnds[i], otherEnds[i + 1]),
      }),
    );
    return { first, items, lists };
  }

  #open(magic: string, bytes: Uint8Array): PartBytes {
    return new PartBytes("shelves", magic, bytes, this.bundle, this.directory.numItems);
  }
}

/** What is under way, or there, is not begun again; what failed is. */
function once<T>(begun: Map<number, Promise<T>>, key: number, begin: () => Promise<T>): Promise<T> {
  let promise = begun.get(key);
  if (!promise) {
    promise = begin();
    begun.set(key, promise);
    promise.catch(() => begun.delete(key));
  }
  return promise;
}

/** FNV-1a of 32 bits, as trainer/pack/shelves.cpp has it. */
function hashOf(id: string): number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

/** The first place whose number is not less. */
function lowerBound(numbers: Uint32Array, number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
