import { describe, expect, it } from "vitest";
import { kUnrefined } from "../../web/src/refinement.js";
import {
  formatRoute,
  linkTo,
  parseRoute,
  queryWithoutRoute,
  type Route,
} from "../../web/src/route.js";

const home: Route = {
  view: "home",
  user: null,
  item: null,
  show: null,
  place: null,
  age: 0,
  n: 10,
  lang: null,
  by: "audience",
  trail: [],
  newTitle: null,
  newAuthor: null,
  newPublisher: null,
  newYear: null,
  newCategories: [],
  at: null,
  mark: null,
  area: null,
  as: "points",
  from: 0,
};

Object.assign(home, kUnrefined);

describe("the route", () => {
  it("is home for an empty address and for one it does not know", () => {
    for (const hash of ["", "#", "#main", "#view=elsewhere", "#user=", "#item=&n="]) {
      expect(parseRoute(hash)).toEqual(home);
    }
  });

  it("reads what it writes", () => {
    const ids = ["276729", "0 44/7+&=#?%", "القارئ ٧", "a\u2068b"];
    const routes: Route[] = [
      home,
      { ...home, view: "you", category: ["War & peace", "تاريخ"], author: ["J. R. R. Tolkien"] },
      { ...home, view: "you", years: { from: -500, to: 1999 }, seen: true, diversity: 35 },
      { ...home, view: "you", years: { from: 1900 }, novelty: 100 },
      { ...home, view: "you", language: ["en", "العربية"] },
      { ...home, view: "you", place: "united kingdom", age: 35 },
      { ...home, view: "you", n: 55 },
      { ...home, view: "reader" },
      { ...home, user: "7", item: "x" },
      { ...home, view: "you", item: "x", lang: "ar" },
      { ...home, view: "similar", show: "x" },
      { ...home, view: "similar", item: "x", by: "both", trail: ["a b", "ج", "c&d"] },
      { ...home, view: "audience", item: "x", n: 25 },
      { ...home, view: "launch", newTitle: "موسم", newYear: "1966", newCategories: ["a, b", "c"] },
      ...ids.map((user) => ({ ...home, view: "reader" as const, user, n: 100 })),
      ...ids.map((item) => ({ ...home, view: "similar" as const, item, show: item })),
    ];
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it("keeps on moves the length of the list and the language, and nothing else", () => {
    const here: Route = { ...home, view: "reader", user: "7", show: "x", n: 20, lang: "ar" };
    expect(linkTo(here, { view: "you" })).toBe("#view=you&n=20&lang=ar");
    expect(linkTo(here, { view: "similar", item: "y", n: 30 })).toBe("#item=y&n=30&lang=ar");
    expect(formatRoute({ ...here, show: null })).toBe("#user=7&n=20&lang=ar");
  });

  it("is short", () => {
    expect(formatRoute({})).toBe("#");
    expect(formatRoute({ view: "reader", user: "7" })).toBe("#user=7");
    expect(formatRoute({ view: "similar", item: "x", n: 20 })).toBe("#item=x&n=20");
    expect(formatRoute({ view: "you" })).toBe("#view=you");
  });

  it("keeps the length of the list within 5 and 100", () => {
    const counts = { 1: 5, 5: 5, 12.4: 12, 100: 100, 1000000: 100, "-3": 5, many: 10, NaN: 10 };
    for (const [text, n] of Object.entries(counts)) expect(parseRoute(`#n=${text}`).n).toBe(n);
  });

  it("accepts a query as in ?user=7&n=20, which the hash overrules", () => {
    expect(parseRoute("", "?user=7&n=20")).toEqual({ ...home, view: "reader", user: "7", n: 20 });
    expect(parseRoute("#n=30", "?item=x&n=20")).toEqual({
      ...home,
      view: "similar",
      item: "x",
      n: 30,
    });
  });

  it("leaves the rest of the query alone", () => {
    expect(queryWithoutRoute("?user=7&bundle=other%2F&n=5")).toBe("?bundle=other%2F");
    expect(queryWithoutRoute("?user=7")).toBe("");
  });
});
