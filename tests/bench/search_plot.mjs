// Speed, recall and bytes of search by the number of items, as SVG: one panel each, a line a searcher.
import { plain } from "./quality_plot.mjs";
import { isFiltered, titleOf } from "./search_table.mjs";

const kPanel = { width: 360, height: 300, left: 52, right: 14, top: 34, bottom: 40 };
const kLegend = { columns: 5, line: 16, top: 8 };
const kOurs = "#0b6e4f";
const kColours = ["#b5542d", "#4059ad", "#7d4e9e", "#c28e0e", "#2b8a9e", "#b23a6f", "#777777"];
const kDashes = ["", "6 3", "2 3"];
const kEnoughRecall = 0.95;

const kPanels = [
  { title: "milliseconds of a top 10", value: "ms10", isLogarithmic: true },
  { title: "recall@10", value: "recall10", isLogarithmic: false },
  { title: "bytes of the index", value: "indexBytes", isLogarithmic: true },
];

const isEnough = ({ recall10 }) => recall10 >= kEnoughRecall;

/** Of one searcher's settings the fastest that finds enough; where none does, the one that finds most. */
function bestOf(rows) {
  const enough = rows.filter(isEnough).sort((a, b) => a.ms10 - b.ms10);
  const recall = ({ recall10 }) => recall10 ?? 0;
  return enough[0] ?? rows.toSorted((a, b) => recall(b) - recall(a) || a.ms10 - b.ms10)[0];
}

/** By searcher: its best row for each number of items, ascending. Ours first. */
export function curvesOf(rows) {
  const measured = rows.filter((row) => !row.error && row.ms10 > 0 && !isFiltered(row));
  const names = [...new Set(measured.map(titleOf))];
  return names
    .sort((a, b) => (b === "pocketrec") - (a === "pocketrec"))
    .map((name) => {
      const own = measured.filter((row) => titleOf(row) === name);
      const counts = [...new Set(own.map(({ items }) => items))].sort((a, b) => a - b);
      const points = counts.map((count) => bestOf(own.filter(({ items }) => items === count)));
      return { name, points };
    });
}

/** Powers of ten around `values`, at least one decade apart. */
function decades(values) {
  const powers = values.map(Math.log10);
  const least = Math.floor(Math.min(...powers));
  return [least, Math.max(Math.ceil(Math.max(...powers)), least + 1)];
}

/** A tenth of recall at the least, up to 1. */
function shares(values) {
  return [Math.min(Math.floor(Math.min(...values) * 10) / 10, 0.9), 1];
}

function axisOf(values, isLogarithmic, begin, end) {
  const [least, most] = isLogarithmic ? decades(values) : shares(values);
  const measure = isLogarithmic ? Math.log10 : Number;
  const tenths = Math.round(10 * (most - least));
  const steps = isLogarithmic ? most - least : tenths > 2 ? tenths : 5;
  const ticks = Array.from({ length: steps + 1 }, (_, i) => {
    const tick = least + (i * (most - least)) / steps;
    return isLogarithmic ? 10 ** tick : tick;
  });
  return {
    ticks,
    at: (value) => begin + ((measure(value) - least) / (most - least)) * (end - begin),
  };
}

/** 10000000 as 10M, and 0.01 as it is. */
function short(value) {
  const [unit, name] = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ].find(([least]) => value >= least) ?? [1, ""];
  return `${Number((value / unit).toPrecision(2))}${name}`;
}

function gridOf(x, y) {
  const { width, height, left, right, top, bottom } = kPanel;
  const ground = height - bottom;
  const columns = x.ticks.map(
    (tick) =>
      `<line x1="${x.at(tick)}" x2="${x.at(tick)}" y1="${top}" y2="${ground}" stroke="#eee"/>` +
      `<text x="${x.at(tick)}" y="${ground + 15}" text-anchor="middle">${short(tick)}</text>`,
  );
  const rows = y.ticks.map((tick) => {
    const at = y.at(tick).toFixed(1);
    return (
      `<line x1="${left}" x2="${width - right}" y1="${at}" y2="${at}" stroke="#ddd"/>` +
      `<text x="${left - 6}" y="${Number(at) + 4}" text-anchor="end">${short(tick)}</text>`
    );
  });
  const below =
    `<text x="${(left + width - right) / 2}" y="${ground + 32}" text-anchor="middle">` +
    "items</text>";
  return `${columns.join("")}${rows.join("")}${below}`;
}

/** Ours is first, and thicker; the others differ by colour, and then by dashes. */
function styleOf(number) {
  if (number === 0) return { colour: kOurs, dash: "", width: 2.5 };
  const colour = kColours[(number - 1) % kColours.length];
  const dash = kDashes[Math.floor((number - 1) / kColours.length) % kDashes.length];
  return { colour, dash, width: 1.2 };
}

const strokeOf = ({ colour, dash, width }) =>
  `stroke="${colour}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ""}`;

/** Hollow where a searcher finds too little for its speed to be compared. */
function curveOf({ name, points }, value, style, x, y) {
  const shown = points.filter((row) => Number.isFinite(row[value]));
  if (shown.length === 0) return "";
  const places = shown.map((row) => [x.at(row.items).toFixed(1), y.at(row[value]).toFixed(1), row]);
  const marks = places.map(
    ([px, py, row]) =>
      `<circle cx="${px}" cy="${py}" r="3" fill="${isEnough(row) ? style.colour : "#fff"}" ` +
      `stroke="${style.colour}"><title>${plain(`${name} ${row.setting ?? ""}`.trim())}, ` +
      `${row.items.toLocaleString("en")} items: ${row[value]}</title></circle>`,
  );
  const line = places.map(([px, py]) => `${px},${py}`).join(" ");
  return `<polyline points="${line}" fill="none" ${strokeOf(style)}/>${marks.join("")}`;
}

function panelOf({ title, value, isLogarithmic }, number, curves) {
  const { width, height, left, right, top, bottom } = kPanel;
  const points = curves.flatMap((curve) => curve.points);
  const values = points.map((row) => row[value]).filter(Number.isFinite);
  const head = `<text x="${left}" y="18" font-weight="bold">${title}</text>`;
  const frame = `<g transform="translate(${number * width},0)">${head}`;
  if (values.length === 0) return `${frame}</g>`;
  const counts = points.map(({ items }) => items);
  const x = axisOf(counts, true, left, width - right);
  const y = axisOf(values, isLogarithmic, height - bottom, top);
  // Ours is drawn last, above the others.
  const lines = curves.map((curve, i) => curveOf(curve, value, styleOf(i), x, y)).reverse();
  return `${frame}${gridOf(x, y)}${lines.join("")}</g>`;
}

function legendOf(curves) {
  const step = (3 * kPanel.width) / kLegend.columns;
  const entries = curves.map(({ name }, i) => {
    const left = kPanel.left / 2 + (i % kLegend.columns) * step;
    const y = kPanel.height + kLegend.top + Math.floor(i / kLegend.columns) * kLegend.line;
    return (
      `<line x1="${left}" x2="${left + 24}" y1="${y}" y2="${y}" ${strokeOf(styleOf(i))}/>` +
      `<text x="${left + 30}" y="${y + 4}">${plain(name)}</text>`
    );
  });
  return entries.join("");
}

export function searchPlot({ rows }) {
  const curves = curvesOf(rows);
  const lines = Math.ceil(curves.length / kLegend.columns) + 1;
  const [width, height] = [
    3 * kPanel.width,
    kPanel.height + lines * kLegend.line + 2 * kLegend.top,
  ];
  const note =
    `of each searcher the fastest setting with a recall of at least ${kEnoughRecall}; ` +
    "hollow: none has it, the setting that finds most";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="10"><rect width="${width}" ` +
    `height="${height}" fill="#fff"/>` +
    `${kPanels.map((panel, i) => panelOf(panel, i, curves)).join("")}${legendOf(curves)}` +
    `<text x="${kPanel.left / 2}" y="${height - kLegend.top}" fill="#555">${note}</text></svg>\n`
  );
}
