// A browser's Worker for Node, as far as the package uses it: what the client says to its worker can
// then be tested without a browser. (tests/web drives the real thing.)
import { isMainThread, Worker as NodeThread, parentPort, workerData } from "node:worker_threads";

/** To be set as globalThis.Worker. */
export class NodeWorker {
  onmessage;
  onerror;
  onmessageerror;
  #thread;

  constructor(url, { type }) {
    if (type !== "module") throw new Error(`expected a module worker, found ${type}`);
    this.#thread = new NodeThread(new URL(import.meta.url), { workerData: String(url) });
    this.#thread.on("message", (data) => this.onmessage?.({ data }));
    this.#thread.on("error", ({ message }) => this.onerror?.({ message, preventDefault() {} }));
    NodeWorker.running.add(this);
  }

  /** Those that nobody has terminated. */
  static running = new Set();

  postMessage(message) {
    this.#thread.postMessage(message);
  }

  terminate() {
    NodeWorker.running.delete(this);
    this.#thread.terminate();
  }
}

if (!isMainThread && workerData && parentPort) {
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  // A browser keeps messages until the script has run; so does this.
  const ready = import(workerData);
  parentPort.on("message", async (data) => {
    await ready;
    globalThis.onmessage({ data });
  });
}
