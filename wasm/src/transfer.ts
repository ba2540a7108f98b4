// Getting bytes: over HTTP, or from disk under Node. Every failure says which address and why.
import { PocketrecError } from "./types.js";

export interface Transfer {
  signal: AbortSignal;
  /** Instead of the global fetch. */
  fetch?: typeof fetch;
}

/**
 * Runs `work` with a signal that aborts when `outer` does or when `work` fails, so that nothing
 * goes on loading behind a failure. An abort by `outer` is the error "cancelled".
 */
export async function abortable<T>(
  outer: AbortSignal | undefined,
  work: (controller: AbortController) => Promise<T>,
): Promise<T> {
  if (outer?.aborted) throw cancelled(outer);
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  outer?.addEventListener("abort", abort, { once: true });
  try {
    return await work(controller);
  } catch (error) {
    controller.abort();
    throw outer?.aborted ? cancelled(outer) : error;
  } finally {
    outer?.removeEventListener("abort", abort);
  }
}

/** `work`, or the error "cancelled" as soon as `signal` aborts: others may still want the work. */
export async function orCancelled<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work;
  if (signal.aborted) throw cancelled(signal);
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(cancelled(signal));
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export function cancelled(signal: AbortSignal): PocketrecError {
  return new PocketrecError("cancelled", "cancelled by the caller's AbortSignal", {
    cause: signal.reason,
  });
}

/** The response to a request for `what` ("the items part"); any status but success is an error. */
export async function request(
  url: URL,
  what: string,
  { signal, fetch: customFetch }: Transfer,
  init: RequestInit = {},
): Promise<Response> {
  if (url.protocol === "file:" && !customFetch) return readFile(url, what);
  let response: Response;
  try {
    response = await (customFetch ?? fetch)(url, { ...init, signal });
  } catch (cause) {
    throw new PocketrecError(
      "network",
      `${what} could not be fetched from ${url} (${(cause as Error)?.message}): check the address, ` +
        "the connection and the page's connect-src",
      { cause },
    );
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => {});
  throw new PocketrecError(
    "network",
    `expected ${what} at ${url}, the server answered ${response.status} ${response.statusText}`.trimEnd() +
      ": check that the whole bundle is published there; if it was replaced meanwhile, open it again",
  );
}

/** The bytes of a response in pieces, as they arrive. */
export async function* piecesOf(
  response: Response,
  what: string,
  url: URL,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw broken(what, url, cause);
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

/** All bytes of a response. */
export async function bytesOf(response: Response, what: string, url: URL): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw broken(what, url, cause);
  }
}

function broken(what: string, url: URL, cause: unknown): PocketrecError {
  return new PocketrecError(
    "network",
    `the connection broke while ${what} came from ${url} (${(cause as Error)?.message}): try again`,
    { cause },
  );
}

/** Node cannot fetch file: addresses. Its file system is looked up without an import, which bundlers would follow. */
async function readFile(url: URL, what: string): Promise<Response> {
  const process = (globalThis as { process?: NodeProcess }).process;
  const files = process?.getBuiltinModule?.("node:fs/promises");
  try {
    if (!files) throw new Error("pages cannot read files, serve them over HTTP");
    return new Response((await files.readFile(url)) as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw new PocketrecError(
      "network",
      `expected ${what} at ${url}, it could not be read (${(cause as Error).message}): check the path`,
      { cause },
    );
  }
}

interface NodeProcess {
  getBuiltinModule?(name: string): { readFile(path: URL): Promise<Uint8Array> } | undefined;
}
