// Markdown of tests/bench/quality.json.

export const share = (value) => value.toFixed(4).replace(/^0/, "");

const kNames = {
  softmax: "**Pocketrec, 4 bits, as shipped**",
  "softmax-int8": "Pocketrec, 8 bits",
  "softmax-float": "Pocketrec, float32",
  "item-knn": "item-kNN",
  ease: "EASE",
  "ease-popular": "EASE of the 12,000 most chosen items",
  ials: "iALS",
  popularity: "popularity",
};

export const nameOf = ({ model }) => kNames[model] ?? model;

/** Mean, and the spread over seeds where there are several. */
export function figure({ mean, lowest, highest }, seeds) {
  if (seeds === 1 || highest === lowest) return share(mean);
  return `${share(mean)} (${share(lowest)} to ${share(highest)})`;
}

/** Factors where they tell rows of one model apart. */
const factorsOf = ({ factors }) => (factors ? `${factors}` : "");

function rowsOf({ title, rows }) {
  const bySize = [...rows].sort((a, b) => a.bytesPerItem - b.bytesPerItem);
  return bySize.map((row) =>
    [
      "",
      title,
      nameOf(row),
      factorsOf(row),
      Math.round(row.bytesPerItem).toLocaleString("en"),
      figure(row["recall@20"], row.seeds),
      figure(row["ndcg@20"], row.seeds),
      figure(row["ndcg@100"], row.seeds),
      row.trainSeconds < 0.5 ? "<1" : Math.round(row.trainSeconds).toLocaleString("en"),
      "",
    ]
      .join(" | ")
      .trim(),
  );
}

export function qualityTable(quality) {
  return [
    "| data set | model | factors | bytes an item | Recall@20 | NDCG@20 | NDCG@100 | choosing and training, s |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...Object.values(quality.sets).flatMap(rowsOf),
  ].join("\n");
}
