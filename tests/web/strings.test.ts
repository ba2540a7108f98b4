import { describe, expect, it } from "vitest";
import { formatBytes, formatMilliseconds } from "../../web/src/format.js";
import { stringsFor } from "../../web/src/strings.js";

const books = stringsFor("book-crossing");
const titles = stringsFor("movielens");

// As ErrorName in wasm/src/types.ts; the page must have a sentence for each.
const kCodes = [
  "truncated",
  "trailing-bytes",
  "bad-magic",
  "unsupported-version",
  "bad-checksum",
  "bad-value",
  "part-mismatch",
  "missing-part",
  "unknown-item",
  "unknown-user",
  "empty-history",
  "bad-count",
  "bad-manifest",
  "network",
  "cancelled",
  "closed",
  "engine",
] as const satisfies readonly import("../../wasm/src/types.js").ErrorName[];

/** Every text in a tree of strings, those that take values among them. */
function sentences(tree: object): string[] {
  return Object.values(tree).flatMap((value) => {
    if (typeof value === "string") return [value];
    if (typeof value === "function" && value.name !== "failure") return [String(value("7", 7, 7))];
    return typeof value === "object" && value !== null ? sentences(value) : [];
  });
}

describe("the strings", () => {
  it("advise on every failure, each kind in its own words", () => {
    const general = books.failure("never heard of");
    for (const code of kCodes) {
      const advice = books.failure(code);
      expect(advice.title, code).not.toBe(general.title);
      expect(advice.hint.endsWith("."), code).toBe(true);
    }
  });

  it("speak of readers and books only where the data is about them", () => {
    expect(books.navReader).toBe("For a reader");
    expect(books.navSimilar).toBe("Similar books");
    expect(titles.navReader).toBe("For a user");
    expect(titles.navSimilar).toBe("Similar titles");
    const advice = kCodes.map((code) => titles.failure(code));
    const all = [...sentences(titles), ...sentences(advice)];
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((sentence) => /\b(reader|book)s?\b/i.test(sentence))).toEqual([]);
  });

  it("count in the singular and the plural", () => {
    expect(books.reader.historyCount(1)).toBe("1 book");
    expect(books.reader.historyCount(1234)).toBe("1,234 books");
    expect(titles.details.chosenBy(1)).toBe("Chosen by 1 user");
    expect(titles.bundleFacts(1, 0, 2e6)).toBe("1 title in 2 MB");
  });

  it("isolate titles, whose writing direction may differ", () => {
    expect(books.details.because("موسم", 0.25)).toBe("25% comes from \u2068موسم\u2069");
  });
});

describe("numbers", () => {
  it("have a unit that people know", () => {
    expect([999, 1000, 1234, 999_999, 5_250_000, 52_500_000].map(formatBytes)).toEqual([
      "999 B",
      "1 kB",
      "1.2 kB",
      "1,000 kB",
      "5.3 MB",
      "53 MB",
    ]);
    expect([0, 0.26, 3.21, 31.6].map(formatMilliseconds)).toEqual([
      "under 0.1 ms",
      "0.3 ms",
      "3.2 ms",
      "32 ms",
    ]);
  });
});
