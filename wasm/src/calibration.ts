// From a score to a share of people, by the line of the manifest (metrics.calibration, which the
// trainer measured on people it had held out; trainer/metrics/calibration.h has the same).
import type { Manifest } from "./types.js";

export interface Calibration {
  /** Ascending. */
  scores: readonly number[];
  /** As many, 0 to 1, not descending. */
  shares: readonly number[];
}

/** Undefined where the manifest has none that can be used. */
export function calibrationOf(manifest: Manifest): Calibration | undefined {
  const found = manifest.metrics?.calibration as Partial<Calibration> | undefined;
  const { scores, shares } = found ?? {};
  if (!areNumbers(scores) || !areNumbers(shares)) return undefined;
  return scores.length > 0 && scores.length === shares.length ? { scores, shares } : undefined;
}

/** Level before the first score and behind the last. */
export function shareAt({ scores, shares }: Calibration, score: number): number {
  const above = scores.findIndex((knot) => knot > score);
  if (above === 0) return shares[0] as number;
  if (above < 0) return shares[shares.length - 1] as number;
  const [before, behind] = [scores[above - 1] as number, scores[above] as number];
  const [low, high] = [shares[above - 1] as number, shares[above] as number];
  return low + ((score - before) / (behind - before)) * (high - low);
}

function areNumbers(values: unknown): values is readonly number[] {
  return Array.isArray(values) && values.every((value) => Number.isFinite(value));
}
