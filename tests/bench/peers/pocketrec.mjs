// Pocketrec in the side-by-side bench (../shared/peers): all items looked at, and with a filter.
import { engineAdapter } from "../build/pocketrec/engine_adapter.mjs";

export const meta = { title: "pocketrec", exact: true };

const partOfItems = 10; // the filter passes one item in so many

/** A filter as pages have them: a bit for each item that passes. */
function filterBits(n) {
  const bits = new Uint32Array(Math.ceil(n / 32));
  for (let item = 0; item < n; item += 1) {
    // Scattered: an order of popularity does not follow a category.
    if (Math.imul(item, 2654435761) >>> 0 < 2 ** 32 / partOfItems)
      bits[item >> 5] |= 1 << (item & 31);
  }
  return bits;
}

export const create = ({ n, env }) =>
  engineAdapter(env, "items", (limits) => {
    const withFilter = (bits) => () => {
      limits.allowBits = bits;
    };
    return [
      { label: "exact", apply: withFilter(new Uint32Array()) },
      { label: "filter 10 %", apply: withFilter(filterBits(n)) },
    ];
  });
