// A catalogue that is larger than a download: its first items are there at once, of the others a
// query loads the lists that it looks at, and what it shows of them.
import { type Asked, defined, idOf, idsIn, idsOf, isScanning, texts } from "./asked.js";
import { PartBytes } from "./bytes.js";
import { all, type CatalogueFiles, fileName, hashIn, once } from "./files.js";
import type { NativeInfo, NativeList } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import { parseShelves, Shelves } from "./shelves.js";
import { orCancelled } from "./transfer.js";
import type { ListCallOptions, ScoredItem } from "./types.js";

/** Where lists are: the lists part, but for what the engine reads of it. */
export interface ListDirectory {
  /** Bytes of the file of each list's rows, about. */
  bytes: Uint32Array;
  /** Of those files, in their names. */
  hash: string;
}

/** As readOuter(), of the parts that say where a large catalogue's files are. */
export function readDirectory(
  part: "lists" | "shelves",
  bytes: Uint8Array,
  bundle: string,
  { numItems, bits }: NativeInfo,
): OuterParts {
  const open = (magic: string) => new PartBytes(part, magic, bytes, bundle, numItems);
  return part === "lists"
    ? { lists: parseLists(open("PRls"), bits) }
    : { shelves: parseShelves(open("PRsv")) };
}

/** As in core/FORMAT.md, "lists" and "Codes". */
function parseLists(part: PartBytes, bits: number): ListDirectory {
  const [numFactors, numLists] = [part.field(1), part.field(2)];
  const stride = (rowBits: number) => Math.ceil((numFactors * rowBits) / 128) * 16;
  part.u8(numLists * stride(8)); // centres
  part.u32(numLists); // the lengths of longest rows
  const sizes = part.u32(numLists);
  part.end();
  const headerBytes = 64;
  const bytes = sizes.map((size) => headerBytes + size * (stride(bits) + 8));
  return { bytes, hash: hashIn(part, 4) };
}

/** While an answer gets better, it is told so often, in milliseconds. */
const pause = 120;

/** Who hears of a list's answers, within the engine. */
export interface Hearing extends ListCallOptions {
  /** Only what is here is asked for: it is the first answer, and never final. */
  isEarly?: boolean;
  /** `loadedBytes` when the call began. */
  loadedBefore?: number;
}

/** Where the parts of a large catalogue come from. */
export interface Supply {
  outer: OuterParts;
  /** Adds the lists part to the engine and to `outer`, unless it is there. */
  loadLists: () => Promise<void>;
  /** Of the lists part. */
  listsBytes: number;
  /** Aborts when the bundle is closed. */
  signal: AbortSignal;
}

export class LargeCatalogue {
  readonly shelves: Shelves | undefined;
  readonly #loading = new Map<number, Promise<void>>();
  /** Lists whose rows are here. */
  readonly #here = new Set<number>();
  #isTidy = false;

  constructor(
    private readonly native: NativeBundle,
    private readonly files: CatalogueFiles,
    private readonly supply: Supply,
    bundle: string,
  ) {
    const { outer, signal } = supply;
    this.shelves = outer.shelves && new Shelves(outer.shelves, files, bundle, signal);
  }

  /** So far, of all that comes when it is needed. */
  get loadedBytes(): number {
    return this.files.loadedBytes + (this.#lists ? this.supply.listsBytes : 0);
  }

  get #lists(): ListDirectory | undefined {
    return this.supply.outer.lists;
  }

  /**
   * The query as far as what is here can answer it: before lists, or what was chosen, have come.
   * Undefined where nothing is missing, or nothing can be said yet.
   */
  early<Query>(query: Query): Query | undefined {
    if (typeof query !== "object" || query === null) return undefined;
    const { rows, others } = idsOf(query);
    const isHere = (id: string) => this.#isHere(id);
    const isAll = rows.every(isHere) && others.every((id) => this.#isKnown(id));
    const { item, user, history, exclude, allow } = query as Asked;
    if ((this.#lists && isAll) || user !== undefined) return undefined;
    if (item !== undefined && !isHere(item as string)) return undefined;
    const some = (ids: unknown) => ids && texts([ids].flat()).filter((id) => this.#isKnown(id));
    const chosen = Array.isArray(history) ? history.filter((one) => isHere(idOf(one))) : history;
    const allowed = some(allow) as string[] | undefined;
    const isEmptied = (ids: unknown, left: unknown) =>
      Array.isArray(left) && left.length === 0 && (ids as unknown[]).length > 0;
    if (isEmptied(history, chosen) || isEmptied(allow, allowed)) return undefined;
    const known = { history: chosen, exclude: some(exclude), allow: allowed };
    return { ...query, ...defined(known), skipUnknown: true };
  }

  /** Loads what it takes to ask a query with these parameters. */
  async prepare(name: string, parameters: readonly unknown[]): Promise<void> {
    const { rows, others } = idsIn(name, parameters);
    const { shelves } = this;
    await Promise.all([
      isScanning(name, parameters) && this.#whereLists(),
      this.native.info.hasTitles || shelves?.find([...rows, ...others]),
    ]);
    const indices = (ids: string[]) => ids.flatMap((id) => this.#indexOf(id) ?? []);
    const chosen = this.#chosenBy(parameters);
    if (this.native.info.hasTitles) chosen.push(...indices(rows));
    await shelves?.need(chosen);
    await this.load([
      ...rows.flatMap((id) => shelves?.placeOf(id)?.list ?? []),
      ...chosen.flatMap((item) => shelves?.listOf(item) ?? []),
    ]);
  }

  async #whereLists(): Promise<ListDirectory> {
    if (!this.#lists) await this.supply.loadLists();
    return this.#lists as ListDirectory;
  }

  /** What a stored user chose of whom a query is about. */
  #chosenBy([query]: readonly unknown[]): number[] {
    const { user } = (query ?? {}) as Asked;
    if (typeof user !== "string" || !this.native.info.hasUsers) return [];
    try {
      const index = this.native.ask((module) => module.findUser(user));
      return [...this.native.ask((module) => module.userHistory(index)).indices];
    } catch {
      return []; // the query itself will say so
    }
  }

  #indexOf(id: string): number | undefined {
    if (!this.native.info.hasTitles) return this.shelves?.placeOf(id)?.item;
    try {
      return this.native.ask((module) => module.findItem(id));
    } catch {
      return undefined; // the query itself will say so
    }
  }

  /** Is it known which item has this id, if any? */
  #isKnown(id: string): boolean {
    return this.native.info.hasTitles || (this.shelves?.isKnown(id) ?? false);
  }

  /** Is the row of the item with this id here? */
  #isHere(id: string): boolean {
    const index = this.#indexOf(id);
    const { shelves } = this;
    if (index === undefined || !shelves) return false;
    const list = shelves.placeOf(id)?.list ?? shelves.listOf(index);
    return index < shelves.numFirst || (list !== undefined && this.#here.has(list));
  }

  /** Asks, loads the lists that are missing, and asks again, until none is. */
  async answer(
    ask: () => NativeList,
    toItems: (list: NativeList) => Promise<ScoredItem[]>,
    { onAnswer, signal, isEarly = false, loadedBefore = this.loadedBytes }: Hearing,
  ): Promise<ScoredItem[]> {
    for (;;) {
      const list = ask();
      const missing = Array.from(new Set(list.missing));
      const final = !isEarly && missing.length === 0;
      if (final || onAnswer) {
        const items = await toItems(list);
        const loadedBytes = this.loadedBytes - loadedBefore;
        onAnswer?.({ items, final, loadedBytes, totalBytes: loadedBytes + this.#bytesOf(missing) });
        if (final) this.#tidy();
        if (final || isEarly) return items;
      }
      const loading = this.load(missing);
      const pausing = onAnswer ? Promise.race([loading, wait(pause)]) : loading;
      await orCancelled<void>(pausing, signal);
    }
  }

  /** Of lists that are missing, or of the part that says where they are. */
  #bytesOf(lists: number[]): number {
    const { bytes } = this.#lists ?? {};
    if (!bytes) return this.supply.listsBytes;
    return lists.reduce((sum, list) => sum + (bytes[list] as number), 0);
  }

  /** Loads the rows of lists that are not there yet. */
  async load(lists: Iterable<number>): Promise<void> {
    await all(Array.from(new Set(lists), (list) => this.#load(list)));
  }

  #load(list: number): Promise<void> {
    return once(this.#loading, list, async () => {
      const file = fileName("rows", (await this.#whereLists()).hash, list);
      await this.files.use(file, this.supply.signal, (bytes) => {
        this.native.reserve("rows", bytes.length).append(bytes);
        this.native.attach("rows");
      });
      this.#here.add(list);
    });
  }

  /** Once a visit, when the visitor has an answer. */
  #tidy(): void {
    if (this.#isTidy) return;
    this.#isTidy = true;
    const rows = `rows.${this.#lists?.hash}.`;
    const isOurs = (file: string) => file.startsWith(rows) || this.shelves?.isOurs(file) === true;
    void this.files.tidy(isOurs).catch(() => {});
  }
}

const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
