// Recall@20 against bytes an item, as SVG: one panel a data set.
import { nameOf } from "./quality_table.mjs";

const kPanel = { width: 360, height: 260, left: 52, right: 14, top: 34, bottom: 40 };
const kColours = {
  softmax: "#0b6e4f",
  "softmax-int8": "#4ba883",
  "softmax-float": "#9fd3bd",
  ials: "#b5542d",
  "item-knn": "#4059ad",
  ease: "#7d4e9e",
  "ease-popular": "#7d4e9e",
  popularity: "#777777",
};

export const plain = (text) =>
  text.replaceAll("*", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Positions of bytes (logarithmic) and of quality (linear from 0) in a panel. */
function scalesOf(rows) {
  const bytes = rows.map(({ bytesPerItem }) => Math.log2(bytesPerItem));
  const [least, most] = [Math.floor(Math.min(...bytes)), Math.ceil(Math.max(...bytes))];
  const best = Math.max(...rows.map((row) => row["recall@20"].highest));
  const { width, height, left, right, top, bottom } = kPanel;
  return {
    least,
    most,
    best,
    x: (value) => left + ((Math.log2(value) - least) / (most - least)) * (width - left - right),
    y: (value) => height - bottom - (value / (best * 1.08)) * (height - top - bottom),
  };
}

function curveOf(model, rows, { x, y }) {
  const colour = kColours[model] ?? "#000000";
  const points = rows
    .filter((row) => row.model === model)
    .sort((a, b) => a.bytesPerItem - b.bytesPerItem)
    .map((row) => [x(row.bytesPerItem).toFixed(1), y(row["recall@20"].mean).toFixed(1), row]);
  const line = points.map(([px, py]) => `${px},${py}`).join(" ");
  const marks = points.map(
    ([px, py, row]) =>
      `<circle cx="${px}" cy="${py}" r="3.5" fill="${colour}"><title>` +
      `${plain(nameOf(row))}: ${row["recall@20"].mean.toFixed(4)} at ` +
      `${Math.round(row.bytesPerItem)} bytes</title></circle>`,
  );
  const [lastX, lastY, last] = points.at(-1);
  const label =
    `<text x="${lastX}" y="${Number(lastY) - 7}" text-anchor="end" fill="${colour}">` +
    `${plain(nameOf(last)).replace(", as shipped", "")}</text>`;
  return `<polyline points="${line}" fill="none" stroke="${colour}"/>${marks.join("")}${label}`;
}

function axesOf({ least, most, best, x, y }) {
  const { width, height, left, right, bottom } = kPanel;
  const ground = height - bottom;
  const ticks = [];
  for (let power = least; power <= most; power += Math.ceil((most - least) / 6)) {
    const at = x(2 ** power);
    ticks.push(`<text x="${at}" y="${ground + 15}" text-anchor="middle">${2 ** power}</text>`);
  }
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const value = best * part;
    ticks.push(
      `<text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${value.toFixed(3)}</text>`,
      `<line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>`,
    );
  }
  ticks.push(
    `<text x="${(left + width - right) / 2}" y="${ground + 32}" text-anchor="middle">` +
      "bytes an item</text>",
  );
  return ticks.join("");
}

function panelOf({ title, rows }, number) {
  const scales = scalesOf(rows);
  const curves = Object.keys(kColours)
    .filter((model) => rows.some((row) => row.model === model))
    .map((model) => curveOf(model, rows, scales));
  return (
    `<g transform="translate(${(number % 2) * kPanel.width},` +
    `${Math.floor(number / 2) * kPanel.height})">` +
    `<text x="${kPanel.left}" y="18" font-weight="bold">${plain(title)}: Recall@20</text>` +
    `${axesOf(scales)}${curves.join("")}</g>`
  );
}

export function qualityPlot(quality) {
  const sets = Object.values(quality.sets);
  const [width, height] = [2 * kPanel.width, Math.ceil(sets.length / 2) * kPanel.height];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="10"><rect width="${width}" ` +
    `height="${height}" fill="#fff"/>${sets.map(panelOf).join("")}</svg>\n`
  );
}
