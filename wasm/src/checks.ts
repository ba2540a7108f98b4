// What a query may hold. Types end where JavaScript begins: these checks are for callers without a
// compiler, and keep what is no number from becoming one on its way to the engine.
import type { NativeFacts } from "./module.js";
import { foldText, foldTextWithMarks } from "./text.js";
import {
  type HistoryEntry,
  type ItemFilter,
  type NewItem,
  type PartName,
  PocketrecError,
} from "./types.js";

export function checkQuery(query: unknown): void {
  if (typeof query !== "object" || query === null) throw badValue("an object as query", query);
}

export function checkFilter(filter: ItemFilter): void {
  if (typeof filter !== "object" || filter === null) throw badValue("an object as filter", filter);
  const { categories, authors, notAuthors, languages, years } = filter;
  for (const [name, texts] of Object.entries({ categories, authors, notAuthors, languages })) {
    if (texts === undefined || (Array.isArray(texts) && texts.every(isText))) continue;
    throw badValue(`a list of texts as the filter's ${name}`, texts);
  }
  if (years === undefined) return;
  const ends = years === null ? [years] : [years.from, years.to];
  if (ends.every((year) => year === undefined || Number.isFinite(year))) return;
  throw badValue("{from, to} in years as the filter's years", years);
}

const isText = (value: unknown) => typeof value === "string";

export function historyEntry(entry: string | HistoryEntry): HistoryEntry {
  if (typeof entry === "string") return { id: entry };
  if (typeof entry === "object" && entry !== null) return entry;
  throw badValue("an id or {id, weight} in a history", entry);
}

/** A new item's facts as the core takes them (core/FORMAT.md, "Content keys"). */
export function foldedFacts(item: NewItem): NativeFacts {
  const {
    title = "",
    author = "",
    publisher = "",
    language = "",
    categories = [],
    year = 0,
  } = item;
  if (!Array.isArray(categories)) throw badValue("a list of texts as categories", categories);
  if (!Number.isInteger(year) || Math.abs(year) > 32767) throw badValue("a whole year", year);
  return {
    title: foldTextWithMarks(text(title, "a text as title")),
    author: foldTextWithMarks(text(author, "a text as author")),
    publisher: foldTextWithMarks(text(publisher, "a text as publisher")),
    language: foldText(text(language, "a text as language")),
    categories: categories.map((category) => foldText(text(category, "a text as category"))),
    year,
  };
}

export function text(value: unknown, expected: string): string {
  if (typeof value === "string") return value;
  throw badValue(expected, value);
}

export function texts(value: unknown, name: string): string[] {
  if (Array.isArray(value) && value.every(isText)) return value;
  throw badValue(`a list of texts as "${name}"`, value);
}

export function uint32(value: unknown, name: string): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32) {
    return value as number;
  }
  throw badCount(name, "a whole number from 0", value);
}

export function share(value: unknown, name: string): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw badValue(`a ${name} from 0 to 1`, value);
}

/** What the core says too, of parts that it leaves aside. */
export function missingPart(call: string, part: PartName): PocketrecError {
  return new PocketrecError(
    "missing-part",
    `${call} needs the ${part} part, which is not loaded: load it first (load(["${part}"])), if ` +
      "the bundle has one",
  );
}

/** What the core says of an id that no item has. */
export function unknownItem(id: string): PocketrecError {
  return new PocketrecError(
    "unknown-item",
    `no item has the id "${id}"; search for its title to find the right one`,
  );
}

/** As kMaxResults in core/recommender.h. */
const maxResults = 1000;

/** As the core checks it, for lists that are not made there. */
export function listLength(n: number): number {
  if (n >= 1 && n <= maxResults) return n;
  throw badCount("n", `1 to ${maxResults}`, n);
}

export function badCount(name: string, expected: string, found: unknown): PocketrecError {
  return new PocketrecError(
    "bad-count",
    `expected ${name} to be ${expected}, found ${described(found)}`,
  );
}

export function badValue(expected: string, found: unknown): PocketrecError {
  return new PocketrecError("bad-value", `expected ${expected}, found ${described(found)}`);
}

/** `found` as it may stand in a message, whatever it is: JSON knows no symbols, cycles and bigints. */
function described(found: unknown): string {
  let description: string | undefined;
  try {
    if (typeof found === "object" || typeof found === "string") description = JSON.stringify(found);
  } catch {
    description = "an object that is no plain data";
  }
  return (description ?? String(found)).slice(0, 200);
}
