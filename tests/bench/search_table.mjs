// The table of search.json: a searcher a row, a number of items a column.

const milliseconds = (ms) => (ms < 0.1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms.toFixed(0));

/** Markdown. Each cell: median milliseconds of a top 10 (recall@10 against float32). */
export function searchTable({ rows }) {
  const counts = [...new Set(rows.map(({ items }) => items))].sort((a, b) => a - b);
  const names = [...new Set(rows.map(({ name, setting = "" }) => `${name} ${setting}`.trim()))];
  const cell = (label, count) => {
    const row = rows.find(
      ({ name, setting = "", items }) => `${name} ${setting}`.trim() === label && items === count,
    );
    if (!row || row.error) return "-";
    // What a filter finds is not the best 10 of all.
    const recall = row.setting?.startsWith("filter") ? "" : ` (${row.recall10.toFixed(3)})`;
    return `${milliseconds(row.ms10)}${recall}`;
  };
  return [
    `| | ${counts.map((count) => count.toLocaleString("en")).join(" | ")} |`,
    `| --- |${" --- |".repeat(counts.length)}`,
    ...names.map((name) => `| ${name} | ${counts.map((count) => cell(name, count)).join(" | ")} |`),
  ].join("\n");
}
