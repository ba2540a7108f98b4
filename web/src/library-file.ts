// What a file says somebody has read: exports of Goodreads, ratings of Book-Crossing, and the files
// that this page itself writes. A file of another kind is refused with what was found.
import { csv } from "./csv.js";
import { CsvError, readCsv } from "./csv-reader.js";
import { idsOfIsbn } from "./isbn.js";

export interface LibraryEntry {
  /** Any of them may be the item's id. */
  ids: string[];
  title: string;
  author: string;
  /** Null where the file does not say which. */
  isLiked: boolean | null;
}

export type LibraryFault = "columns" | "quote" | "people" | "json";

/** `found` is a part of the file, or where in it. */
export class LibraryError extends Error {
  override readonly name = "LibraryError";
  constructor(
    readonly fault: LibraryFault,
    readonly found: string,
  ) {
    super(`${fault}: ${found}`);
  }
}

/** An entry, how far the file is read (0 to 1), and what else the file says. */
export interface LibraryStep {
  entry: LibraryEntry;
  progress: number;
}

export interface OwnFile {
  format: "pocketrec-history";
  version: 1;
  ratings: { id: string; title: string; author: string; liked: boolean }[];
  hiddenAuthors: string[];
}

export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes); // as Book-Crossing is
  }
}

/** The authors that a file of this page says are hidden. */
export function hiddenAuthorsIn(text: string): string[] {
  if (!isJson(text)) return [];
  return ownFile(text).hiddenAuthors.filter((author) => typeof author === "string");
}

export function* readLibrary(text: string): Generator<LibraryStep> {
  if (isJson(text)) {
    const { ratings } = ownFile(text);
    for (const [i, { id, title, author, liked }] of ratings.entries()) {
      const entry = {
        ids: [String(id)],
        title: String(title ?? ""),
        author: String(author ?? ""),
        isLiked: typeof liked === "boolean" ? liked : null,
      };
      yield { entry, progress: (i + 1) / ratings.length };
    }
    return;
  }
  try {
    yield* readRows(text);
  } catch (error) {
    if (error instanceof CsvError) throw new LibraryError("quote", String(error.line));
    throw error;
  }
}

const isJson = (text: string) => /^\ufeff?\s*[{[]/.test(text);

function ownFile(text: string): OwnFile {
  let file: Partial<OwnFile>;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new LibraryError("json", text.trim().slice(0, 40));
  }
  const { format, version, ratings, hiddenAuthors = [] } = file;
  const areRatings =
    Array.isArray(ratings) && ratings.every((one) => one && typeof one === "object");
  if (format !== "pocketrec-history" || !areRatings || !Array.isArray(hiddenAuthors)) {
    throw new LibraryError("json", text.trim().slice(0, 40));
  }
  return { format, version: version ?? 1, ratings, hiddenAuthors };
}

type Cells = (name: string) => string;

/** A kind of file: the columns by which it is known, and what a row of it means. */
interface Kind {
  columns: readonly string[];
  entry(cell: Cells): LibraryEntry;
  /** Whose row it is, where a file can hold those of many. */
  person?(cell: Cells): string;
}

const kKinds: readonly Kind[] = [
  {
    columns: ["title", "author", "my rating"],
    entry: (cell) => ({
      ids: [...idsOfIsbn(cell("isbn13")), ...idsOfIsbn(cell("isbn"))],
      title: cell("title"),
      author: cell("author"),
      // A book on the list for later says nothing yet.
      isLiked: cell("exclusive shelf") === "to-read" ? null : verdict(cell("my rating"), 4, 2),
    }),
  },
  bookCrossing("book-rating"),
  bookCrossing("rating"),
  {
    columns: ["id", "title", "author", "liked"],
    entry: (cell) => ({
      ids: [unmasked(cell("id"))],
      title: unmasked(cell("title")),
      author: unmasked(cell("author")),
      isLiked: cell("liked") === "yes" ? true : cell("liked") === "no" ? false : null,
    }),
  },
];

/** Without the apostrophe that csv() puts before what a spreadsheet would run. */
const unmasked = (text: string) => text.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "");

function bookCrossing(rating: string): Kind {
  return {
    columns: ["isbn", rating],
    person: (cell) => cell("user-id"),
    entry: (cell) => ({
      ids: idsOfIsbn(cell("isbn")),
      title: cell("book-title"),
      author: cell("book-author"),
      // 0 is a book that somebody has, without a rating: chosen.
      isLiked: cell(rating) === "0" ? true : verdict(cell(rating), 7, 4),
    }),
  };
}

/** Stars from `liked` on are a yes, from 1 to `notForMe` a no. */
function verdict(written: string, liked: number, notForMe: number): boolean | null {
  const stars = Number(written);
  if (!written || !Number.isFinite(stars) || stars < 1) return null;
  if (stars >= liked) return true;
  return stars <= notForMe ? false : null;
}

function* readRows(text: string): Generator<LibraryStep> {
  const { kind, columns, rows } = opened(text);
  let owner: string | undefined;
  for (const { cells, progress } of rows) {
    const cell: Cells = (name) => cells[columns.get(name) ?? -1]?.trim() ?? "";
    const person = kind.person?.(cell);
    owner ??= person;
    if (person !== owner) throw new LibraryError("people", `${owner}, ${person}`);
    yield { entry: kind.entry(cell), progress };
  }
}

/** The kind of file that its first row tells, whatever stands between the columns. */
function opened(text: string) {
  for (const delimiter of [",", ";", "\t"]) {
    const rows = readCsv(text, delimiter);
    const head: string[] = rows.next().value?.cells ?? [];
    const columns = new Map(head.map((name, i) => [name.trim().toLowerCase(), i]));
    const kind = kKinds.find((one) => one.columns.every((name) => columns.has(name)));
    if (kind) return { kind, columns, rows };
  }
  throw new LibraryError(
    "columns",
    text
      .replace(/^\ufeff/, "")
      .split(/[\r\n]/, 1)[0]
      ?.slice(0, 80) ?? "",
  );
}

/** The files that this page offers to keep: readLibrary() reads both. */
export function writeLibrary(file: OwnFile, kind: "json" | "csv"): string {
  if (kind === "json") return `${JSON.stringify(file, null, 2)}\n`;
  const rows = file.ratings.map(({ id, title, author, liked }) => [
    id,
    title,
    author,
    liked ? "yes" : "no",
  ]);
  return csv([["Id", "Title", "Author", "Liked"], ...rows]);
}
