// The items that led to the present one, kept in the address: the breadcrumb of "Similar items".
import type { Route } from "./route.js";

/** Longer ones would fill an address, and nobody goes that far back step by step. */
export const kTrailLength = 6;

/** Where a link leads from here to an item of the list: on by one step, or back along the trail. */
export function stepTo(route: Route, item: string): Partial<Route> {
  if (route.view !== "similar" || route.item === null) return { view: "similar", item };
  const behind = [...route.trail, route.item];
  const seen = behind.indexOf(item);
  const trail = seen >= 0 ? behind.slice(0, seen) : behind.slice(-kTrailLength);
  return { view: "similar", item, by: route.by, trail };
}
