// What is drawn and told of rows that are complete, and of those that are not.
import { expect, test } from "vitest";
import { curvesOf, searchPlot } from "./search_plot.mjs";
import { loadTable, searchTable } from "./search_table.mjs";

const rows = [
  { name: "peer", setting: "ef=32", items: 10_000, ms10: 0.1, recall10: 0.9, indexBytes: 4e6 },
  { name: "peer", setting: "ef=64", items: 10_000, ms10: 0.2, recall10: 0.96, indexBytes: 4e6 },
  { name: "peer", setting: "ef=128", items: 10_000, ms10: 0.4, recall10: 0.99, indexBytes: 4e6 },
  { name: "peer", setting: "ef=32", items: 100_000, ms10: 0.2, recall10: 0.7 },
  { name: "peer", setting: "ef=64", items: 100_000, ms10: 0.3, recall10: 0.8 },
  { name: "peer", items: 1_000_000, error: "skipped" },
  {
    name: "pocketrec",
    setting: "exact",
    items: 10_000,
    ms10: 0.1,
    recall10: 0.98,
    indexBytes: 7e5,
  },
  { name: "pocketrec", setting: "filter 10 %", items: 10_000, ms10: 0.01, recall10: 0.1 },
  { name: "no-recall", items: 10_000, ms10: 2 },
  { name: "broken", items: 10_000, error: "no search" },
];

test("a searcher is drawn with its fastest setting that finds enough, or with that which finds most", () => {
  const settings = curvesOf(rows).map(({ name, points }) => [name, points.map((p) => p.setting)]);
  expect(settings).toEqual([
    ["pocketrec", ["exact"]],
    ["peer", ["ef=64", "ef=64"]],
    ["no-recall", [undefined]],
  ]);
});

test("rows without recall, bytes or anything leave no trace in plot and tables", () => {
  for (const held of [rows, rows.filter(({ error }) => error), []]) {
    expect(searchPlot({ rows: held })).not.toMatch(/NaN|undefined|Infinity/);
    expect(`${searchTable({ rows: held })}${loadTable({ rows: held })}`).not.toMatch(/NaN|undef/);
  }
  expect(loadTable({ rows })).toContain("| peer | 4.00 MB | - | - |");
});
