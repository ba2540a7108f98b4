// core/FORMAT.md is enough to implement the encoder and its lists to the bit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { goldenFolder } from "../wasm/fixtures.ts";
import { readBundle, recommend } from "./format_reader.mjs";

const expected = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8"));

describe.each(Object.entries(expected))("%s", (name, { calls }) => {
  const bundle = readBundle(join(goldenFolder, name));
  const indexOf = (id) => bundle.ids.indexOf(id);
  const lists = calls.filter(
    ({ call, history, diversity, novelty, exploration }) =>
      call === "recommend" && history && !diversity && !novelty && !exploration,
  );

  test("there are lists to compare", () => expect(lists.length).toBeGreaterThan(5));

  test.each(lists.map((call, line) => [line, call]))("list %i", (_, call) => {
    const list = recommend(
      bundle,
      call.history.map(([id, weight]) => [indexOf(id), weight]),
      {
        n: call.n,
        exclude: (call.exclude ?? []).map(indexOf),
        allow: (call.allow ?? []).map(indexOf),
        includeHistory: call.include_history ?? false,
      },
    );
    const bits = new Uint32Array(Float32Array.from(list, ([, score]) => score).buffer);
    expect(list.map(([item], i) => [bundle.ids[item], bits[i]])).toEqual(call.result);
  });
});
