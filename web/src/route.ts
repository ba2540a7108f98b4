// Where the visitor is, as the part of the address after "#". Nothing after "#" is ever sent to a
// server, so that a link can be shared without the server learning who was looked at.
import { oneOf, type Parameter, text, texts, wholeNumber } from "./parameters.js";
import { kRefinementParameters } from "./refinement.js";
import { kViews, type View } from "./views.js";

export const kMinCount = 5;
export const kMaxCount = 100;
const kDefaultCount = 10;

/** What an address can say beside its view, in the order in which it is written. */
const kParameters = {
  /** The stored user that a view is about. */
  user: text(),
  /** The item that a view is about. */
  item: text(),
  /** What a list is limited to, and how it is chosen. */
  ...kRefinementParameters,
  /** Of whom nothing else is known: where they live, as the data name it, and how old they are. */
  place: text(),
  age: wholeNumber({ min: 0, max: 150, fallback: 0 }),
  /** Length of the list. */
  n: wholeNumber({ min: kMinCount, max: kMaxCount, fallback: kDefaultCount }, { isKept: true }),
  /** The language that the address asks for; null leaves it to the visitor's browser. */
  lang: text({ isKept: true }),
  /** What makes items similar, in "Similar items". */
  by: oneOf(["audience", "content", "both"]),
  /** Ids of the items that led there (trail.ts). */
  trail: texts(),
  /** What is typed in "Launch a new item". */
  newTitle: text(),
  newAuthor: text(),
  newPublisher: text(),
  newYear: text(),
  newCategories: texts(),
  /** The item whose details are open, over any view. */
  show: text(),
  /** What of the map is seen (map/camera.ts); null: all of it. */
  at: text(),
  /** The title that is marked on the map. */
  mark: text(),
  /** The category that stands out on the map. */
  area: text(),
  /** The map, or the table that stands in for it. */
  as: oneOf(["points", "table"]),
  /** The first row of that table. */
  from: wholeNumber({ min: 0, max: 2 ** 28, fallback: 0 }),
};

type Parameters = typeof kParameters;
type Name = keyof Parameters;
type Value<N extends Name> = Parameters[N] extends Parameter<infer T> ? T : never;

export type Route = { view: View } & { [N in Name]: Value<N> };

const kNames = Object.keys(kParameters) as Name[];
const parameterOf = (name: Name) => kParameters[name] as Parameter<unknown>;

/** Reads "#user=7&n=20"; parameters of the query ("?user=7") count where the hash has none. */
export function parseRoute(hash: string, query = ""): Route {
  const written = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) written.set(name, value);
  const values = valuesOf((name) => {
    const value = written.get(name);
    return value ? parameterOf(name).parse(value) : undefined;
  });
  const view = written.get("view") ?? "";
  return { ...values, view: Object.hasOwn(kViews, view) ? (view as View) : impliedView(values) };
}

/** The hash of a route; what it leaves out is as at the start. The shortest that parses back. */
export function formatRoute(route: Partial<Route>): string {
  const values = valuesOf((name) => route[name]);
  const view = route.view ?? "home";
  const written = new URLSearchParams();
  if (view !== impliedView(values)) written.set("view", view);
  for (const name of kNames) {
    const { fallback, format } = parameterOf(name);
    const value = format(values[name]);
    if (value !== format(fallback)) written.set(name, value);
  }
  return `#${written}`;
}

/** Another place: of where the visitor is, only what is kept on moves (list length, language). */
export function moved(from: Route, change: Partial<Route>): Partial<Route> {
  const kept = kNames.filter((name) => parameterOf(name).isKept).map((name) => [name, from[name]]);
  return { ...Object.fromEntries(kept), ...change };
}

/** The address of another place, for links. */
export function linkTo(from: Route, change: Partial<Route>): string {
  return formatRoute(moved(from, change));
}

/** Moves the route's parameters from the query to the hash; leaves others (?bundle=) alone. */
export function queryWithoutRoute(query: string): string {
  const parameters = new URLSearchParams(query);
  for (const name of ["view", ...kNames]) parameters.delete(name);
  const rest = parameters.toString();
  return rest ? `?${rest}` : "";
}

function valuesOf(find: (name: Name) => unknown): Omit<Route, "view"> {
  const entries = kNames.map((name) => [name, find(name) ?? parameterOf(name).fallback]);
  return Object.fromEntries(entries);
}

/** "#user=7" alone names the view that is about a user. */
function impliedView(values: Omit<Route, "view">): View {
  const names = Object.keys(kViews) as View[];
  const implied = names.find((view) => {
    const { subject } = kViews[view];
    return subject !== undefined && values[subject] !== null;
  });
  return implied ?? "home";
}
