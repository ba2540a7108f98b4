// What the items of a large catalogue are, and which item has an id, from files that are fetched as
// they are needed (core/FORMAT.md, "shelves").
import { PartBytes } from "./bytes.js";
import { all, type CatalogueFiles, fileName, hashIn, once } from "./files.js";
import type { Item } from "./types.js";

/** The shelves part. */
export interface ShelfDirectory {
  numItems: number;
  /** Of the first `numFirst` items, those of the items part, a shelf has `firstSize`, of the others `size`. */
  numFirst: number;
  firstSize: number;
  size: number;
  /** Of the files, in their names. */
  hash: string;
  /** Files with names. */
  numNames: number;
  /** The first items by the key of their id. */
  first: Map<number, number>;
}

export function parseShelves(part: PartBytes): ShelfDirectory {
  const field = (index: number) => part.field(index);
  const directory = {
    numItems: field(0),
    numFirst: field(1),
    firstSize: field(2),
    size: field(3),
    hash: hashIn(part, 4),
    numNames: field(6),
    first: new Map<number, number>(),
  };
  const { numFirst, firstSize, size, numNames } = directory;
  const isWhole = [numFirst, firstSize, size, numNames].every((number) => number > 0);
  if (!isWhole || (numNames & (numNames - 1)) !== 0) throw part.badValue("shelves");
  const [upper, lower] = [part.u32(numFirst), part.u32(numFirst)];
  part.end();
  upper.forEach((half, item) => {
    directory.first.set(keyOf({ upper: half, lower: lower[item] as number }), item);
  });
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

/** Where an item is: its number, and its list; no list where it is one of the first. */
export interface Place {
  item: number;
  list: number | undefined;
}

interface Names {
  upper: Uint32Array;
  lower: Uint32Array;
  items: Uint32Array;
  lists: Uint16Array;
}

export class Shelves {
  readonly #shelves = new Map<number, Promise<Shelf>>();
  readonly #here = new Map<number, Shelf>();
  readonly #names = new Map<number, Promise<Names>>();
  readonly #places = new Map<string, Place | undefined>();

  constructor(
    private readonly directory: ShelfDirectory,
    private readonly files: CatalogueFiles,
    private readonly bundle: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Fetches what is not here yet, so that at() knows these items. */
  async need(items: Iterable<number>): Promise<void> {
    const shelves = new Set(Array.from(items, (item) => shelfOf(this.directory, item)));
    await all(Array.from(shelves, (shelf) => this.#shelf(shelf)));
  }

  /** Items of the items part. */
  get numFirst(): number {
    return this.directory.numFirst;
  }

  /** An item whose shelf is here. */
  at(item: number): Item {
    const { first, items } = this.#here.get(shelfOf(this.directory, item)) as Shelf;
    return { ...(items[item - first] as Item) };
  }

  /** The list of an item whose shelf is here; undefined for one of the first items, and without it. */
  listOf(item: number): number | undefined {
    const shelf = this.#here.get(shelfOf(this.directory, item));
    return shelf && listAt(shelf.lists, item - shelf.first);
  }

  /** Looks ids up, so that placeOf() knows them. */
  async find(ids: Iterable<string>): Promise<void> {
    await all(Array.from(new Set(ids), (id) => this.#find(id)));
  }

  /** Is it known which item has this id, if any? */
  isKnown(id: string): boolean {
    return this.placeOf(id) !== undefined || this.#places.has(id);
  }

  /** The item with an id that is known; undefined where none has it. */
  placeOf(id: string): Place | undefined {
    if (!this.#places.has(id)) {
      const item = this.directory.first.get(keyOf(hashOf(id)));
      if (item !== undefined) this.#places.set(id, { item, list: undefined });
    }
    return this.#places.get(id);
  }

  /** Is a file one of these? */
  isOurs(file: string): boolean {
    return ["shelf", "names"].some((kind) => file.startsWith(`${kind}.${this.directory.hash}.`));
  }

  /** Hashes are long enough that an id which no item has finds none. */
  async #find(id: string): Promise<void> {
    if (this.isKnown(id)) return;
    const hash = hashOf(id);
    const { upper, lower, items, lists } = await this.#namesOf(hash);
    const at = lower.findIndex((half, i) => half === hash.lower && upper[i] === hash.upper);
    const place = { item: items[at] as number, list: listAt(lists, at) };
    this.#places.set(id, at < 0 ? undefined : place);
  }

  #namesOf({ upper, lower }: Hash): Promise<Names> {
    const { hash, numNames, numItems } = this.directory;
    const file = ((upper ^ lower) & (numNames - 1)) >>> 0; // of a power of 2
    return once(this.#names, file, () =>
      this.files.use(fileName("names", hash, file), this.signal, (bytes) => {
        const part = this.#open("PRna", bytes);
        const size = part.field(2);
        const hashes = { upper: part.u32(size), lower: part.u32(size) };
        const found = { ...hashes, items: part.u32(size), lists: part.u16(size) };
        part.end();
        if (part.field(1) !== file || found.items.some((item) => item >= numItems)) {
          throw part.badValue("names");
        }
        return found;
      }),
    );
  }

  #shelf(number: number): Promise<Shelf> {
    return once(this.#shelves, number, async () => {
      const file = fileName("shelf", this.directory.hash, number);
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

/** 0: in none, for it is one of the first items. */
function listAt(lists: Uint16Array, at: number): number | undefined {
  const list = lists[at] as number;
  return list === 0 ? undefined : list - 1;
}

/** 64 bits. */
interface Hash {
  upper: number;
  lower: number;
}

/** 53 of them. */
const keyOf = ({ upper, lower }: Hash): number => upper * 2 ** 21 + (lower >>> 11);

/** FNV-1a, as trainer/pack/shelves.cpp has it: times 2^40 + 0x1b3 for each byte. */
function hashOf(id: string): Hash {
  let [upper, lower] = [0xcbf29ce4, 0x84222325];
  for (const byte of new TextEncoder().encode(id)) {
    lower = (lower ^ byte) >>> 0;
    const product = lower * 0x1b3;
    upper = (Math.imul(upper, 0x1b3) + Math.floor(product / 2 ** 32) + (lower << 8)) >>> 0;
    lower = product >>> 0;
  }
  return { upper, lower };
}
