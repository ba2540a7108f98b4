import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foldText } from "../../wasm/src/text.ts";

const golden: { input: string; words: string[] }[] = JSON.parse(
  readFileSync(new URL("../golden/text_folding.json", import.meta.url), "utf8"),
);

test("the golden file has cases", () => expect(golden.length).toBeGreaterThan(20));

test.each(golden)("folds $input as the trainer does", ({ input, words }) => {
  expect(foldText(input)).toBe(words.join(" "));
});
