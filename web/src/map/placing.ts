// Where a thing that the map does not have would lie: amid those that it is like.
import type { Place } from "./camera.js";

export interface Neighbour {
  place: Place;
  /** How much it counts; above 0. */
  weight: number;
}

const kSteps = 32;
/** Of the map's side: nearer to a neighbour than this is at it. */
const kTouching = 1e-6;

/**
 * The weighted geometric median (Weiszfeld's iteration): the place from which the ways to all
 * neighbours are shortest together. One that lies far from the rest does not draw it into the empty
 * space between, as it would draw their mean. Null without neighbours.
 */
export function placeAmid(neighbours: readonly Neighbour[]): Place | null {
  if (neighbours.length === 0) return null;
  let at = weightedMean(neighbours);
  for (let step = 0; step < kSteps; step++) {
    at = weightedMean(
      neighbours.map(({ place, weight }) => {
        const distance = Math.hypot(place.x - at.x, place.y - at.y);
        return { place, weight: weight / Math.max(distance, kTouching) };
      }),
    );
  }
  return at;
}

function weightedMean(neighbours: readonly Neighbour[]): Place {
  let [x, y, sum] = [0, 0, 0];
  for (const { place, weight } of neighbours) {
    x += weight * place.x;
    y += weight * place.y;
    sum += weight;
  }
  return { x: x / sum, y: y / sum };
}
