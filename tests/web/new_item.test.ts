import { describe, expect, it } from "vitest";
import {
  draftOf,
  exampleLike,
  isEmpty,
  kEmptyDraft,
  newItemOf,
  routeOf,
  yearOf,
} from "../../web/src/new-item.js";
import { formatRoute, parseRoute } from "../../web/src/route.js";

describe("a new item as it is typed", () => {
  it("goes through the address unchanged, spaces and all", () => {
    const draft = {
      title: "موسم الهجرة & co ",
      author: "ا. ب., C. D.",
      publisher: "50% #1",
      year: "١٩٦٦",
      categories: ["Fantasy", "a, b"],
    };
    const hash = formatRoute({ view: "launch", ...routeOf(draft) });
    expect(draftOf(parseRoute(hash))).toEqual(draft);
    expect(formatRoute({ view: "launch", ...routeOf(kEmptyDraft) })).toBe("#view=launch");
  });

  it("has a year in the digits of any keyboard, and none where it is not whole", () => {
    expect(["1966", " 2026 ", "١٩٦٦", "۱۹۶۶", "-380"].map(yearOf)).toEqual([
      1966, 2026, 1966, 1966, -380,
    ]);
    expect(["", "soon", "19.5", "0", "99999", "40000", "1e3"].map(yearOf)).toEqual(
      Array(7).fill(null),
    );
  });

  it("is nothing to go by while there are spaces, or a year that is none", () => {
    expect(isEmpty(kEmptyDraft)).toBe(true);
    expect(isEmpty({ ...kEmptyDraft, title: "  ", year: "soon" })).toBe(true);
    expect(isEmpty({ ...kEmptyDraft, year: "1966" })).toBe(false);
    expect(isEmpty({ ...kEmptyDraft, categories: ["x"] })).toBe(false);
    expect(newItemOf({ ...kEmptyDraft, title: " a ", year: "soon" })).not.toHaveProperty("year");
  });

  it("has an example in a catalogue that has nothing but ids", () => {
    const facets = { categories: [], years: null };
    expect(exampleLike(undefined, facets, "A title")).toEqual({ ...kEmptyDraft, title: "A title" });
  });
});
