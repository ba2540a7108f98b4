// The public Recommender over either place where the engine may run.
import type { QueryName, QueryParameters, QueryResult } from "./engine.js";
import type { BundleInfo, ListCallOptions, LoadOptions, PartName, Recommender } from "./types.js";

/** Where an engine runs: in a worker, or in the caller's thread. */
export interface Backend {
  readonly info: BundleInfo;
  ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
    options: ListCallOptions | undefined,
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
    recommend: (query, options) => backend.ask("recommend", [query], options),
    similar: (query, options) => backend.ask("similar", [query], options),
    explain: (query, options) => backend.ask("explain", [query], options),
    searchItems: (query, n, options) => backend.ask("searchItems", [query, n], options),
    searchUsers: (prefix, offset, n, options) =>
      backend.ask("searchUsers", [prefix, offset, n], options),
    placeNewItem: (item, options) => backend.ask("placeNewItem", [item], options),
    hide: (ids, options) => backend.ask("hide", [ids], options),
    show: (ids, options) => backend.ask("show", [ids], options),
    boost: (factors, options) => backend.ask("boost", [factors], options),
    addItem: (item, options) => backend.ask("addItem", [item], options),
    item: (id, options) => backend.ask("item", [id], options),
    popular: (offset, n, options) => backend.ask("popular", [offset, n], options),
    titlesToRate: (query, options) => backend.ask("titlesToRate", [query], options),
    map: (options) => backend.ask("map", [], options),
    mainCategories: (options) => backend.ask("mainCategories", [], options),
    groups: (options) => backend.ask("groups", [], options),
    readers: (item, options) => backend.ask("readers", [item], options),
    popularAmong: (query, options) => backend.ask("popularAmong", [query], options),
    facets: (options) => backend.ask("facets", [], options),
    audience: (query, options) => backend.ask("audience", [query], options),
    overlap: (query, options) => backend.ask("overlap", [query], options),
    taste: (query, options) => backend.ask("taste", [query], options),
    userHistory: (user, options) => backend.ask("userHistory", [user], options),
    close: () => backend.close(),
  };
}
