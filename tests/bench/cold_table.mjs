// Markdown of tests/bench/cold.json.
import { figure, nameOf, share } from "./quality_table.mjs";

const kNames = {
  author: "the author's other readers, then popularity",
  "content-knn": "content kNN (TF-IDF)",
  ridge: "ridge from content to the model's vectors",
  random: "chance",
  "place-popularity": "what is chosen in their country",
  "age-popularity": "what is chosen at their age",
  "group-popularity": "by country and age",
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

const distinct = (values) => [...new Set(values)];

/** A line a model, a column for each number that the setting had; what was not measured is empty. */
function curveTable(setting, head, { sets }) {
  const counts = distinct(sets.flatMap(({ rows }) => rows.map((row) => row[setting])));
  const lines = sets.flatMap(({ title, candidates, people, rows }) => {
    const about = `${title}: ${candidates.toLocaleString("en")} candidates, ${people.toLocaleString("en")} people`;
    return distinct(rows.map(({ model }) => model)).map((model) => {
      const ofModel = rows.filter((row) => row.model === model);
      const cells = counts.map((count) => {
        const row = ofModel.find((found) => found[setting] === count);
        return row ? share(row["ndcg@20"]) : "";
      });
      return `| ${[about, wordFor(ofModel[0]), ...cells].join(" | ")} |`;
    });
  });
  return [
    `| ${[head, "model", ...counts].join(" | ")} |`,
    `|${" --- |".repeat(counts.length + 2)}`,
    ...lines,
  ];
}

const measuredHow = ({ seed, epochs }) =>
  `NDCG@20; one seed (${seed}), settings as they stand, ${epochs} epochs`;

function knownTable(known) {
  if (!known) return [];
  return [
    "",
    `The first people of a new item: 0 to 10 of those who chose it are known, and never asked about; a random fifth of the items, of them the candidates that more than ten people chose; ${measuredHow(known)}:`,
    "",
    ...curveTable("knownInteractions", "known by so many people", known),
  ];
}

function visitorTable(visitors) {
  if (!visitors) return [];
  return [
    "",
    `The first items of a new visitor: of people never trained on who have five or more, 0 to 5 items are known, all items are ranked; of whom nothing is known, every model shows what is popular; ${measuredHow(visitors)}:`,
    "",
    ...curveTable("historyItems", "known by so many items", visitors),
  ];
}

function slotTable(slots) {
  if (!slots) return [];
  const lines = slots.sets.flatMap(({ title, candidates, people, rows }) => {
    const about = `${title}: ${candidates.toLocaleString("en")} items, ${people.toLocaleString("en")} people`;
    return rows.map((row) => {
      const shown = `${(100 * row["newShare@20"]).toFixed(1)} %`;
      return `| ${[about, row.exploration, shown, share(row["newRecall@20"]), share(row["warmRecall@20"])].join(" | ")} |`;
    });
  });
  return [
    "",
    `What slots for new items cost (\`exploration\`; all items ranked, a random fifth of them new; Recall@20 of what people like of the new items, and of the others; one seed (${slots.seed}), settings as they stand, ${slots.epochs} epochs):`,
    "",
    "| all items | `exploration` | new among those shown | Recall@20, new | Recall@20, others |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ];
}

/** Of whom nothing else is known. */
function groupTable(groups) {
  if (!groups) return [];
  const lines = groups.sets.flatMap(({ title, people, rows }) => {
    const about = `${title}: ${Math.round(people.mean).toLocaleString("en")} people`;
    const gain = (row) => percent(row["ndcg@20"].mean / rows[0]["ndcg@20"].mean);
    return rows.map(
      (row) =>
        `| ${[about, wordFor(row), figure(row["recall@20"], row.seeds), figure(row["ndcg@20"], row.seeds), row === rows[0] ? "" : gain(row)].join(" | ")} |`,
    );
  });
  return [
    "",
    "Visitors of whom nothing is known but where they live or how old they are (all items ranked; groups as a bundle publishes them, counts under five hidden):",
    "",
    "| | shown | Recall@20 | NDCG@20 | against what everybody chooses |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ];
}

export function coldTable({ sets = [], warm = [], known, visitors, groups, slots }) {
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
    ...knownTable(known),
    ...visitorTable(visitors),
    ...groupTable(groups),
    ...slotTable(slots),
  ].join("\n");
}
