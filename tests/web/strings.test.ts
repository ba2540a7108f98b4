import { describe, expect, it } from "vitest";
import { numbersFor } from "../../web/src/format.js";
import { strings as arabic } from "../../web/src/strings/ar/first.js";
import { english } from "../../web/src/strings/en/index.js";
import {
  chooseLanguage,
  kEnglish,
  kLanguages,
  type Language,
  languageOf,
  localeOf,
} from "../../web/src/strings/languages.js";
import { isAboutBooks } from "../../web/src/strings/shared.js";
import type { Group, Strings } from "../../web/src/strings/translation.js";
import { Vocabulary } from "../../web/src/strings/vocabulary.js";

const kGroups = Object.keys(english.later) as Group[];

/** All that a language can say: of books, and of titles. */
async function everything(language: Language): Promise<[Strings<Group>, Strings<Group>]> {
  const vocabulary = new Vocabulary(language, await language.load());
  await vocabulary.load(kGroups);
  const about = (isAboutBooks: boolean) =>
    vocabulary.strings(isAboutBooks, language.code) as Strings<Group>;
  return [about(true), about(false)];
}

const [books, titles] = await everything(kEnglish);

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

/** And those of the page itself. */
const kFailures = [...kCodes, "missing-view"];

/** Every text in a tree of strings, those that take values among them. */
function sentences(tree: object): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    if (name === "numbers") return [];
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
    expect(["book-crossing", "goodbooks", "movielens", ""].map(isAboutBooks)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(books.views.reader.title).toBe("For a reader");
    expect(books.views.similar.title).toBe("Similar books");
    expect(titles.views.reader.title).toBe("For a user");
    expect(titles.views.similar.title).toBe("Similar titles");
    const advice = kCodes.map((code) => titles.failure(code));
    const all = [...sentences(titles), ...sentences(advice)];
    expect(all.length).toBeGreaterThan(80);
    const plain = all.map((sentence) => sentence.replace(/Book-(Crossing|Rating)/g, ""));
    expect(plain.filter((sentence) => /\b(reader|book)s?\b/i.test(sentence))).toEqual([]);
  });

  it("count in the singular and the plural", () => {
    expect(books.reader.historyCount(1)).toBe("1 book");
    expect(books.reader.historyCount(1234)).toBe("1,234 books");
    expect(titles.facts.chosenBy(1)).toBe("Chosen by 1 user");
    expect(titles.bundleFacts(1, 0, 2e6)).toBe("1 title in 2 MB");
  });

  it("isolate titles, whose writing direction may differ", () => {
    expect(books.details.because("موسم", 0.25)).toBe("25% comes from \u2068موسم\u2069");
  });
});

/** The names of all strings of a tree, as paths. */
function keys(tree: object, path = ""): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const here = `${path}${name}: ${typeof value}`;
    return typeof value === "object" && value !== null ? keys(value, `${path}${name}.`) : [here];
  });
}

describe.each(kLanguages)("in $name, the strings", (language) => {
  it("have the keys of English, and none is empty", async () => {
    for (const version of await everything(language)) {
      expect(keys(version)).toEqual(keys(books));
      const all = sentences(version);
      expect(all.length).toBeGreaterThan(80);
      expect(all.filter((sentence) => !sentence.trim() || /undefined|NaN/.test(sentence))).toEqual(
        [],
      );
    }
  });

  it("advise on every failure", async () => {
    for (const version of await everything(language)) {
      const general = version.failure("never heard of");
      for (const failure of kFailures) {
        const advice = version.failure(failure);
        expect(advice.title, failure).not.toBe(general.title);
        expect(advice.hint, failure).toMatch(/\.$/);
        expect(advice.retry, failure).toBe(books.failure(failure).retry);
      }
    }
  });
});

describe("a vocabulary", () => {
  it("has the words of the first view, and of each group under its name once they are loaded", async () => {
    const vocabulary = new Vocabulary(kEnglish, await kEnglish.load());
    expect(vocabulary.lacks(kGroups)).toEqual(kGroups);
    const first = vocabulary.strings(true, "en");
    expect(kGroups.filter((group) => group in first)).toEqual([]);
    await vocabulary.load(["map"]);
    expect(vocabulary.groups).toEqual(["map"]);
    await vocabulary.load(kGroups);
    expect(kGroups.filter((group) => !(group in vocabulary.strings(true, "en")))).toEqual([]);
  });
});

describe("Arabic", () => {
  const text = arabic(true, "ar-MA");

  it("gives nouns the form of their number", () => {
    const count = text.reader.historyCount;
    expect([0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111].map(count)).toEqual([
      "0 كتاب",
      "كتاب واحد",
      "كتابان",
      "3 كتب",
      "10 كتب",
      "11 كتابًا",
      "99 كتابًا",
      "100 كتاب",
      "102 كتاب",
      "103 كتب",
      "111 كتابًا",
    ]);
    expect([0, 1, 2, 5, 20].map(text.facts.chosenBy)).toEqual([
      "لم يختره أحد",
      "اختاره قارئ واحد",
      "اختاره قارئان",
      "اختاره 5 قرّاء",
      "اختاره 20 قارئًا",
    ]);
  });

  it("writes numbers as the visitor's country does", () => {
    expect(arabic(true, "ar-EG").results.rank(12)).toBe("المرتبة ١٢");
    expect(text.results.rank(12)).toBe("المرتبة 12");
  });
});

describe("the language", () => {
  it("is the one asked for, else remembered, else the browser's, else English", () => {
    const code = (...given: Parameters<typeof chooseLanguage>) => chooseLanguage(...given).code;
    expect(code("ar", "en", ["en"])).toBe("ar");
    expect(code("xx", "ar", ["en"])).toBe("ar");
    expect(code(null, null, ["fr", "ar-MA", "en"])).toBe("ar");
    expect(code(null, "xx", ["fr"])).toBe("en");
    expect(code(null, null, [])).toBe("en");
  });

  it("takes its locale from the visitor where they speak it", () => {
    expect(localeOf(kEnglish, ["ar-MA", "en-GB"])).toBe("en-GB");
    expect(localeOf(kEnglish, ["ar-MA"])).toBe("en");
    expect(languageOf("AR-eg")?.dir).toBe("rtl");
  });
});

describe("numbers", () => {
  it("have a unit that people know", () => {
    const { bytes, milliseconds } = numbersFor("en", {
      under: (x) => `under ${x}`,
      units: "short",
    });
    expect([999, 1000, 1234, 999_999, 5_250_000, 52_500_000].map(bytes)).toEqual([
      "999 bytes",
      "1 kB",
      "1.2 kB",
      "1,000 kB",
      "5.3 MB",
      "53 MB",
    ]);
    expect([0, 0.26, 3.21, 31.6].map(milliseconds)).toEqual([
      "under 0.1 ms",
      "0.3 ms",
      "3.2 ms",
      "32 ms",
    ]);
  });
});
