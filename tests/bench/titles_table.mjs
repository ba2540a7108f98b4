// Markdown of tests/bench/titles.json.

const ms = (value) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const kKinds = {
  typed: "two words, letter by letter",
  arabic: "the same, in Arabic script",
  mistyped: "two words, one letter wrong",
};

function rowsOf(name, kinds) {
  return Object.entries(kinds).map(([kind, { queries, medianMs, p95Ms, worstMs }]) => {
    const times = [medianMs, p95Ms, worstMs].map(ms);
    return `| ${name}: ${kKinds[kind]} | ${queries.toLocaleString("en")} | ${times.join(" | ")} |`;
  });
}

const percent = (part) => `${Math.round(100 * part)} %`;

/** A row a searcher and kind of query; below it what the searchers weigh and how long they take to be ready. */
export function titlesTable({ searchBytes, titlesBytes, ours, miniSearch }) {
  const sizes = [
    `Pocketrec's index has ${megabytes(searchBytes)} (to be under: 6 MB), the titles and authors`,
    `themselves ${megabytes(titlesBytes)}; from address to first list ${ms(ours.openMs)}. Of the`,
    `queries with a wrong letter ${percent(ours.found)} find something.`,
  ];
  if (miniSearch) {
    sizes.push(
      `MiniSearch ${miniSearch.version} builds its index in ${ms(miniSearch.buildMs)};`,
      `it has ${megabytes(miniSearch.indexBytes)} as JSON.`,
    );
  }
  return [
    "| | queries | median | 95th percentile | slowest |",
    "| --- | --- | --- | --- | --- |",
    ...rowsOf("**Pocketrec**", ours.kinds),
    ...(miniSearch ? rowsOf("MiniSearch", miniSearch.kinds) : []),
    "",
    sizes.join(" "),
  ].join("\n");
}
