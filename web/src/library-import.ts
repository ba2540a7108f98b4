// From a file of somebody's books to items of the bundle: by id or ISBN, else by title and author.
import type { HistoryEntry, Item, Recommender } from "pocketrec";
import { decode, hiddenAuthorsIn, type LibraryEntry, readLibrary } from "./library-file.js";
import { words } from "./words.js";

export interface ImportReport {
  /** Of items of the bundle, the newest last; 1 liked, 0 not. */
  entries: HistoryEntry[];
  hiddenAuthors: string[];
  /** Rows that say neither yes nor no. */
  numUndecided: number;
  /** What the bundle does not have: titles, or ids where there is no title. */
  unmatched: string[];
}

export interface ImportOptions {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (progress: number) => void;
}

/** Rows between two moments in which the page can answer its visitor. */
const kRowsAtOnce = 200;
const kCandidates = 10;

/** Rejects with LibraryError where the file is none that is understood, and when it is cancelled. */
export async function importLibrary(
  recommender: Recommender,
  bytes: Uint8Array,
  { signal, onProgress }: ImportOptions,
): Promise<ImportReport> {
  const text = decode(bytes);
  const weights = new Map<string, number>();
  const unmatched: string[] = [];
  let numUndecided = 0;
  let row = 0;
  for (const { entry, progress } of readLibrary(text)) {
    signal.throwIfAborted();
    if (++row % kRowsAtOnce === 0) await new Promise((rested) => setTimeout(rested));
    onProgress(progress);
    if (entry.isLiked === null) {
      numUndecided++;
      continue;
    }
    const item = await find(recommender, entry, signal);
    if (!item) unmatched.push(entry.title || entry.ids[0] || "?");
    // Of two editions, one liked and one not, the like counts.
    else weights.set(item.id, Math.max(weights.get(item.id) ?? 0, entry.isLiked ? 1 : 0));
  }
  const entries = [...weights].map(([id, weight]) => ({ id, weight }));
  return { entries, hiddenAuthors: hiddenAuthorsIn(text), numUndecided, unmatched };
}

async function find(
  recommender: Recommender,
  entry: LibraryEntry,
  signal: AbortSignal,
): Promise<Item | undefined> {
  for (const id of entry.ids) {
    const item = await recommender.item(id, { signal }).catch(() => undefined);
    if (item) return item;
    signal.throwIfAborted();
  }
  if (!entry.title || !entry.author || !recommender.info.hasSearch) return undefined;
  const query = `${titleAlone(entry.title)} ${words(entry.author).at(-1) ?? ""}`;
  const found = await recommender.searchItems(query, kCandidates, { signal });
  return found.find((item) => agree(item, entry));
}

interface Named {
  title: string;
  author: string;
}

/** Whether both name the same work, apart from spelling, subtitle and series. */
export function agree(a: Named, b: Named): boolean {
  return haveSameTitle(a.title, b.title) && haveSameAuthor(a.author, b.author);
}

function haveSameTitle(a: string, b: string): boolean {
  const forms = (title: string) => {
    const alone = titleAlone(title);
    return [title, alone, alone.split(/[:;]/, 1)[0] as string].map((form) => words(form).join(" "));
  };
  const [, aloneA, mainA] = forms(a);
  const [, aloneB, mainB] = forms(b);
  return aloneA !== "" && (aloneA === aloneB || aloneA === mainB || mainA === aloneB);
}

/** Initials and their order aside: "Tolkien, J.R.R." is "J. R. R. Tolkien". */
function haveSameAuthor(a: string, b: string): boolean {
  const names = (author: string) => words(author).filter((word) => word.length > 1);
  const [short, long] = [names(a), names(b)].sort((x, y) => x.length - y.length) as [
    string[],
    string[],
  ];
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** "A Game of Thrones (A Song of Ice and Fire, #1)" without its series. */
function titleAlone(title: string): string {
  return title.replace(/\s*[([][^)\]]*[)\]]\s*$/, "").trim() || title;
}
