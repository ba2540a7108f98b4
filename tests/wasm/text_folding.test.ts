import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foldText, foldTextWithMarks } from "../../wasm/src/text.ts";

const golden: { input: string; words: string[] }[] = JSON.parse(
  readFileSync(new URL("../golden/text_folding.json", import.meta.url), "utf8"),
);

/** Texts with marks, as content keys want them, by field. */
const content: { facts: Facts; folded: Facts }[] = JSON.parse(
  readFileSync(new URL("../golden/content.json", import.meta.url), "utf8"),
).items;
type Facts = Record<string, string | undefined>;

test("the golden file has cases", () => expect(golden.length).toBeGreaterThan(20));

test.each(golden)("folds $input as the trainer does", ({ input, words }) => {
  expect(foldText(input)).toBe(words.join(" "));
});

test("there is content to fold", () => expect(content.length).toBeGreaterThan(5));

test.each(content)("folds the content of $facts.title as the trainer does", ({ facts, folded }) => {
  for (const [field, text] of Object.entries(folded)) {
    expect(foldTextWithMarks(facts[field] ?? ""), field).toBe(text);
  }
});
