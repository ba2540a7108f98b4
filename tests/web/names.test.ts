import { describe, expect, it } from "vitest";
import { numbersFor } from "../../web/src/format.js";
import { ageName, languageName, placeName } from "../../web/src/names.js";

describe("a country", () => {
  it.each([
    ["usa", "United States"],
    ["united kingdom", "United Kingdom"],
    ["Egypt", "Egypt"],
    ["trinidad and tobago", "Trinidad & Tobago"],
    ["czech republic", "Czechia"],
    ["yugoslavia", "Yugoslavia"],
    ["la france", "La France"],
    ["österreich", "Österreich"],
    ["مصر", "مصر"],
  ])("%s is called %s", (name, called) => expect(placeName(name, "en")).toBe(called));

  it("is called so in the page's language", () => {
    expect(placeName("egypt", "ar")).toBe("مصر");
    expect(placeName("usa", "ar")).toBe("الولايات المتحدة");
  });
});

describe("a language", () => {
  it.each([
    ["en", "English"],
    ["eng", "English"],
    ["en-US", "American English"],
    ["English", "English"],
    ["--", "--"],
    ["zz", "zz"],
  ])("%s is called %s", (name, called) => expect(languageName(name, "en")).toBe(called));

  it("is called so in the page's language", () =>
    expect(languageName("fr", "ar")).toBe("الفرنسية"));
});

it("an age group is from one year to another, and open at its end", () => {
  const numbers = numbersFor("en", { under: (least) => `under ${least}`, units: "short" });
  const group = { name: "", people: 0 };
  expect(ageName(numbers, { ...group, from: 18, to: 24 })).toBe("\u206818–24\u2069");
  expect(ageName(numbers, { ...group, from: 65, to: null })).toBe("\u206865+\u2069");
});
