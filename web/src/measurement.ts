// How fast this device is, measured the way a visitor waits: from the question to the answer in the
// page, the way to the worker and back included.
import type { Recommender } from "pocketrec";

export const kQueries = ["recommend", "similar", "search"] as const;
export type QueryKind = (typeof kQueries)[number];

export interface Timing {
  kind: QueryKind;
  medianMs: number;
  /** 19 of 20 are no slower. */
  slowestMs: number;
}

export interface MeasureOptions {
  signal: AbortSignal;
  /** Rounds done, of how many. */
  onProgress(done: number, total: number): void;
}

const kRounds = 60;
/** Not counted: the first queries run before the browser has compiled the engine to its best. */
const kWarmUp = 5;
const kHistory = 10;
const kPool = 200;

/** Asks each kind of query many times, each time about other items. */
export async function measureQueries(
  recommender: Recommender,
  { signal, onProgress }: MeasureOptions,
): Promise<Timing[]> {
  const pool = await recommender.popular(0, kPool, { signal });
  const at = (i: number) => pool[i % pool.length] as (typeof pool)[number];
  const asks: Record<QueryKind, (round: number) => Promise<unknown>> = {
    recommend: (round) => {
      const ids = Array.from({ length: kHistory }, (_, i) => at(round * 7 + i * 13).id);
      return recommender.recommend({ history: [...new Set(ids)], n: 10 }, { signal });
    },
    similar: (round) => recommender.similar({ item: at(round).id, n: 10 }, { signal }),
    search: (round) => recommender.searchItems(at(round).title.slice(0, 5), 8, { signal }),
  };
  const kinds = kQueries.filter((kind) => kind !== "search" || recommender.info.hasSearch);
  const times = new Map<QueryKind, number[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < kWarmUp + kRounds; round++) {
    for (const kind of kinds) {
      const begin = performance.now();
      await asks[kind](round);
      if (round >= kWarmUp) times.get(kind)?.push(performance.now() - begin);
    }
    onProgress(round + 1, kWarmUp + kRounds);
  }
  return kinds.map((kind) => timingOf(kind, times.get(kind) ?? []));
}

function timingOf(kind: QueryKind, times: number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { kind, medianMs: quantile(0.5), slowestMs: quantile(0.95) };
}

/** Size of the page's own files as the browser has read them. */
export function pageBytes(): number {
  const entries = [
    ...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource"),
  ] as PerformanceResourceTiming[];
  const ofBundle = /\.(bin|wasm)$|manifest\.json$/;
  const own = entries.filter(({ name }) => !ofBundle.test(new URL(name).pathname));
  // What was fetched ahead and then used is in the list twice.
  const sizes = new Map(own.map(({ name, decodedBodySize }) => [name, decodedBodySize]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** Memory of the page's scripts, where the browser tells it (Chromium). */
export function scriptMemory(): number | null {
  const { memory } = performance as { memory?: { usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? null;
}
