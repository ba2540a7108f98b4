// The public Recommender over either place where the engine may run.
import type { QueryName, QueryParameters, QueryResult } from "./engine.js";
import type { BundleInfo, LoadOptions, PartName, Recommender } from "./types.js";

/** Where an engine runs: in a worker, or in the caller's thread. */
export interface Backend {
  readonly info: BundleInfo;
  ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
    signal: AbortSignal | undefined,
  ): Promise<QueryResult<Name>>;
  load(parts: PartName[] | undefined, options: LoadOptions): Promise<BundleInfo>;
  close(): void;
}

export function recommenderOver(backend: Backend): Recommender {
  return {
    get info() {
      return backend.info;
    },
    load: (parts, options = {}) => backend.load(parts, options),
    recommend: (query, options) => backend.ask("recommend", [query], options?.signal),
    similar: (query, options) => backend.ask("similar", [query], options?.signal),
    explain: (query, options) => backend.ask("explain", [query], options?.signal),
    searchItems: (query, n, options) => backend.ask("searchItems", [query, n], options?.signal),
    searchUsers: (prefix, offset, n, options) =>
      backend.ask("searchUsers", [prefix, offset, n], options?.signal),
    placeNewItem: (item, options) => backend.ask("placeNewItem", [item], options?.signal),
    hide: (ids, options) => backend.ask("hide", [ids], options?.signal),
    show: (ids, options) => backend.ask("show", [ids], options?.signal),
    boost: (factors, options) => backend.ask("boost", [factors], options?.signal),
    addItem: (item, options) => backend.ask("addItem", [item], options?.signal),
    item: (id, options) => backend.ask("item", [id], options?.signal),
    popular: (offset, n, options) => backend.ask("popular", [offset, n], options?.signal),
    titlesToRate: (query, options) => backend.ask("titlesToRate", [query], options?.signal),
    map: (options) => backend.ask("map", [], options?.signal),
    mainCategories: (options) => backend.ask("mainCategories", [], options?.signal),
    groups: (options) => backend.ask("groups", [], options?.signal),
    readers: (item, options) => backend.ask("readers", [item], options?.signal),
    popularAmong: (query, options) => backend.ask("popularAmong", [query], options?.signal),
    facets: (options) => backend.ask("facets", [], options?.signal),
    audience: (query, options) => backend.ask("audience", [query], options?.signal),
    overlap: (query, options) => backend.ask("overlap", [query], options?.signal),
    taste: (query, options) => backend.ask("taste", [query], options?.signal),
    userHistory: (user, options) => backend.ask("userHistory", [user], options?.signal),
    close: () => backend.close(),
  };
}
