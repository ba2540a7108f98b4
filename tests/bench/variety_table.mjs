// Markdown of tests/bench/variety.json.

const share = (value, digits) => value.toFixed(digits).replace(/^0/, "");

/** By how many percent of the first row. */
function change(value, [first], metric) {
  if (value === first[metric]) return "";
  const percent = (100 * (value - first[metric])) / first[metric];
  return ` (${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %)`;
}

export function varietyTable({ rows }) {
  const cells = (row) => [
    row.diversity,
    row.novelty,
    share(row["recall@20"], 4) + change(row["recall@20"], rows, "recall@20"),
    share(row["ndcg@20"], 4) + change(row["ndcg@20"], rows, "ndcg@20"),
    share(row["diversity@20"], 3),
    row["novelty@20"].toFixed(1),
    share(row["coverage@20"], 3),
    share(row["gini@20"], 3),
  ];
  return [
    "| `diversity` | `novelty` | Recall@20 | NDCG@20 | difference within a list | bits of surprise | share of the catalogue shown | inequality (Gini) |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${cells(row).join(" | ")} |`),
  ].join("\n");
}
