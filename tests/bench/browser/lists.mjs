// Runs in the page: one visit of a catalogue in lists at /bundle/. For lists.mjs one folder up.
import { open } from "/pocketrec/index.js";

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
