// Native charts: they can be edited in the presentation, data and all. Values are the measured ones,
// written by the chart's own number format.
import { kColour, kFont, kSeries, kSize } from "./theme.mjs";

// A value of .378 is written "38 %", or "37.8%", where bars leave no room for more.
export const kPercent = "0\u00a0%";
export const kTenthPercent = "0.0%";

const kLook = {
  catAxisLabelFontFace: kFont.text,
  catAxisLabelFontSize: kSize.label,
  catAxisLabelColor: kColour.text,
  catAxisLineColor: kColour.lineStrong,
  catGridLine: { style: "none" },
  valAxisLabelFontFace: kFont.text,
  valAxisLabelFontSize: kSize.label,
  valAxisLabelColor: kColour.muted,
  valAxisLineShow: false,
  valGridLine: { color: kColour.line, size: 0.75 },
  dataLabelFontFace: kFont.text,
  dataLabelFontSize: kSize.label,
  dataLabelColor: kColour.text,
  legendFontFace: kFont.text,
  legendFontSize: kSize.label,
  legendColor: kColour.text,
};

/** Series as the library takes them; their figures count as shown on the page. */
function dataOf(page, labels, series) {
  const names = labels.map((label) => page.take(label));
  return series.map(({ name, figures }) => ({
    name: page.take(name),
    labels: names,
    values: figures.map((figure) => numberOf(page, figure)),
  }));
}

/** Null where nothing was measured. */
function numberOf(page, figure) {
  if (figure === null) return null;
  page.take(figure);
  return figure.value;
}

const axisTitles = (page, { category, value }) => ({
  ...(category && {
    showCatAxisTitle: true,
    catAxisTitle: page.take(category),
    catAxisTitleFontFace: kFont.text,
    catAxisTitleFontSize: kSize.label,
    catAxisTitleColor: kColour.muted,
  }),
  ...(value && {
    showValAxisTitle: true,
    valAxisTitle: page.take(value),
    valAxisTitleFontFace: kFont.text,
    valAxisTitleFontSize: kSize.label,
    valAxisTitleColor: kColour.muted,
  }),
});

/**
 * Bars beside each other. `series`: [{name, figures}], one figure a label. `across`: bars lie, which
 * long labels need; the first label is then on top. `strong`: which bar of a single series is ours.
 */
export function bars(page, box, { labels, series, alternative, format = kPercent, ...more }) {
  const {
    across = false,
    colours,
    strong = -1,
    titles = {},
    legend = series.length > 1,
    gap = 60,
  } = more;
  const values = series.flatMap(({ figures }) => figures.map(({ value }) => value));
  const headroom = 1.15; // for the value above the highest bar
  const ordered = across ? [...labels].reverse() : labels;
  const turned = across
    ? series.map(({ name, figures }) => ({ name, figures: [...figures].reverse() }))
    : series;
  page.slide.addChart(page.pptx.ChartType.bar, dataOf(page, ordered, turned), {
    ...box,
    ...kLook,
    ...axisTitles(page, titles),
    barDir: across ? "bar" : "col",
    barGapWidthPct: gap,
    chartColors: colours ?? coloursOf(ordered, across ? labels.length - 1 - strong : strong),
    showValue: true,
    dataLabelFormatCode: format,
    dataLabelPosition: "outEnd",
    valAxisLabelFormatCode: format,
    valAxisHidden: true,
    valAxisMinVal: 0,
    valAxisMaxVal: headroom * Math.max(...values),
    valGridLine: { style: "none" },
    showLegend: legend,
    legendPos: "t",
    altText: page.take(alternative),
    objectName: `Chart: ${page.name}`,
  });
}

/** Of a single series: ours in the accent; all are, where none is ours. */
const coloursOf = (labels, strong) =>
  labels.map((_, i) => (strong in labels && i !== strong ? kSeries.second : kSeries.pocketrec));

/** Lines over a few steps that are named rather than measured off. */
export function lines(page, box, { labels, series, alternative, titles = {}, format = ".000" }) {
  page.slide.addChart(page.pptx.ChartType.line, dataOf(page, labels, series), {
    ...box,
    ...kLook,
    ...axisTitles(page, titles),
    chartColors: series.map(({ colour }) => colour),
    lineSize: 3,
    lineDataSymbolSize: 9,
    valAxisLabelFormatCode: format,
    valAxisMinVal: 0,
    showLegend: true,
    legendPos: "t",
    altText: page.take(alternative),
    objectName: `Chart: ${page.name}`,
  });
}

/** Points {x, y}, joined within a series. */
export function scatter(page, box, { series, alternative, titles = {}, most, format = kPercent }) {
  const points = series.flatMap((one, index) => one.points.map((point) => ({ ...point, index })));
  points.sort((a, b) => a.x.value - b.x.value);
  const data = [
    { name: "bytes", values: points.map(({ x }) => numberOf(page, x)) },
    ...series.map(({ name }, index) => ({
      name: page.take(name),
      values: points.map((point) => (point.index === index ? numberOf(page, point.y) : null)),
    })),
  ];
  page.slide.addChart(page.pptx.ChartType.scatter, data, {
    ...box,
    ...kLook,
    ...axisTitles(page, titles),
    chartColors: series.map(({ colour }) => colour),
    lineSize: 2.5,
    lineDataSymbolSize: 10,
    displayBlanksAs: "span",
    catAxisMinVal: 0,
    catAxisMaxVal: most,
    valAxisMinVal: 0,
    valAxisLabelFormatCode: format,
    showLegend: true,
    legendPos: "t",
    altText: page.take(alternative),
    objectName: `Chart: ${page.name}`,
  });
}
