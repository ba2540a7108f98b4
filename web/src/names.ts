// Countries and languages as data write them, in the page's language as far as they are recognised.

import type { AgeGroup } from "pocketrec";
import type { Numbers } from "./format.js";
import { isolate } from "./strings/shared.js";

/** What data call countries otherwise than the English names that browsers know. */
const kOtherNames: Record<string, string> = {
  usa: "US",
  "united states of america": "US",
  "czech republic": "CZ",
  turkey: "TR",
  "hong kong": "HK",
  macau: "MO",
  burma: "MM",
  "ivory coast": "CI",
};

const kLetters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
let regions: Map<string, string> | undefined;
const displayNames = new Map<string, Intl.DisplayNames>();

/** "usa" -> "United States", or "الولايات المتحدة"; what is not known as a country, with capitals. */
export function placeName(name: string, locale: string): string {
  const code = regionsByName().get(name.toLowerCase());
  const known = code && namesIn(locale, "region").of(code);
  return known || name.replace(/(^|[\s-])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** "en", "eng", "en-US" -> "English"; what is no language's code stays. */
export function languageName(name: string, locale: string): string {
  try {
    const code = Intl.getCanonicalLocales(name)[0];
    return (code && namesIn(locale, "language").of(code)) || name;
  } catch {
    return name; // as "--" and "English" are
  }
}

/** "18–24", and "65+" for the last. */
export function ageName({ integer }: Numbers, { from, to }: AgeGroup): string {
  return isolate(to === null ? `${integer(from)}+` : `${integer(from)}–${integer(to)}`);
}

function namesIn(locale: string, type: "region" | "language"): Intl.DisplayNames {
  const key = `${type} ${locale}`;
  const known = displayNames.get(key) ?? new Intl.DisplayNames(locale, { type, fallback: "none" });
  displayNames.set(key, known);
  return known;
}

/** By the English names in lower case. */
function regionsByName(): Map<string, string> {
  if (regions) return regions;
  regions = new Map(Object.entries(kOtherNames));
  const english = namesIn("en", "region");
  for (const first of kLetters) {
    for (const second of kLetters) {
      const name = english
        .of(first + second)
        ?.toLowerCase()
        .replaceAll("&", "and");
      if (name && !regions.has(name)) regions.set(name, first + second);
    }
  }
  return regions;
}
