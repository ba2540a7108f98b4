// What a query names, as far as a large catalogue has to load something for it. Nothing here fails: what
// is wrong with a query, the query itself says.
import type { HistoryEntry } from "./types.js";

/** What a query may name, from whoever asks. */
export type Asked = Partial<
  Record<"history" | "item" | "user" | "exclude" | "allow" | "others" | "id", unknown>
>;

/** Ids that a query names: those of items whose rows it needs, and the others. */
interface NamedIds {
  rows: string[];
  others: string[];
}

/** Is the call about items by their ids alone? */
const isOfIds = (name: string, [first]: readonly unknown[]): boolean =>
  ["item", "readers", "boost"].includes(name) || Array.isArray(first);

export function idsIn(name: string, parameters: readonly unknown[]): NamedIds {
  const [first] = parameters;
  if (isOfIds(name, parameters)) {
    const ids = name === "boost" ? Object.keys(first ?? {}) : [first].flat();
    return { rows: [], others: texts(ids) };
  }
  return idsOf(typeof first === "object" ? (first ?? {}) : {});
}

export function idsOf(query: object): NamedIds {
  const { history, item, exclude, allow, others, id } = query as Asked;
  const chosen = Array.isArray(history) ? history.map(idOf) : [];
  return {
    rows: texts([...chosen, item]),
    others: texts([exclude, allow, others, id].flat()),
  };
}

export const idOf = (entry: string | HistoryEntry): string =>
  (entry as HistoryEntry | undefined)?.id ?? (entry as string);

export const texts = (values: unknown[]): string[] =>
  values.filter((value): value is string => typeof value === "string");

export const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Queries that look for the best of all items, lists included. */
const scanning = ["recommend", "similar", "explain", "placeNewItem", "titlesToRate"];

export const isScanning = (name: string, [query]: readonly unknown[]): boolean => {
  const { history } = (query ?? {}) as Asked;
  const isOfNobody = Array.isArray(history) && history.length === 0;
  return scanning.includes(name) && !isOfNobody;
};
