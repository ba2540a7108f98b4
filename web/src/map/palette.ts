// The colours of the map, from the page's style sheet, so that light and dark are said in one place.
import type { MarkerColours } from "./markers.js";
import type { Colour } from "./points-layer.js";

/** Categories with a colour of their own; the others share the last one. */
export const kNumShades = 8;

/** How much of a point's colour is left where another category stands out, or something is lit up. */
const kDimmed = 0.16;
const kBehindMarkers = 0.5;
const kOpacity = 0.85;

/** By shade; `only`: the one that stands out, or null. */
export function pointColours(
  element: HTMLElement,
  only: number | null,
  isBehindMarkers: boolean,
): Colour[] {
  const style = getComputedStyle(element);
  return Array.from({ length: kNumShades + 1 }, (_, shade) => {
    const [red, green, blue] = parsed(style.getPropertyValue(`--map-${shade}`));
    const isDimmed = only !== null && only !== shade;
    const opacity = isDimmed
      ? kDimmed
      : isBehindMarkers && only === null
        ? kBehindMarkers
        : kOpacity;
    return [red, green, blue, opacity];
  });
}

export function markerColours(element: HTMLElement): MarkerColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    chosen: colour("--map-chosen"),
    recommended: colour("--map-recommended"),
    found: colour("--text"),
    halo: colour("--surface"),
    text: colour("--text"),
    font: `600 13px ${style.fontFamily}`,
  };
}

/** "#1b9e77", or what a build makes of "#332288", "#328" -> three numbers from 0 to 1. */
export function parsed(hex: string): [number, number, number] {
  const digits = hex.trim().slice(1);
  const bits = Number.parseInt(digits.length === 3 ? digits.replace(/./g, "$&$&") : digits, 16);
  return [(bits >> 16) / 255, ((bits >> 8) & 255) / 255, (bits & 255) / 255];
}
