// The worker: an engine that answers messages. It has an address of its own, never a blob:, so that
// it runs under a strict Content-Security-Policy.
import { GivenFiles } from "./ahead.js";
import { LocalBackend } from "./local.js";
import type { Reply, Request } from "./protocol.js";
import { type ListAnswer, type LoadOptions, type Manifest, PocketrecError } from "./types.js";

interface WorkerScope {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(reply: Reply): void;
}

type Question = Extract<Request, { kind: "ask" }>;

const scope = globalThis as unknown as WorkerScope;
/** Loads, and questions that are being answered. */
const running = new Map<number, AbortController>();
/** Questions are answered one by one, and messages heard in between: one may be withdrawn in time. */
const questions: Question[] = [];
const turn = new MessageChannel();
const given = new GivenFiles();
let backend: LocalBackend | undefined;

scope.onmessage = async ({ data: request }) => {
  if (request.kind === "given") return given.receive(request.url, request.piece);
  if (request.kind === "cancel") return cancel(request.id);
  if (request.kind === "ask") return queue(request);
  try {
    scope.postMessage(await load(request));
  } catch (error) {
    scope.postMessage({ kind: "failure", id: request.id, ...describe(error) });
  }
};

function cancel(id: number): void {
  running.get(id)?.abort();
  const place = questions.findIndex((question) => question.id === id);
  if (place >= 0) questions.splice(place, 1);
}

function queue(question: Question): void {
  questions.push(question);
  turn.port2.postMessage(null);
}

/** Once for every question, those that were withdrawn included. */
turn.port1.onmessage = async () => {
  const question = questions.shift();
  if (question) scope.postMessage(await answer(question));
};

async function answer({ id, name, parameters, hears }: Question): Promise<Reply> {
  const controller = new AbortController();
  running.set(id, controller);
  const onAnswer = (heard: ListAnswer) => scope.postMessage({ kind: "heard", id, answer: heard });
  const options = { signal: controller.signal, ...(hears ? { onAnswer } : {}) };
  try {
    return { kind: "answer", id, value: await opened().ask(name, parameters as never, options) };
  } catch (error) {
    return { kind: "failure", id, ...describe(error) };
  } finally {
    running.delete(id);
  }
}

function opened(): LocalBackend {
  if (!backend) throw new PocketrecError("engine", "the worker was asked before it was opened");
  return backend;
}

async function load(request: Extract<Request, { kind: "open" | "load" }>): Promise<Reply> {
  const { kind, id } = request;
  if (kind === "open") {
    const { bundle, wasmUrl, parts, largeParts } = request;
    return withProgress(id, async (options) => {
      given.expect(request.given);
      const fetch = request.given && given.fetch;
      const onManifest = (manifest: Manifest) =>
        scope.postMessage({ kind: "manifest", id, manifest });
      const all = { ...options, onManifest, wasmUrl, parts, largeParts, fetch };
      backend = await LocalBackend.open(bundle, all);
      return backend.info;
    });
  }
  const open = opened();
  return withProgress(id, (options) => open.load(request.parts, options));
}

async function withProgress(
  id: number,
  load: (options: LoadOptions) => Promise<LocalBackend["info"]>,
): Promise<Reply> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const info = await load({
      signal: controller.signal,
      onProgress: (progress) => scope.postMessage({ kind: "progress", id, progress }),
    });
    return { kind: "loaded", id, info };
  } finally {
    running.delete(id);
  }
}

function describe(error: unknown): Pick<PocketrecError, "code" | "message"> {
  if (error instanceof PocketrecError) return { code: error.code, message: error.message };
  return { code: "engine", message: `the engine failed (${error}): open the bundle again` };
}
