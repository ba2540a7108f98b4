// The tables of search.json: a searcher a row, a number of items a column.

const milliseconds = (ms) => (ms < 0.1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms.toFixed(0));

function size(bytes) {
  const [unit, name] = bytes < 1e6 ? [1e3, "kB"] : bytes < 1e9 ? [1e6, "MB"] : [1e9, "GB"];
  return `${(bytes / unit).toPrecision(3)} ${name}`;
}

/** What finds the best of a part of the items only, by design. */
export const isFiltered = ({ setting }) => setting?.startsWith("filter") ?? false;

/** A searcher as people read it: some run natively, in Node. */
export const titleOf = ({ name, place }) => (place ? `${name} (${place})` : name);

/** Of the rows without an error: a cell for each label and number of items, "-" where there is none. */
function tableOf(rows, labelOf, cellOf) {
  const measured = rows.filter(({ error }) => !error);
  const counts = [...new Set(rows.map(({ items }) => items))].sort((a, b) => a - b);
  const labels = [...new Set(measured.map(labelOf))];
  const cell = (label, count) => {
    const row = measured.find((one) => labelOf(one) === label && one.items === count);
    return (row && cellOf(row)) ?? "-";
  };
  return [
    `| | ${counts.map((count) => count.toLocaleString("en")).join(" | ")} |`,
    `| --- |${" --- |".repeat(counts.length)}`,
    ...labels.map((label) => `| ${label} | ${counts.map((n) => cell(label, n)).join(" | ")} |`),
  ].join("\n");
}

/** Markdown. Each cell: median milliseconds of a top 10 (recall@10 against float32). */
export function searchTable({ rows }) {
  return tableOf(
    rows,
    (row) => `${titleOf(row)} ${row.setting ?? ""}`.trim(),
    (row) => {
      // What a filter finds is not the best 10 of all.
      const hasRecall = Number.isFinite(row.recall10) && !isFiltered(row);
      return `${milliseconds(row.ms10)}${hasRecall ? ` (${row.recall10.toFixed(3)})` : ""}`;
    },
  );
}

/** Markdown. Each cell: bytes of the index, and milliseconds from these bytes to ready. */
export function loadTable({ rows }) {
  return tableOf(rows, titleOf, ({ indexBytes, loadMs }) => {
    if (!indexBytes) return undefined;
    // Some write an index that they cannot read again.
    return `${size(indexBytes)}${Number.isFinite(loadMs) ? `, ${milliseconds(loadMs)} ms` : ""}`;
  });
}
