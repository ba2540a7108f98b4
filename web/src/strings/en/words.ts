// What all English words are made with: the nouns, and how numbers are written.
import { type Numbers, numbersFor } from "../../format.js";

/** What the bundle is about decides two nouns; everything else is the same. */
interface Nouns {
  person: string;
  people: string;
  thing: string;
  things: string;
}

const kBooks: Nouns = { person: "reader", people: "readers", thing: "book", things: "books" };
const kTitles: Nouns = { person: "user", people: "users", thing: "title", things: "titles" };

export interface Words extends Nouns {
  numbers: Numbers;
  /** "1 book", "2 books". */
  count(n: number, one: string, many: string): string;
}

/** `isAboutBooks` says what the bundle holds, `locale` how numbers are written. */
export function wordsFor(isAboutBooks: boolean, locale: string): Words {
  const numbers = numbersFor(locale, {
    under: (least) => `under ${least}`,
    units: "short",
  });
  const count = (n: number, one: string, many: string) =>
    `${numbers.integer(n)} ${n === 1 ? one : many}`;
  return { ...(isAboutBooks ? kBooks : kTitles), numbers, count };
}

export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
