// The titles and queries that the bench of title search makes itself.
import { expect, test } from "vitest";
import { keystrokes, mistyped } from "./browser/titles_queries.mjs";
import { withComposedTitles } from "./titles_catalogue.mjs";

test("titles are typed letter by letter, with marks and other scripts whole", () => {
  expect(keystrokes("The Lord of")).toEqual(
    ["t", "th", "the", "the ", "the l", "the lo"].concat("the lor", "the lord"),
  );
  expect(keystrokes("𝒜b")).toEqual(["𝒜", "𝒜b"]);
});

test("a mistake changes one letter of the longer word", () => {
  expect([0, 1, 2, 3].map((kind) => mistyped("The Lordship of", kind))).toEqual([
    "the lordhip",
    "the lordpship",
    "the lordphip",
    "the lordhsip",
  ]);
  expect(mistyped("An Elm", 0)).toBeUndefined();
});

test("invented books get words of real ones of their language, the same ones every time", () => {
  const csv = [
    "ISBN,Book-Title,Book-Author,Year,Language",
    'PR1,"Emma, ""A"" Novel",Jane Austen,1815,en',
    "PR2,Kim,Rudyard Kipling,1901,en",
    "PR3,شاه,الطيب صالح,1971,ar",
    "PS4,Simulated title 4,Simulated author 1,1990,ar",
    "PS5,SIMULATED TITLE 5,Simulated author 2,1991,en",
  ].join("\n");
  const lines = withComposedTitles(csv).split("\n");
  expect(lines.slice(0, 4)).toEqual(csv.split("\n").slice(0, 4));
  expect(lines[4]).toMatch(/^PS4,[\p{Script=Arabic} ]+,[\p{Script=Arabic} ]+,1990,ar$/u);
  expect(lines[5]).toMatch(/^PS5,[A-Za-z ]+,[A-Za-z]+ [A-Za-z]+,1991,en$/);
  expect(withComposedTitles(csv)).toBe(lines.join("\n"));
});
