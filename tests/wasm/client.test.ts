// The worker client: the same answers as in one's own thread, order, cancellation, failures.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ListAnswer,
  type LoadProgress,
  type Manifest,
  open,
  openInThread,
  type Recommender,
} from "pocketrec";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { serve } from "../web/browsers.mjs";
import { expectFailure, goldenFolder, goldenManifest, repository } from "./fixtures.ts";
import { NodeWorker } from "./node_worker.mjs";

const bundle = pathToFileURL(join(goldenFolder, "int8"));
const opened: Recommender[] = [];
let messages: { kind: string; id: number }[] = [];

async function openGolden(url: string | URL = bundle, options = {}): Promise<Recommender> {
  const recommender = await open(url, options);
  opened.push(recommender);
  return recommender;
}

/** The kinds of all that a worker will say from now on. */
function repliesOf(worker: NodeWorker): string[] {
  const kinds: string[] = [];
  const hear = worker.onmessage;
  worker.onmessage = (event: { data: { kind: string } }) => {
    kinds.push(event.data.kind);
    hear(event);
  };
  return kinds;
}

beforeAll(() => {
  vi.stubGlobal("Worker", NodeWorker);
  const send = NodeWorker.prototype.postMessage;
  vi.spyOn(NodeWorker.prototype, "postMessage").mockImplementation(function (
    this: NodeWorker,
    message: { kind: string; id: number },
  ) {
    messages.push(message);
    send.call(this, message);
  });
});
afterEach(() => {
  for (const recommender of opened.splice(0)) recommender.close();
  messages = [];
  expect(NodeWorker.running.size).toBe(0);
});
afterAll(() => vi.unstubAllGlobals());

test("answers of a large catalogue are heard as they get better", async () => {
  const remote = await openGolden(pathToFileURL(join(goldenFolder, "lists")));
  const [, second] = await remote.popular();
  const answers: ListAnswer[] = [];
  const onAnswer = (answer: ListAnswer) => answers.push(answer);
  const list = await remote.recommend({ history: [second?.id as string], n: 20 }, { onAnswer });
  expect(answers[0]).toMatchObject({ final: false });
  expect(answers.at(-1)).toMatchObject({ final: true, items: list });
});

test("every call gives what it gives in the caller's thread", async () => {
  const [remote, local] = [await openGolden(), await openInThread(bundle)];
  expect(remote.info).toEqual(local.info);
  const [first, second] = await local.popular();
  const history = [first?.id as string, { id: second?.id as string, weight: 2.5 }];
  const calls: ((recommender: Recommender) => Promise<unknown>)[] = [
    (r) => r.recommend({ history, n: 20 }),
    (r) => r.recommend({ user: "reader 5", exclude: [first?.id as string] }),
    (r) => r.similar({ item: first?.id as string, n: 5 }),
    (r) => r.explain({ history, item: second?.id as string }),
    (r) => r.searchItems("s", 5),
    (r) => r.searchUsers("reader", 1, 5),
    (r) => r.item(first?.id as string),
    (r) => r.popular(3, 4),
    (r) => r.userHistory("reader 5"),
  ];
  for (const call of calls) expect(await call(remote)).toEqual(await call(local));
  local.close();
});

test("errors keep code and message across the worker", async () => {
  const recommender = await openGolden();
  await expectFailure(recommender.item("nope"), "unknown-item", "nope");
  await expectFailure(recommender.popular(0, 0), "bad-count");
  const notData = { history: [() => {}] } as unknown as { history: string[] };
  await expectFailure(recommender.recommend(notData), "bad-value", "plain data");
  expect(await recommender.popular(0, 1)).toHaveLength(1);
});

test("answers come in the order of the questions", async () => {
  const recommender = await openGolden();
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const [item] = await recommender.popular(i, 1);
      expect(item?.index).toBe(i);
      order.push(i);
    }),
  );
  expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
});

test("a question cancelled before its turn is never answered, and the next one is", async () => {
  const recommender = await openGolden();
  const history = (await recommender.popular(0, 20)).map(({ id }) => id);
  const replies = repliesOf([...NodeWorker.running][0] as NodeWorker);
  const controller = new AbortController();
  // Work enough for the message that withdraws the last but one to come in time.
  const before = Array.from({ length: 200 }, () => recommender.recommend({ history, n: 50 }));
  const second = recommender.popular(1, 1, { signal: controller.signal });
  const third = recommender.popular(2, 1);
  controller.abort();
  await expectFailure(second, "cancelled");
  expect((await third)[0]?.index).toBe(2);
  expect(replies).toEqual([...before.map(() => "answer"), "answer"]);
});

test("a question cancelled while it is answered rejects, and the next one is answered", async () => {
  const recommender = await openGolden();
  const controller = new AbortController();
  const first = recommender.popular(0, 1, { signal: controller.signal });
  await vi.waitFor(() => expect(messages.some(({ kind }) => kind === "ask")).toBe(true));
  controller.abort();
  await expectFailure(first, "cancelled");
  expect((await recommender.popular(1, 1))[0]?.index).toBe(1);
});

test("progress arrives from the worker, and further parts load later", async () => {
  const seen: LoadProgress[] = [];
  const onProgress = (step: LoadProgress) => seen.push(step);
  const recommender = await openGolden(bundle, { parts: ["titles"], onProgress });
  expect(seen.at(-1)?.loadedBytes).toBe(seen.at(-1)?.totalBytes);
  expect(recommender.info.hasUsers).toBe(false);
  seen.length = 0;
  expect(await recommender.load(["users"], { onProgress })).toMatchObject({ hasUsers: true });
  expect(recommender.info.hasUsers).toBe(true);
  expect(seen.at(-1)?.totalBytes).toBe(goldenManifest().parts.users?.bytes);
});

test("the manifest is told once, before any progress, wherever the engine runs", async () => {
  const dist = join(repository, "wasm/dist");
  const server = await serve({ "/": join(goldenFolder, "int8"), "/dist/": dist });
  try {
    for (const ways of [{}, { ahead: true }, "in thread"] as const) {
      const told: string[] = [];
      const options = {
        wasmUrl: `${server.origin}/dist/pocketrec.wasm`,
        onManifest: ({ model_id }: Manifest) => told.push(model_id),
        onProgress: () => told.push("progress"),
      };
      const recommender =
        ways === "in thread"
          ? await openInThread(server.origin, options)
          : await openGolden(server.origin, { ...options, ...ways });
      expect(told.indexOf(recommender.info.manifest.model_id)).toBe(0);
      expect(new Set(told.slice(1))).toEqual(new Set(["progress"]));
      if (ways === "in thread") recommender.close();
    }
  } finally {
    await server.close();
  }
});

test("an open that is cancelled or fails ends its worker", async () => {
  const controller = new AbortController();
  const opening = open(bundle, { signal: controller.signal });
  expect(NodeWorker.running.size).toBe(1);
  controller.abort();
  await expectFailure(opening, "cancelled");
  expect(NodeWorker.running.size).toBe(0);
  await expectFailure(open("file:///nowhere/at/all/"), "network", "/nowhere/at/all/manifest.json");
  await expectFailure(open("no/base/"), "network", "absolute");
  await expectFailure(open(bundle, { signal: AbortSignal.abort() }), "cancelled");
});

test("a later load that is cancelled stops in the worker too", async () => {
  const server = await serve(
    { "/": join(goldenFolder, "int8") },
    { respond: (request: { url: string }) => request.url.startsWith("/users.") },
  );
  try {
    const recommender = await openGolden(server.origin, { parts: ["titles"] });
    const controller = new AbortController();
    const load = recommender.load(["users"], { signal: controller.signal });
    await vi.waitFor(() => expect(messages.at(-1)?.kind).toBe("load"));
    controller.abort();
    await expectFailure(load, "cancelled");
    expect(messages.at(-1)?.kind).toBe("cancel");
    expect(await recommender.load(["search"])).toMatchObject({ hasSearch: true, hasUsers: false });
  } finally {
    await server.close();
  }
});

test("close() answers all that is waiting, and ends the worker", async () => {
  const recommender = await openGolden();
  const waiting = [recommender.popular(), recommender.popular(), recommender.load()];
  recommender.close();
  recommender.close();
  for (const promise of waiting) await expectFailure(promise, "closed");
  await expectFailure(recommender.popular(), "closed");
  expect(recommender.info.numItems).toBeGreaterThan(0);
});

test("worker scripts and wasm files at addresses of one's own", async () => {
  const dist = pathToFileURL(join(repository, "wasm/dist/"));
  const options = {
    workerUrl: new URL("worker.js", dist),
    wasmUrl: new URL("pocketrec.wasm", dist),
  };
  expect((await openGolden(bundle, options)).info.numItems).toBeGreaterThan(0);
  const noWorker = open(bundle, { workerUrl: new URL("none.js", dist) });
  await expectFailure(noWorker, "engine", "workerUrl");
  const noWasm = open(bundle, { wasmUrl: new URL("none.wasm", dist) });
  await expectFailure(noWasm, "network", "none.wasm");
});

test("where there are no workers, the error says so", async () => {
  vi.stubGlobal("Worker", undefined);
  await expectFailure(open(bundle), "engine", "worker");
  vi.stubGlobal("Worker", NodeWorker);
});

test("a fetch of one's own is refused: it cannot be handed to a worker", () =>
  expectFailure(open(bundle, { fetch }), "bad-value", "openInThread"));
