// The engine in the thread that asks: the worker's side of a recommender, and openInThread() itself.
import type { Engine, QueryName, QueryParameters, QueryResult } from "./engine.js";
import { loadMore, openEngine } from "./load.js";
import { type Backend, recommenderOver } from "./recommender.js";
import { cancelled } from "./transfer.js";
import type {
  BundleInfo,
  ListCallOptions,
  LoadOptions,
  OpenOptions,
  PartName,
  Recommender,
} from "./types.js";

/** As open(), with the engine in the caller's thread: for Node, or a worker of one's own. */
export async function openInThread(
  bundle: string | URL,
  options: OpenOptions = {},
): Promise<Recommender> {
  return recommenderOver(await LocalBackend.open(bundle, options));
}

export class LocalBackend implements Backend {
  readonly #engine: Engine;
  #info: BundleInfo;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.#info = engine.info;
  }

  static async open(bundle: string | URL, options: OpenOptions = {}): Promise<LocalBackend> {
    return new LocalBackend(await openEngine(bundle, options));
  }

  get info(): BundleInfo {
    return this.#info;
  }

  async ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
    options: ListCallOptions = {},
  ): Promise<QueryResult<Name>> {
    if (options.signal?.aborted) throw cancelled(options.signal);
    return this.#engine.ask(name, parameters, options);
  }

  async load(parts: PartName[] | undefined, options: LoadOptions = {}): Promise<BundleInfo> {
    await loadMore(this.#engine, parts, options);
    this.#info = this.#engine.info;
    return this.#info;
  }

  close(): void {
    this.#engine.close();
  }
}
