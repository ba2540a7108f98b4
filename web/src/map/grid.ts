// Which point is under the pointer: points by the cell of a grid that they lie in.

/** Cells along a side, as a power of two: a coordinate of 16 bits has its cell in the upper bits. */
const kCellBits = 8;
const kCells = 1 << kCellBits;
const kShift = 16 - kCellBits;
/** Points that are sorted in at a time; between them the page can do other things. */
const kSlice = 1 << 15;

export class PointGrid {
  private constructor(
    private readonly x: Uint16Array,
    private readonly y: Uint16Array,
    /** The points of cell c are order[begins[c]] to before order[begins[c + 1]]. */
    private readonly begins: Uint32Array,
    private readonly order: Uint32Array,
  ) {}

  /** Points with x = 0 have no place, and are left out. */
  static async build(x: Uint16Array, y: Uint16Array, signal?: AbortSignal): Promise<PointGrid> {
    const begins = new Uint32Array(kCells * kCells + 1);
    await inSlices(x.length, signal, (point) => {
      if (x[point] !== 0) (begins[cellOf(x, y, point) + 1] as number)++;
    });
    for (let cell = 1; cell < begins.length; cell++) {
      begins[cell] = (begins[cell] as number) + (begins[cell - 1] as number);
    }
    const next = begins.slice();
    const order = new Uint32Array(begins[kCells * kCells] as number);
    await inSlices(x.length, signal, (point) => {
      if (x[point] === 0) return;
      const cell = cellOf(x, y, point);
      order[next[cell] as number] = point;
      next[cell] = (next[cell] as number) + 1;
    });
    return new PointGrid(x, y, begins, order);
  }

  get numPoints(): number {
    return this.order.length;
  }

  /** The point nearest to a place, within `radius`; -1: none. Ties go to the more popular one. */
  nearest(atX: number, atY: number, radius: number): number {
    let best = -1;
    let least = radius * radius;
    const [fromX, toX] = [cellAt(atX - radius), cellAt(atX + radius)];
    for (let row = cellAt(atY - radius); row <= cellAt(atY + radius); row++) {
      const begin = this.begins[row * kCells + fromX] as number;
      const end = this.begins[row * kCells + toX + 1] as number;
      for (let i = begin; i < end; i++) {
        const point = this.order[i] as number;
        const dx = (this.x[point] as number) - atX;
        const dy = (this.y[point] as number) - atY;
        const distance = dx * dx + dy * dy;
        if (distance < least || (distance === least && point < best)) {
          best = point;
          least = distance;
        }
      }
    }
    return best;
  }
}

function cellOf(x: Uint16Array, y: Uint16Array, point: number): number {
  return (((y[point] as number) >> kShift) << kCellBits) | ((x[point] as number) >> kShift);
}

function cellAt(coordinate: number): number {
  return Math.min(kCells - 1, Math.max(0, Math.floor(coordinate) >> kShift));
}

async function inSlices(
  count: number,
  signal: AbortSignal | undefined,
  use: (i: number) => void,
): Promise<void> {
  for (let begin = 0; begin < count; begin += kSlice) {
    if (begin > 0) await new Promise((later) => setTimeout(later));
    signal?.throwIfAborted();
    const end = Math.min(count, begin + kSlice);
    for (let i = begin; i < end; i++) use(i);
  }
}
