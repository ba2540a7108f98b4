// What the manifest says of its model, read for people who decide on it. As in metrics.ts: what the
// trainer did not write is missing, and is said to be.
import type { Manifest, PartName } from "pocketrec";
import type { Figure, MetricTable } from "./metrics.js";

/** How much the bundle's own model finds, beside the simplest baseline. */
export interface Finding {
  /** Length of the list that is looked at. */
  depth: number;
  own: Figure;
  popular: Figure | null;
  /** How many times as much as the baseline; null where that is unknown or nothing. */
  ratio: number | null;
  /** False where the intervals of the two overlap, so that the difference may be chance. */
  isSure: boolean;
}

/** Recall of the longest list; null where there is none. */
export function findingOf(table: MetricTable): Finding | null {
  const column = table.columns.findLastIndex((name) => name.startsWith("recall@"));
  const own = table.rows.find(({ isOwn }) => isOwn)?.figures[column];
  if (!own) return null;
  const baseline = table.rows.find(({ name }) => name === "popularity" || name === "popular");
  const popular = baseline?.figures[column] ?? null;
  const isSure = (own.interval?.[0] ?? 0) > (popular?.interval?.[1] ?? 0);
  return {
    depth: Number(table.columns[column]?.split("@")[1]),
    own,
    popular,
    ratio: popular && popular.value > 0 ? own.value / popular.value : null,
    isSure: isSure && own.interval !== null && popular?.interval != null,
  };
}

export interface CalibrationCard {
  /** How far a share is off in the mean, 0 to 1; null where it was not measured. */
  error: number | null;
  /** Some points of the line, by score. */
  points: { score: number; share: number }[];
}

const kPoints = 4;

export function calibrationCard({ metrics }: Manifest): CalibrationCard | null {
  const { scores, shares, error } = (metrics?.calibration ?? {}) as Record<string, unknown>;
  if (!Array.isArray(scores) || !Array.isArray(shares) || scores.length === 0) return null;
  const count = Math.min(kPoints, scores.length);
  const points = Array.from({ length: count }, (_, i) => {
    const at = Math.round((i / Math.max(1, count - 1)) * (scores.length - 1));
    return { score: Number(scores[at]), share: Number(shares[at]) };
  });
  return { error: typeof error === "number" ? error : null, points };
}

export const kCatalogueMetrics = ["coverage", "gini", "novelty", "diversity"] as const;
export type CatalogueMetric = (typeof kCatalogueMetrics)[number];

/** Figures of whole lists, which `pocketrec evaluate` measures: "coverage@20" and the like. */
export function catalogueFigures({ metrics }: Manifest): Partial<Record<CatalogueMetric, number>> {
  const [first] = Array.isArray(metrics?.models) ? metrics.models : [metrics ?? {}];
  const found = Object.entries(first as Record<string, unknown>).flatMap(([key, value]) => {
    const name = kCatalogueMetrics.find((metric) => key.startsWith(`${metric}@`));
    return name && typeof value === "number" ? [[name, value]] : [];
  });
  return Object.fromEntries(found);
}

export interface PartSize {
  name: PartName;
  bytes: number;
}

/** Largest first. */
export function partSizes({ parts }: Manifest): PartSize[] {
  return (Object.entries(parts) as [PartName, { bytes: number }][])
    .map(([name, { bytes }]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}
