import { describe, expect, it } from "vitest";
import { flag, oneOf, span, text, texts, wholeNumber } from "../../web/src/parameters.js";

describe("a parameter of an address", () => {
  it("reads what it writes", () => {
    expect(text().parse(text().format("a b&c"))).toBe("a b&c");
    expect(texts().parse(texts().format(["Science, fiction", "تاريخ"]))).toEqual([
      "Science, fiction",
      "تاريخ",
    ]);
    const year = wholeNumber({ min: -3000, max: 3000, fallback: 0 });
    expect(year.parse(year.format(1954))).toBe(1954);
  });

  it("makes nothing of what makes no sense, and keeps to its range", () => {
    const number = wholeNumber({ min: 0, max: 9, fallback: 3 });
    expect(["x", "4.4", "-1", "99"].map(number.parse)).toEqual([undefined, 4, 0, 9]);
    const by = oneOf(["audience", "content"]);
    expect(["content", "other"].map(by.parse)).toEqual(["content", undefined]);
    expect(by.fallback).toBe("audience");
  });

  it("is a span of years with one end or two, or a yes", () => {
    const { parse, format } = span();
    for (const years of [{ from: 1900, to: 1999 }, { from: -500 }, { to: 7 }]) {
      expect(parse(format(years))).toEqual(years);
    }
    expect(["..", "", "1900", "x..y", "1..2..3"].map(parse)).toEqual(Array(5).fill(undefined));
    expect(format(null)).toBe("");
    expect(["yes", "no", "1"].map(flag().parse)).toEqual([true, undefined, undefined]);
    expect([true, false].map(flag().format)).toEqual(["yes", ""]);
  });
});
