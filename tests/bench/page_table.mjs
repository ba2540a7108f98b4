// Markdown of tests/bench/page.json.

const ms = (value) => `${Math.round(value)} ms`;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** What is measured, what it is, and what it should be under. */
export function pageTable({ browser, runs, first, sliderItems, sliderMs, lighthouse }) {
  const slow = "1.6 Mbit/s, 150 ms, the page's thread four times slower";
  const rows = [
    ["first visit to the list of a shared link, on this machine", ms(first.localMs), "400 ms"],
    [`the same: ${slow}`, ms(first.slowMs), "1500 ms"],
    ["first visit to the titles of the start page, on this machine", ms(first.startLocalMs), ""],
    [`the same: ${slow}`, ms(first.startSlowMs), ""],
    ["scripts and WebAssembly until then, gzip", kilobytes(first.scriptBytes), "90 kB"],
    ["all bytes until then, gzip, headers included", kilobytes(first.bytesBefore), "350 kB"],
    [
      `a slider moves to new results drawn, ${sliderItems.toLocaleString("en")} items`,
      ms(sliderMs),
      "50 ms",
    ],
  ];
  if (lighthouse) {
    const { performance, accessibility, bestPractices, version } = lighthouse;
    rows.push([
      `Lighthouse ${version}: performance, accessibility, best practices`,
      `${performance}, ${accessibility}, ${bestPractices}`,
      "95, 100, 100",
    ]);
  }
  return [
    `| the page, sample bundle, ${browser}, medians of ${runs} | measured | to be under, or at least |`,
    "| --- | --- | --- |",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}
