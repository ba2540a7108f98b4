// Numbers as people read them, in the page's language.

const kLocale = "en";

const integer = new Intl.NumberFormat(kLocale);
const score = new Intl.NumberFormat(kLocale, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const percent = new Intl.NumberFormat(kLocale, { style: "percent", maximumFractionDigits: 0 });
const metric = new Intl.NumberFormat(kLocale, {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

export const formatInteger = (value: number): string => integer.format(value);
export const formatScore = (value: number): string => score.format(value);
export const formatPercent = (fraction: number): string => percent.format(fraction);
/** 0.118 -> "12%", 0.0041 -> "under 1%". */
export const formatShare = (fraction: number): string =>
  fraction < 0.01 ? `under ${percent.format(0.01)}` : percent.format(fraction);
export const formatMetric = (value: number): string => metric.format(value);

/** 1234567 -> "1.2 MB": decimal units, as browsers and file managers count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${integer.format(bytes)} B`;
  const unit = bytes < 1e6 ? "kB" : "MB";
  const value = bytes < 1e6 ? bytes / 1e3 : bytes / 1e6;
  return `${value.toLocaleString(kLocale, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

/** 3.21 -> "3.2 ms"; a duration under a tenth of a millisecond is "under 0.1 ms". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 0.1) return "under 0.1 ms";
  const digits = milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toLocaleString(kLocale, { maximumFractionDigits: digits })} ms`;
}
