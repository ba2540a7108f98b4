// Where the visitor is, as the part of the address after "#". Nothing after "#" is ever sent to a
// server, so that a link can be shared without the server learning who was looked at.

export type View = "home" | "reader" | "you" | "similar";

export interface Route {
  view: View;
  /** The stored user chosen in the reader view. */
  user: string | null;
  /** The item chosen in the similar view. */
  item: string | null;
  /** The item whose details are open, over any view. */
  show: string | null;
  /** Length of the list, kMinCount..kMaxCount. */
  n: number;
}

export const kMinCount = 5;
export const kMaxCount = 100;
export const kDefaultCount = 10;

const kHome: Route = { view: "home", user: null, item: null, show: null, n: kDefaultCount };

/** Reads "#user=7&n=20"; parameters of the query ("?user=7") count where the hash has none. */
export function parseRoute(hash: string, query = ""): Route {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    parameters.set(name, value);
  }
  const user = parameters.get("user") || null;
  const item = parameters.get("item") || null;
  return {
    view: viewOf(parameters.get("view"), user, item),
    user,
    item: user ? null : item,
    show: parameters.get("show") || null,
    n: countOf(parameters.get("n")),
  };
}

/** The hash of a route; `change` replaces parts of it. The shortest form that parses back. */
export function formatRoute(route: Partial<Route>): string {
  const full = { ...kHome, ...route };
  const parameters = new URLSearchParams();
  if (full.view === "reader" && full.user) parameters.set("user", full.user);
  else if (full.view === "similar" && full.item) parameters.set("item", full.item);
  else if (full.view !== "home") parameters.set("view", full.view);
  if (full.n !== kDefaultCount) parameters.set("n", String(full.n));
  if (full.show) parameters.set("show", full.show);
  return `#${parameters}`;
}

/** Moves the route's parameters from the query to the hash; leaves others (?bundle=) alone. */
export function queryWithoutRoute(query: string): string {
  const parameters = new URLSearchParams(query);
  for (const name of ["user", "item", "view", "show", "n"]) parameters.delete(name);
  const rest = parameters.toString();
  return rest ? `?${rest}` : "";
}

function viewOf(view: string | null, user: string | null, item: string | null): View {
  if (user) return "reader";
  if (item) return "similar";
  return view === "reader" || view === "you" || view === "similar" ? view : "home";
}

function countOf(value: string | null): number {
  const count = Number(value);
  if (!value || !Number.isFinite(count)) return kDefaultCount;
  return Math.min(kMaxCount, Math.max(kMinCount, Math.round(count)));
}
