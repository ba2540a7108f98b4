// A catalogue that is larger than a download: its first items are there at once, of the others a
// query loads the lists that it looks at, and what it shows of them.
import { PartBytes } from "./bytes.js";
import { type CatalogueFiles, type FileNumbers, fileName } from "./files.js";
import type { NativeInfo, NativeList } from "./module.js";
import type { NativeBundle } from "./native.js";
import type { OuterParts } from "./outer.js";
import { parseShelves, type ShelfDirectory, Shelves } from "./shelves.js";
import { orCancelled } from "./transfer.js";
import type { HistoryEntry, ListCallOptions, ScoredItem } from "./types.js";

/** Where lists are: the lists part, but for what the engine reads of it. */
export interface ListDirectory {
  /** Bytes of the file of each list's rows, about. */
  bytes: Uint32Array;
  files: FileNumbers;
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
  const files = part.u32(2 * numLists);
  part.end();
  const headerBytes = 64;
  return { bytes: sizes.map((size) => headerBytes + size * (stride(bits) + 8)), files };
}

/** While an answer gets better, it is told so often, in milliseconds. */
const pause = 120;

/** Ids that a query names: those of items whose rows it needs, and the others. */
interface NamedIds {
  rows: string[];
  others: string[];
}

export class LargeCatalogue {
  readonly shelves: Shelves | undefined;
  readonly #loading = new Map<number, Promise<void>>();
  readonly #closed = new AbortController();
  #isTidy = false;

  constructor(
    private readonly native: NativeBundle,
    private readonly files: CatalogueFiles,
    private readonly lists: ListDirectory,
    shelves: ShelfDirectory | undefined,
    bundle: string,
  ) {
    this.shelves = shelves && new Shelves(shelves, files, bundle, this.#closed.signal);
  }

  close(): void {
    this.#closed.abort();
  }

  /** Loads what it takes to ask a query with these parameters. */
  async prepare(name: string, parameters: readonly unknown[]): Promise<void> {
    const { rows, others } = idsIn(name, parameters);
    if (!this.native.info.hasTitles) await this.shelves?.find([...rows, ...others]);
    const items = [...rows.flatMap((id) => this.#indexOf(id) ?? []), ...this.#chosenBy(parameters)];
    const { shelves } = this;
    if (!shelves) return;
    await shelves.need(items);
    await this.load(items.flatMap((item) => shelves.listOf(item) ?? []));
  }

  /** What a stored user chose of whom a query is about. */
  #chosenBy([query]: readonly unknown[]): number[] {
    const { user } = (query ?? {}) as { user?: unknown };
    if (typeof user !== "string" || !this.native.info.hasUsers) return [];
    try {
      const index = this.native.ask((module) => module.findUser(user));
      return [...this.native.ask((module) => module.userHistory(index)).indices];
    } catch {
      return []; // the query itself will say so
    }
  }

  #indexOf(id: string): number | undefined {
    if (!this.native.info.hasTitles) return this.shelves?.indexOf(id);
    try {
      return this.native.ask((module) => module.findItem(id));
    } catch {
      return undefined; // the query itself will say so
    }
  }

  /** Asks, loads the lists that are missing, and asks again, until none is. */
  async answer(
    ask: () => NativeList,
    toItems: (list: NativeList) => Promise<ScoredItem[]>,
    { onAnswer, signal }: ListCallOptions,
  ): Promise<ScoredItem[]> {
    const before = this.files.loadedBytes;
    for (;;) {
      const list = ask();
      const missing = Array.from(new Set(list.missing));
      const final = missing.length === 0;
      if (final || onAnswer) {
        const items = await toItems(list);
        const loadedBytes = this.files.loadedBytes - before;
        const left = missing.reduce((sum, one) => sum + (this.lists.bytes[one] as number), 0);
        onAnswer?.({ items, final, loadedBytes, totalBytes: loadedBytes + left });
        if (final) {
          this.#tidy();
          return items;
        }
      }
      const loading = this.load(missing);
      const pausing = onAnswer ? Promise.race([loading, wait(pause)]) : loading;
      await orCancelled<void>(pausing, signal);
    }
  }

  /** Loads the rows of lists that are not there yet. Where one fails, the others still arrive. */
  async load(lists: Iterable<number>): Promise<void> {
    const loads = await Promise.allSettled(Array.from(new Set(lists), (list) => this.#load(list)));
    const failed = loads.find((load) => load.status === "rejected");
    if (failed) throw failed.reason;
  }

  #load(list: number): Promise<void> {
    let loading = this.#loading.get(list);
    if (!loading) {
      const file = fileName("rows", this.lists.files, list);
      loading = this.files.use(file, this.#closed.signal, (bytes) => {
        this.native.reserve("rows", bytes.length).append(bytes);
        this.native.attach("rows");
      });
      this.#loading.set(list, loading);
      loading.catch(() => this.#loading.delete(list));
    }
    return loading;
  }

  /** Once a visit, when the visitor has an answer. */
  #tidy(): void {
    if (this.#isTidy) return;
    this.#isTidy = true;
    const ours = new Set(this.#fileNames());
    void this.files.tidy((file) => ours.has(file)).catch(() => {});
  }

  *#fileNames(): Generator<string> {
    const { files } = this.lists;
    for (let i = 0; 2 * i < files.length; i++) yield fileName("rows", files, i);
    if (this.shelves) yield* this.shelves.fileNames();
  }
}

const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

function idsIn(name: string, parameters: readonly unknown[]): NamedIds {
  const [first] = parameters;
  if (name === "item") return { rows: [], others: texts([first]) };
  if (typeof first !== "object" || first === null) return { rows: [], others: [] };
  if (Array.isArray(first)) return { rows: [], others: texts(first) };
  if (name === "boost") return { rows: [], others: Object.keys(first) };
  const { history, item, exclude, allow, others, id } = first as Record<string, unknown>;
  const chosen = (Array.isArray(history) ? history : []).map(
    (entry: string | HistoryEntry) => (entry as HistoryEntry)?.id ?? entry,
  );
  return {
    rows: texts([...chosen, item]),
    others: texts([exclude, allow, others, id].flat()),
  };
}

const texts = (values: unknown[]): string[] =>
  values.filter((value): value is string => typeof value === "string");
