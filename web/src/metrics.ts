// The figures in a manifest as rows of a table. Only what the trainer wrote: nothing is computed,
// and what is not there is not shown.

export interface Figure {
  value: number;
  /** Where the true value lies with 95 % confidence, if the manifest says so. */
  interval: readonly [low: number, high: number] | null;
}

export interface MetricRow {
  name: string;
  /** Whether this is the bundle's own model, or a simpler method it is measured against. */
  isOwn: boolean;
  /** By column, in the order of MetricTable.columns; null where the manifest has no figure. */
  figures: (Figure | null)[];
}

export interface MetricTable {
  protocol: string | null;
  /** People the figures are a mean over. */
  users: number | null;
  /** Such as "recall@20". */
  columns: string[];
  rows: MetricRow[];
}

const kShown = /^(recall|ndcg)@\d+$/;

/**
 * Reads `metrics` of a manifest: `{protocol, users?, models: [{name, "recall@20", "ndcg@20", ...}]}`
 * as `pocketrec evaluate` writes it, or as `pocketrec train` does the figures of its own model
 * directly, with those of baselines in objects beside them: `{"recall@20": .2,
 * "recall@20_interval": [.19, .21], popularity: {"recall@20": .1}}`.
 * Null where there is no recall or NDCG in it.
 */
export function readMetrics(metrics: Record<string, unknown>): MetricTable | null {
  const models = Array.isArray(metrics.models) ? metrics.models.filter(isObject) : nested(metrics);
  const columns = [...new Set(models.flatMap((model) => Object.keys(model)))]
    .filter((key) => kShown.test(key))
    .sort(byMetricThenDepth);
  const rows = models
    .map((model, i) => ({
      name: typeof model.name === "string" ? model.name : "",
      isOwn: i === 0,
      figures: columns.map((column) => figureOrNull(model, column)),
    }))
    .filter(({ figures }) => figures.some((figure) => figure !== null));
  if (rows.length === 0) return null;
  return {
    protocol: typeof metrics.protocol === "string" ? metrics.protocol : null,
    users: numberOrNull(metrics.users) ?? numberOrNull(models[0]?.users),
    columns,
    rows,
  };
}

function nested(metrics: Record<string, unknown>): Record<string, unknown>[] {
  const baselines = Object.entries(metrics)
    .filter((entry): entry is [string, Record<string, unknown>] => isObject(entry[1]))
    .map(([name, values]) => ({ ...values, name }));
  return [metrics, ...baselines];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function figureOrNull(model: Record<string, unknown>, column: string): Figure | null {
  const value = numberOrNull(model[column]);
  if (value === null) return null;
  const ends = model[`${column}_interval`];
  const [low, high] = Array.isArray(ends) ? ends.map(numberOrNull) : [];
  return { value, interval: low != null && high != null ? [low, high] : null };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** All recalls before all NDCGs, short lists before long ones. */
function byMetricThenDepth(a: string, b: string): number {
  const [metricA = "", depthA] = a.split("@");
  const [metricB = "", depthB] = b.split("@");
  if (metricA !== metricB) return metricA < metricB ? 1 : -1;
  return Number(depthA) - Number(depthB);
}
