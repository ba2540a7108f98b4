// What the visitor limits a list to and how it is chosen: from the address to what recommend() takes.
import type { CallOptions, ItemFilter, ListOptions, Recommender } from "pocketrec";
import { flag, span, texts, wholeNumber } from "./parameters.js";
import type { Route } from "./route.js";

/** A part of the table in route.ts. */
export const kRefinementParameters = {
  category: texts(),
  author: texts(),
  language: texts(),
  years: span(),
  /** Whether what was chosen before may come back. */
  seen: flag(),
  /** In percent. */
  diversity: wholeNumber({ min: 0, max: 100, fallback: 0 }),
  novelty: wholeNumber({ min: 0, max: 100, fallback: 0 }),
};

export type Refinement = Pick<Route, keyof typeof kRefinementParameters>;

export const kUnrefined: Refinement = {
  category: [],
  author: [],
  language: [],
  years: null,
  seen: false,
  diversity: 0,
  novelty: 0,
};

/** Stays when the same is asked about another person. */
export function refinementOf(route: Route): Refinement {
  const { category, author, language, years, seen, diversity, novelty } = route;
  return { category, author, language, years, seen, diversity, novelty };
}

/** How many filters are set; the sliders are none. */
export function numFilters({ category, author, language, years, seen }: Refinement): number {
  return category.length + author.length + language.length + (years ? 1 : 0) + (seen ? 1 : 0);
}

/** `hiddenAuthors` never appear, whatever the address says. */
export function listOptions(route: Route, hiddenAuthors: readonly string[] = []): ListOptions {
  const { category, author, language, years, seen, diversity, novelty, n } = route;
  const filter: ItemFilter = {
    ...(category.length > 0 ? { categories: [...category] } : {}),
    ...(author.length > 0 ? { authors: [...author] } : {}),
    ...(language.length > 0 ? { languages: [...language] } : {}),
    ...(hiddenAuthors.length > 0 ? { notAuthors: [...hiddenAuthors] } : {}),
    ...(years ? { years: { ...years } } : {}),
  };
  return {
    n,
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
    ...(seen ? { includeHistory: true } : {}),
    ...(diversity > 0 ? { diversity: diversity / 100 } : {}),
    ...(novelty > 0 ? { novelty: novelty / 100 } : {}),
  };
}

/**
 * The options as this bundle can hold to them: the part that a filter needs is loaded, which a link may
 * ask for first of all, and languages that the bundle does not know limit nothing.
 */
export async function withParts(
  recommender: Pick<Recommender, "info" | "load">,
  options: ListOptions,
  call: CallOptions,
): Promise<ListOptions> {
  const { languages, ...filter } = options.filter ?? {};
  if (!languages || recommender.info.hasLanguages) return options;
  if (!recommender.info.manifest.parts.languages) return { ...options, filter };
  await recommender.load(["languages"], call);
  return options;
}
