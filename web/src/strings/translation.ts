// What the folder of a language holds: the words of the first view, and groups of words that come
// with the view, or the panel, that says them. The types are those of English.
import type { english } from "./en/index.js";

/** `isAboutBooks` says what the bundle holds, `locale` how numbers are written. */
export type StringsFor<T> = (isAboutBooks: boolean, locale: string) => T;

/** A file of words that come later. */
export type Group = keyof typeof english.later;

/** The words of one such file. */
export type LaterStrings<G extends Group> = ReturnType<
  Awaited<ReturnType<(typeof english.later)[G]>>["strings"]
>;

/** The words of the first view, together with those of the groups that are named. */
export type Strings<G extends Group = never> = ReturnType<typeof english.first> & {
  [Name in NamesOf<LaterStrings<G>>]: Extract<LaterStrings<Group>, Record<Name, unknown>>[Name];
};

/** Of every member of a union. */
type NamesOf<Union> = Union extends unknown ? keyof Union : never;

export interface Translation {
  first: StringsFor<Strings>;
  later: { [G in Group]: () => Promise<{ strings: StringsFor<LaterStrings<G>> }> };
}
