// Runs in the page: asks the package for every list in /answers.bin (written by golden_histories,
// which documents the format) and compares items and the bits of scores.
import { open } from "/pocketrec/index.js";

/** Reads little-endian numbers one after the other. */
class Reader {
  #view;
  #at = 0;

  constructor(buffer) {
    this.#view = new DataView(buffer);
  }

  u32() {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  f32() {
    this.#at += 4;
    return this.#view.getFloat32(this.#at - 4, true);
  }

  list(readElement) {
    return Array.from({ length: this.u32() }, readElement);
  }
}

function readAnswers(buffer) {
  const reader = new Reader(buffer);
  const magic = reader.u32();
  const version = reader.u32();
  if (magic !== 0x68675250 || version !== 1) {
    throw new Error("expected a version 1 file of golden_histories, found something else");
  }
  const count = reader.u32();
  const n = reader.u32();
  const answers = Array.from({ length: count }, () => ({
    history: reader.list(() => ({ index: reader.u32(), weight: reader.f32() })),
    // Scores as bits, so that equal means equal.
    items: reader.list(() => ({ index: reader.u32(), bits: reader.u32() })),
  }));
  return { n, answers };
}

async function idsOf(recommender) {
  const ids = [];
  while (ids.length < recommender.info.numItems) {
    ids.push(...(await recommender.popular(ids.length, 1000)).map(({ id }) => id));
  }
  return ids;
}

const bits = new DataView(new ArrayBuffer(4));
function bitsOf(score) {
  bits.setFloat32(0, score);
  return bits.getUint32(0);
}

async function compare() {
  const [recommender, response] = await Promise.all([open("/bundle/"), fetch("/answers.bin")]);
  const { n, answers } = readAnswers(await response.arrayBuffer());
  const ids = await idsOf(recommender);
  const result = { histories: answers.length, scores: 0, different: 0, firstDifference: undefined };
  const begin = performance.now();
  for (const { history, items } of answers) {
    const query = history.map(({ index, weight }) => ({ id: ids[index], weight }));
    const list = await recommender.recommend({ history: query, n });
    const found = list.map(({ index, score }) => ({ index, bits: bitsOf(score) }));
    result.scores += found.length;
    if (JSON.stringify(found) === JSON.stringify(items)) continue;
    result.different += 1;
    result.firstDifference ??= { history, native: items, browser: found };
  }
  result.milliseconds = performance.now() - begin;
  recommender.close();
  return result;
}

globalThis.comparison = compare().catch((error) => ({ error: String(error) }));
