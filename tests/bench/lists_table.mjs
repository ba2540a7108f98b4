// The table of lists.json: what a page loads of a catalogue in lists, and how good its answers are.

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const share = (part) => part.toFixed(3);
const count = (number) => number.toLocaleString("en");

/** Markdown: a catalogue a column. */
export function listsTable({ catalogues }) {
  const rows = [
    ["interactions an item, epochs", (one) => `${one.interactions}, ${one.epochs}`],
    [
      "recall@10 of the first answer, of the final one",
      ({ first, final }) => `${share(first.recall10)}, ${share(final.recall10)}`,
    ],
    ["the same of a vector alone, final", (one) => share(one.recall10OfVectors)],
    ["rows loaded for it", ({ final }) => megabytes(final.rowBytes)],
    [
      "first visit: bytes to the first answer, to the final one",
      ({ visit }) => `${megabytes(visit.firstBytes)}, ${megabytes(visit.bytes)}`,
    ],
    [
      "milliseconds from the address to these",
      ({ visit }) => `${Math.round(visit.firstMs)}, ${Math.round(visit.finalMs)}`,
    ],
    [
      "second visit: bytes, milliseconds to the final answer",
      ({ again }) => `${megabytes(again.bytes)}, ${Math.round(again.finalMs)}`,
    ],
    [
      "from bytes in memory, milliseconds to the first answer, to the final one",
      ({ fromMemory }) => `${Math.round(fromMemory.firstMs)}, ${Math.round(fromMemory.finalMs)}`,
    ],
    ["a further list, milliseconds", ({ again }) => again.nextMs.toFixed(1)],
    ["WebAssembly memory", ({ visit }) => megabytes(visit.memoryBytes)],
  ];
  return [
    `| | ${catalogues.map(({ items }) => `${count(items)} items`).join(" | ")} |`,
    `| --- |${" --- |".repeat(catalogues.length)}`,
    ...rows.map(([what, of]) => `| ${what} | ${catalogues.map(of).join(" | ")} |`),
  ].join("\n");
}
