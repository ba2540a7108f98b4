import { type Item, PocketrecError, type Recommender } from "pocketrec";
import { describe, expect, it } from "vitest";
import { idsOfIsbn } from "../../web/src/isbn.js";
import {
  decode,
  type LibraryEntry,
  LibraryError,
  readLibrary,
  writeLibrary,
} from "../../web/src/library-file.js";
import { agree, importLibrary } from "../../web/src/library-import.js";
import { strings } from "../../web/src/strings/en/you.js";

const entries = (text: string): LibraryEntry[] => [...readLibrary(text)].map(({ entry }) => entry);
const verdicts = (text: string) => entries(text).map(({ isLiked }) => isLiked);
const bytes = (text: string) => new TextEncoder().encode(text);

const goodreads = (...rows: string[]) =>
  [
    "Book Id,Title,Author,Author l-f,ISBN,ISBN13,My Rating,Exclusive Shelf",
    ...rows.map((row) => `1,${row}`),
  ].join("\n");

describe("an ISBN", () => {
  it("is known in both lengths, with or without what spreadsheets do to it", () => {
    expect(idsOfIsbn('="0439023483"')).toContain("9780439023481");
    expect(idsOfIsbn("9780439023481")).toContain("0439023483");
    expect(idsOfIsbn("439023483")).toEqual(["439023483", "0439023483", "9780439023481"]);
    expect(idsOfIsbn("0-8044-2957-x")).toContain("080442957X");
    expect(idsOfIsbn("9780804429573")).toContain("080442957X");
    expect(idsOfIsbn('=""')).toEqual(['=""']);
    expect(idsOfIsbn("")).toEqual([]);
    expect(idsOfIsbn("PR00000884")).toContain("PR00000884");
  });
});

describe("a file of what somebody has read", () => {
  it("is an export of Goodreads, whose stars say yes, no, or neither", () => {
    const shelf = (stars: number, name = "read") => `T,A,"A, B","=""1""","=""2""",${stars},${name}`;
    const text = goodreads(...[0, 1, 2, 3, 4, 5].map((stars) => shelf(stars)), shelf(5, "to-read"));
    expect(verdicts(text)).toEqual([null, false, false, null, true, true, null]);
    const [entry] = entries(
      goodreads(
        '"The Hunger Games (The Hunger Games, #1)",S. Collins,x,"=""0439023483""","=""""",5,read',
      ),
    );
    expect(entry?.ids).toContain("9780439023481");
    expect(entry?.title).toBe("The Hunger Games (The Hunger Games, #1)");
    expect(entry?.author).toBe("S. Collins");
  });

  it("is ratings of Book-Crossing, with semicolons or commas, where 0 is a choice", () => {
    const stars = [0, 1, 4, 5, 6, 7, 10];
    const wanted = [true, false, false, null, null, true, true];
    const rows = stars.map((rating) => `"7";"034545104X";"${rating}"`).join("\r\n");
    expect(verdicts(`"User-ID";"ISBN";"Book-Rating"\r\n${rows}\r\n`)).toEqual(wanted);
    const commas = stars.map((rating) => `7,034545104X,${rating}`).join("\n");
    expect(verdicts(`\ufeffUser-ID,ISBN,Rating\n${commas}`)).toEqual(wanted);
    expect(entries("isbn;book-rating\n034545104X;8")[0]?.ids).toContain("9780345451040");
  });

  it("is decoded as it was written", () => {
    const text = "ISBN;Book-Rating;Book-Title\n1;8;Café";
    const [latin, wide] = [
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
      `\ufeff${text}`,
    ];
    expect(decode(latin)).toBe(text);
    expect(decode(bytes(text))).toBe(text);
    const units = Uint16Array.from(wide, (letter) => letter.charCodeAt(0));
    expect(decode(new Uint8Array(units.buffer)).replace("\ufeff", "")).toBe(text);
  });

  it("of another kind is refused with what was found, in one sentence", () => {
    const fault = (text: string): LibraryError => {
      try {
        entries(text);
      } catch (error) {
        return error as LibraryError;
      }
      throw new Error("expected it to be refused");
    };
    const { data } = strings(true, "en");
    const cases: [string, string, string][] = [
      ["", "columns", ""],
      ["name,stars\nx,5", "columns", "name,stars"],
      ["just a text", "columns", "just a text"],
      ['Title,Author,My Rating\n"open,5', "quote", "2"],
      ["User-ID;ISBN;Book-Rating\n7;1;8\n8;2;8", "people", "7, 8"],
      ['{"format":"other"}', "json", '{"format":"other"}'],
      ["[1,", "json", "[1,"],
      ['{"format":"pocketrec-history","ratings":[null]}', "json", "pocketrec-history"],
    ];
    for (const [text, kind, found] of cases) {
      const error = fault(text);
      expect(error, text).toBeInstanceOf(LibraryError);
      expect(error.fault, text).toBe(kind);
      expect(error.found, text).toContain(found);
      const sentence = data.fault(error.fault, error.found);
      expect(sentence).toMatch(/^Expected .*found .*:.*\.$/s);
      expect(sentence).toContain(found);
    }
  });

  it("that this page has saved is read again, as JSON and as CSV", () => {
    const ratings = [
      { id: "a,b", title: 'The "T"\nof it', author: "Ann", liked: true },
      { id: "2", title: "", author: "", liked: false },
      { id: "-3", title: "=1+1", author: "@x", liked: true },
    ];
    const file = {
      format: "pocketrec-history" as const,
      version: 1 as const,
      ratings,
      hiddenAuthors: ["X"],
    };
    for (const kind of ["json", "csv"] as const) {
      expect(entries(writeLibrary(file, kind)), kind).toEqual(
        ratings.map(({ id, title, author, liked }) => ({
          ids: [id],
          title,
          author,
          isLiked: liked,
        })),
      );
    }
  });
});

const item = (id: string, title: string, author: string): Item =>
  ({ id, title, author, index: 0, otherIds: [] }) as unknown as Item;

/** A catalogue that knows ids, and finds any item by any word. */
function catalogue(...items: Item[]): Recommender {
  return {
    info: { hasSearch: true },
    item: async (id: string) => {
      const found = items.find((one) => one.id === id);
      if (!found) throw new PocketrecError("unknown-item", id);
      return found;
    },
    searchItems: async () => items,
  } as unknown as Recommender;
}

describe("bringing a library along", () => {
  const books = catalogue(
    item("0439023483", "The Hunger Games", "Suzanne Collins"),
    item("9780547928227", "The Hobbit; or, There and Back Again", "J. R. R. Tolkien"),
  );
  const quiet = () => ({ signal: new AbortController().signal, onProgress: () => {} });

  it("matches by ISBN of either length, else by title and author, and lists what is left", async () => {
    const file = goodreads(
      'Another Name,Someone,x,"=""""","=""9780439023481""",5,read',
      '"The Hobbit (Middle-earth, #0)","Tolkien, J.R.R.",x,,,1,read',
      "The Hobbit,Somebody Else,x,,,5,read",
      "Unrated,Someone,x,,,0,read",
    );
    const report = await importLibrary(books, bytes(file), quiet());
    expect(report.entries).toEqual([
      { id: "0439023483", weight: 1 },
      { id: "9780547928227", weight: 0 },
    ]);
    expect(report.unmatched).toEqual(["The Hobbit"]);
    expect(report.numUndecided).toBe(1);
  });

  it("counts two editions once, where one like is a like", async () => {
    const file = "ISBN;Book-Rating\n9780439023481;2\n0439023483;9\n439023483;1";
    const { entries } = await importLibrary(books, bytes(file), quiet());
    expect(entries).toEqual([{ id: "0439023483", weight: 1 }]);
  });

  it("tells its progress, and stops when it is cancelled", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i};8`).join("\n");
    const abort = new AbortController();
    const seen: number[] = [];
    const onProgress = (progress: number) => {
      seen.push(progress);
      if (progress > 0.5) abort.abort();
    };
    const options = { signal: abort.signal, onProgress };
    await expect(
      importLibrary(books, bytes(`ISBN;Book-Rating\n${rows}`), options),
    ).rejects.toThrow();
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThan(0.6);
  });

  it("finds names alike that people write in several ways", () => {
    const same: [string, string, string, string][] = [
      ["Café Étoile", "René Ève", "cafe etoile", "Rene Eve"],
      ["Dune (Dune Chronicles, #1)", "Frank Herbert", "Dune", "Herbert, Frank"],
      ["Emma: A Novel", "Jane Austen", "Emma", "Austen"],
    ];
    for (const [title, author, otherTitle, otherAuthor] of same) {
      expect(agree({ title, author }, { title: otherTitle, author: otherAuthor }), title).toBe(
        true,
      );
    }
    const other: [string, string, string, string][] = [
      ["Dune", "Frank Herbert", "Dune", "Brian Herbert"],
      ["Dune", "Frank Herbert", "Dune Messiah", "Frank Herbert"],
      ["Dune", "Frank Herbert", "Dune", ""],
      ["", "Frank Herbert", "", "Frank Herbert"],
    ];
    for (const [title, author, otherTitle, otherAuthor] of other) {
      expect(agree({ title, author }, { title: otherTitle, author: otherAuthor }), title).toBe(
        false,
      );
    }
  });
});
