// The worker: an engine that answers messages. It has an address of its own, never a blob:, so that
// it runs under a strict Content-Security-Policy.
import { GivenFiles } from "./ahead.js";
import { LocalBackend } from "./local.js";
import type { Reply, Request } from "./protocol.js";
import { type LoadOptions, PocketrecError } from "./types.js";

interface WorkerScope {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as WorkerScope;
const loads = new Map<number, AbortController>();
const given = new GivenFiles();
let backend: LocalBackend | undefined;

scope.onmessage = async ({ data: request }) => {
  if (request.kind === "cancel") return loads.get(request.id)?.abort();
  if (request.kind === "given") return given.receive(request.url, request.piece);
  try {
    scope.postMessage(await reply(request));
  } catch (error) {
    scope.postMessage({ kind: "failure", id: request.id, ...describe(error) });
  }
};

async function reply(request: Exclude<Request, { kind: "cancel" | "given" }>): Promise<Reply> {
  const { kind, id } = request;
  if (kind === "open") {
    const { bundle, wasmUrl, parts } = request;
    return withProgress(id, async (options) => {
      given.expect(request.given);
      const fetch = request.given && given.fetch;
      backend = await LocalBackend.open(bundle, { ...options, wasmUrl, parts, fetch });
      return backend.info;
    });
  }
  if (!backend) throw new PocketrecError("engine", "the worker was asked before it was opened");
  const open = backend;
  if (kind === "load") return withProgress(id, (options) => open.load(request.parts, options));
  const value = await open.ask(request.name, request.parameters as never);
  return { kind: "answer", id, value };
}

async function withProgress(
  id: number,
  load: (options: LoadOptions) => Promise<LocalBackend["info"]>,
): Promise<Reply> {
  const controller = new AbortController();
  loads.set(id, controller);
  try {
    const info = await load({
      signal: controller.signal,
      onProgress: (progress) => scope.postMessage({ kind: "progress", id, progress }),
    });
    return { kind: "loaded", id, info };
  } finally {
    loads.delete(id);
  }
}

function describe(error: unknown): Pick<PocketrecError, "code" | "message"> {
  if (error instanceof PocketrecError) return { code: error.code, message: error.message };
  return { code: "engine", message: `the engine failed (${error}): open the bundle again` };
}
