// Runs in the page: one visit of a catalogue in lists at /bundle/. For lists.mjs one folder up.
import { open, openInThread } from "/pocketrec/index.js";

/** Milliseconds from the visit's beginning to its first answer and its final one, and of a next list. */
globalThis.visit = async (history) => {
  const begin = performance.now();
  const recommender = await open("/bundle/");
  let firstMs;
  const onAnswer = async () => {
    firstMs ??= performance.now() - begin;
    await globalThis.answered();
  };
  const list = await recommender.recommend({ history, skipUnknown: true }, { onAnswer });
  const finalMs = performance.now() - begin;
  const again = performance.now();
  const same = await recommender.recommend({ history, skipUnknown: true });
  const nextMs = performance.now() - again;
  const isSame = JSON.stringify(same) === JSON.stringify(list);
  if (!isSame) throw new Error("the final answer is not what comes again");
  const { memoryBytes } = await recommender.load([]);
  recommender.close();
  return { firstMs, finalMs, nextMs, memoryBytes };
};

/** The same from bytes in memory, in the page's own thread: the first time they are fetched, the second is measured. */
globalThis.fromMemory = async (history) => {
  // Kept files would be read from Cache Storage.
  Object.defineProperty(globalThis, "caches", { value: undefined });
  const kept = new Map();
  const fetchKept = async (input, init) => {
    const url = String(input);
    if (!kept.has(url)) kept.set(url, await (await fetch(input, init)).arrayBuffer());
    return new Response(kept.get(url));
  };
  let ms;
  for (let time = 0; time < 2; time++) {
    const begin = performance.now();
    ms = { firstMs: undefined };
    const recommender = await openInThread(new URL("/bundle/", location.href), {
      fetch: fetchKept,
    });
    const onAnswer = () => {
      ms.firstMs ??= performance.now() - begin;
    };
    await recommender.recommend({ history, skipUnknown: true }, { onAnswer });
    ms.finalMs = performance.now() - begin;
    recommender.close();
  }
  return ms;
};
