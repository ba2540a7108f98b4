// Markdown of tests/bench/cold.json.
import { figure, nameOf } from "./quality_table.mjs";

const kNames = {
  author: "the author's other readers, then popularity",
  "content-knn": "content kNN (TF-IDF)",
  ridge: "ridge from content to the model's vectors",
  random: "chance",
};

const wordFor = (row) => {
  const name = kNames[row.model] ?? nameOf(row);
  return row.variant === "" ? name : `${name.replaceAll("**", "")}, ${row.variant}`;
};

function coldRows({ title, candidates, people, rows }) {
  return rows.map((row) =>
    [
      "",
      `${title}: ${candidates.toLocaleString("en")} candidates, ${Math.round(people.mean).toLocaleString("en")} people`,
      wordFor(row),
      figure(row["recall@20"], row.seeds),
      figure(row["ndcg@20"], row.seeds),
      "",
    ]
      .join(" | ")
      .trim(),
  );
}

const percent = (ratio) => `${ratio < 1 ? "−" : "+"}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`;

function warmRows({ title, withContent, withoutContent }) {
  const cell = (metric) => {
    const [now, before] = [withContent[metric], withoutContent[metric]];
    return `${figure(now, withContent.seeds)}, without ${figure(before, withoutContent.seeds)}: ${percent(now.mean / before.mean)}`;
  };
  return `| ${title} | ${cell("recall@20")} | ${cell("ndcg@20")} |`;
}

export function coldTable({ sets, warm }) {
  return [
    "| new items, the only candidates | model | Recall@20 | NDCG@20 |",
    "| --- | --- | --- | --- |",
    ...sets.flatMap(coldRows),
    "",
    "The same content for items that people know (all items ranked, users never trained on):",
    "",
    "| data set | Recall@20 | NDCG@20 |",
    "| --- | --- | --- |",
    ...warm.map(warmRows),
  ].join("\n");
}
