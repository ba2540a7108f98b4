// The bundle's map, made ready to be drawn: where points lie, their shades, and what lies where.
import type { Item, ItemMap, MainCategories, Recommender } from "pocketrec";
import type { Camera, Place, Size } from "./camera.js";
import { scaleOf } from "./camera.js";
import { PointGrid } from "./grid.js";
import { kNumShades } from "./palette.js";
import type { Points } from "./points-layer.js";

const kSide = 65535;
/** Of the points, those at each end of an axis that the first sight of the map may leave out. */
const kOutlying = 0.002;
const kBins = 512;
const kLargestPoint = 13;

export interface Shade {
  /** Null for all categories that have no shade of their own, and for items without one. */
  name: string | null;
  numItems: number;
}

export class MapData {
  private readonly items = new Map<number, Promise<Item>>();

  private constructor(
    private readonly recommender: Recommender,
    readonly points: Points,
    readonly shades: Shade[],
    private readonly grid: PointGrid,
    private readonly box: { least: Place; most: Place },
  ) {}

  /** Loads what is not loaded yet. Nothing here keeps the page from answering. */
  static async load(recommender: Recommender, signal: AbortSignal): Promise<MapData> {
    await recommender.load(["map"], { signal });
    const [map, categories] = await Promise.all([
      recommender.map({ signal }),
      recommender.mainCategories({ signal }),
    ]);
    return MapData.of(recommender, map, categories, signal);
  }

  static async of(
    recommender: Recommender,
    { x, y }: ItemMap,
    categories: MainCategories,
    signal?: AbortSignal,
  ): Promise<MapData> {
    const grid = await PointGrid.build(x, y, signal);
    const colours = new Uint8Array(x.length);
    categories.ofItems.forEach((rank, item) => {
      colours[item] = Math.min(rank, kNumShades);
    });
    const [left, right] = span(x);
    const [top, bottom] = span(y);
    const box = { least: { x: left, y: top }, most: { x: right, y: bottom } };
    return new MapData(recommender, { x, y, colours }, shadesOf(colours, categories), grid, box);
  }

  get numItems(): number {
    return this.points.x.length;
  }

  get numPlaced(): number {
    return this.grid.numPoints;
  }

  /** Null for an item without a place. */
  place(index: number): Place | null {
    const x = this.points.x[index] ?? 0;
    return x === 0 ? null : { x: x / kSide, y: (this.points.y[index] as number) / kSide };
  }

  /** The item nearest to a place, within `radius`; -1: none. */
  nearest({ x, y }: Place, radius: number): number {
    return this.grid.nearest(x * kSide, y * kSide, radius * kSide);
  }

  /** Asked for once. */
  item(index: number, signal: AbortSignal): Promise<Item> {
    const known = this.items.get(index);
    if (known) return known;
    const asked = this.recommender.popular(index, 1, { signal }).then(([item]) => item as Item);
    this.items.set(index, asked);
    asked.catch(() => this.items.delete(index));
    return asked;
  }

  /** What shows nearly all points, as large as they fit. */
  home(size: Size): Camera {
    const { least, most } = this.box;
    const side = scaleOf(1, size);
    const wide = Math.max(1e-3, most.x - least.x);
    const high = Math.max(1e-3, most.y - least.y);
    const zoom = Math.min(
      (0.92 * size.width) / (wide * side),
      (0.92 * size.height) / (high * side),
    );
    return {
      x: (least.x + most.x) / 2,
      y: (least.y + most.y) / 2,
      zoom: Math.min(3, Math.max(0.8, zoom)),
    };
  }

  /** In CSS pixels: the fewer points and the nearer, the larger. */
  pointSize(zoom: number): number {
    const whole = Math.min(7, Math.max(1.7, 260 / Math.sqrt(this.numPlaced + 1)));
    return Math.min(Math.max(whole, kLargestPoint), whole * zoom ** 0.4);
  }
}

function shadesOf(colours: Uint8Array, { names }: MainCategories): Shade[] {
  const counts = new Array<number>(kNumShades + 1).fill(0);
  for (const colour of colours) counts[colour] = (counts[colour] as number) + 1;
  return counts.map((numItems, shade) => ({
    name: shade < kNumShades ? (names[shade] ?? null) : null,
    numItems,
  }));
}

/** Where nearly all of the coordinates above 0 lie, as shares of the side. */
function span(coordinates: Uint16Array): [number, number] {
  const counts = new Uint32Array(kBins);
  let total = 0;
  for (const coordinate of coordinates) {
    if (coordinate === 0) continue;
    const bin = Math.floor((coordinate * kBins) / (kSide + 1));
    counts[bin] = (counts[bin] as number) + 1;
    total++;
  }
  if (total === 0) return [0, 1];
  const from = (order: Iterable<number>): number => {
    let left = kOutlying * total;
    for (const bin of order) {
      left -= counts[bin] as number;
      if (left < 0) return bin;
    }
    return 0;
  };
  const ascending = Array.from(counts.keys());
  return [from(ascending) / kBins, (from(ascending.reverse()) + 1) / kBins];
}
