// When the page became usable, noted where everybody can read it: browsers' own tools show it too.

/** What opening the bundle took; null in a tab that cannot tell. */
export interface Opening {
  /** From the address to a page that answers. */
  sinceStartMs: number;
  wasmBytes: number;
}

const kOpened = "pocketrec:opened";

export function noteOpening(wasmBytes: number): void {
  // Only the first: what was opened again later did not take since the address was entered.
  if (performance.getEntriesByName(kOpened).length > 0) return;
  performance.mark(kOpened, { detail: wasmBytes });
}

export function opening(): Opening | null {
  const [mark] = performance.getEntriesByName(kOpened) as PerformanceMark[];
  return mark ? { sinceStartMs: mark.startTime, wasmBytes: Number(mark.detail) } : null;
}
