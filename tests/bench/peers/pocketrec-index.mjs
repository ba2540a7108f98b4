// Pocketrec with its index, in the side-by-side bench: the items in lists, of which a query looks at
// some. All are loaded here; a page loads those that it looks at.
import { engineAdapter } from "../build/pocketrec/engine_adapter.mjs";

export const meta = { title: "pocketrec index", exact: false };

export const create = ({ env }) =>
  engineAdapter(env, "lists", (limits) => {
    const to = (exact) => () => {
      limits.exact = exact;
    };
    return [
      { label: "lists", apply: to(false) },
      { label: "all lists", apply: to(true) },
    ];
  });
