// What is typed of a new item, as the address keeps it and as the package takes it.
import type { Facets, Item, NewItem } from "pocketrec";
import type { Route } from "./route.js";

/** All as typed. */
export interface Draft {
  title: string;
  author: string;
  publisher: string;
  year: string;
  categories: readonly string[];
}

export const kEmptyDraft: Draft = {
  title: "",
  author: "",
  publisher: "",
  year: "",
  categories: [],
};

/** As in core/FORMAT.md, "titles": years are 16 bits. */
const kLastYear = 32767;

export function draftOf(route: Route): Draft {
  return {
    title: route.newTitle ?? "",
    author: route.newAuthor ?? "",
    publisher: route.newPublisher ?? "",
    year: route.newYear ?? "",
    categories: route.newCategories,
  };
}

export function routeOf({ title, author, publisher, year, categories }: Draft): Partial<Route> {
  return {
    newTitle: title || null,
    newAuthor: author || null,
    newPublisher: publisher || null,
    newYear: year || null,
    newCategories: categories,
  };
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether there is anything to go by: a year that cannot be read is nothing. */
export function isEmpty(draft: Draft): boolean {
  const { title, author, publisher, categories, year } = newItemOf(draft);
  return !title && !author && !publisher && year === undefined && categories?.length === 0;
}

export function newItemOf({ title, author, publisher, year, categories }: Draft): NewItem {
  const known = yearOf(year);
  return {
    title: title.trim(),
    author: author.trim(),
    publisher: publisher.trim(),
    categories: [...categories],
    ...(known === null ? {} : { year: known }),
  };
}

/** A whole year, in the digits of any keyboard; null where it is none. */
export function yearOf(typed: string): number | null {
  const digits = typed
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  if (!/^-?\d{1,5}$/.test(digits)) return null;
  const year = Number(digits);
  return year !== 0 && Math.abs(year) <= kLastYear ? year : null;
}

/** A new item like one of the catalogue, so that an example says something with any bundle. */
export function exampleLike(item: Item | undefined, facets: Facets, title: string): Draft {
  return {
    title,
    author: item?.author ?? "",
    publisher: item?.publisher ?? "",
    year: facets.years ? String(facets.years.to) : "",
    categories: item?.categories ?? [],
  };
}
