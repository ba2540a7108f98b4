// A recommender whose engine runs in a worker: the page stays free while it computes.
import { askAhead } from "./ahead.js";
import type { QueryName, QueryParameters, QueryResult } from "./engine.js";
import { absoluteUrl } from "./manifest.js";
import type { Reply, Request } from "./protocol.js";
import { type Backend, recommenderOver } from "./recommender.js";
import { cancelled } from "./transfer.js";
import {
  type BundleInfo,
  type ListCallOptions,
  type LoadOptions,
  type Manifest,
  type OpenOptions,
  type PartName,
  PocketrecError,
  type Recommender,
} from "./types.js";

/** Loads the bundle at `bundle` (its folder or its manifest) into a worker. */
export async function open(bundle: string | URL, options: OpenOptions = {}): Promise<Recommender> {
  if (options.fetch) {
    throw new PocketrecError(
      "bad-value",
      "a fetch of your own cannot be handed to a worker: use openInThread() in your own worker",
    );
  }
  const backend = new WorkerBackend(startWorker(options.workerUrl));
  try {
    await backend.open(bundle, options);
    return recommenderOver(backend);
  } catch (error) {
    backend.close();
    throw error;
  }
}

function startWorker(workerUrl: string | URL | undefined): Worker {
  try {
    // Written out in full, twice, because bundlers look for exactly this expression.
    return workerUrl
      ? new Worker(workerUrl, { type: "module" })
      : new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch (cause) {
    throw workerFailure((cause as Error).message, cause);
  }
}

function workerFailure(found: string, cause?: unknown): PocketrecError {
  return new PocketrecError(
    "engine",
    `the worker could not be run (${found}): check that workerUrl names worker.js of this package ` +
      "on the page's own origin, and that worker-src allows it",
    { cause },
  );
}

/** A request that waits for its reply. */
interface Pending {
  request: Exclude<Request, { kind: "given" | "cancel" }>;
  hear: Pick<OpenOptions, "onProgress" | "onManifest"> & Pick<ListCallOptions, "onAnswer">;
  resolve(value: unknown): void;
  reject(error: PocketrecError): void;
}

class WorkerBackend implements Backend {
  readonly #worker: Worker;
  readonly #sent = new Map<number, Pending>();
  #lastId = 0;
  #info: BundleInfo | undefined;
  #ended: PocketrecError | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(workerFailure(event.message ?? "its script did not load"));
    };
    worker.onmessageerror = () => this.#end(workerFailure("a reply could not be read"));
  }

  get info(): BundleInfo {
    if (!this.#info) throw new PocketrecError("engine", "the bundle is not open yet");
    return this.#info;
  }

  async open(bundle: string | URL, options: OpenOptions): Promise<void> {
    const id = ++this.#lastId;
    let { onManifest } = options;
    const onceKnown = (manifest: Manifest) => {
      onManifest?.(manifest);
      onManifest = undefined; // the worker reads it too
    };
    const request: Request = {
      kind: "open",
      id,
      bundle: absoluteUrl(bundle).href,
      wasmUrl: options.wasmUrl && absoluteUrl(options.wasmUrl).href,
      parts: options.parts,
      largeParts: options.largeParts,
      given: options.ahead
        ? await askAhead(bundle, options, onceKnown, (...sent) => this.#post(...sent))
        : undefined,
    };
    await this.#promise(request, { ...options, onManifest: onceKnown });
  }

  #post(request: Request, transfer: Transferable[] = []): void {
    if (!this.#ended) this.#worker.postMessage(request, transfer);
  }

  async load(parts: PartName[] | undefined, options: LoadOptions): Promise<BundleInfo> {
    const request: Request = { kind: "load", id: ++this.#lastId, parts };
    return this.#promise(request, options) as Promise<BundleInfo>;
  }

  async ask<Name extends QueryName>(
    name: Name,
    parameters: QueryParameters<Name>,
    options: ListCallOptions = {},
  ): Promise<QueryResult<Name>> {
    const hears = options.onAnswer !== undefined;
    const request: Request = { kind: "ask", id: ++this.#lastId, name, parameters, hears };
    return this.#promise(request, options) as Promise<QueryResult<Name>>;
  }

  close(): void {
    this.#end(new PocketrecError("closed", "this recommender was closed: open the bundle again"));
  }

  /** Sends `request`, and gives a promise for the reply, which rejects on abort. */
  async #promise(
    request: Pending["request"],
    { signal, ...hear }: LoadOptions & Pick<OpenOptions, "onManifest"> & ListCallOptions,
  ): Promise<unknown> {
    if (this.#ended) throw this.#ended;
    if (signal?.aborted) throw cancelled(signal);
    let abort = () => {};
    try {
      return await new Promise((resolve, reject) => {
        const pending: Pending = { request, hear, resolve, reject };
        abort = () => {
          this.#forget(pending);
          reject(cancelled(signal as AbortSignal));
        };
        signal?.addEventListener("abort", abort);
        this.#send(pending);
      });
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  #send(pending: Pending): void {
    this.#sent.set(pending.request.id, pending);
    try {
      this.#worker.postMessage(pending.request);
    } catch (cause) {
      this.#sent.delete(pending.request.id);
      const found = (cause as Error).message;
      pending.reject(
        new PocketrecError("bad-value", `expected plain data in a query, found else (${found})`),
      );
    }
  }

  #receive(reply: Reply): void {
    const pending = this.#sent.get(reply.id);
    const hear = pending?.hear;
    if (reply.kind === "progress" || reply.kind === "manifest" || reply.kind === "heard") {
      if (reply.kind === "progress") hear?.onProgress?.(reply.progress);
      else if (reply.kind === "manifest") hear?.onManifest?.(reply.manifest);
      else hear?.onAnswer?.(reply.answer);
      return;
    }
    this.#sent.delete(reply.id);
    if (reply.kind === "loaded") this.#info = reply.info;
    if (reply.kind === "failure") pending?.reject(new PocketrecError(reply.code, reply.message));
    else pending?.resolve(reply.kind === "loaded" ? reply.info : reply.value);
  }

  /** Nobody waits for this any more: a question that waits is dropped, a load stops. */
  #forget({ request: { id } }: Pending): void {
    if (this.#sent.delete(id)) this.#post({ kind: "cancel", id });
  }

  #end(reason: PocketrecError): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#worker.terminate();
    for (const pending of this.#sent.values()) pending.reject(reason);
    this.#sent.clear();
  }
}
