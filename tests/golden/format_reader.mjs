// Vectors and lists as core/FORMAT.md says, written from that page alone: slow, and to the bit.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const f32 = Math.fround;
const root = (x) => f32(Math.sqrt(x));

const section = (offset) => Math.ceil(offset / 16) * 16;

export function readBundle(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const part = (name) => readFileSync(join(folder, manifest.parts[name].file));
  return {
    ...readItems(part("items")),
    ...readEncoder(part("encoder")),
    ids: readIds(part("titles")),
  };
}

function readItems(bytes) {
  const [numItems, numFactors, bits, stride] = [0, 1, 2, 3].map((i) =>
    bytes.readUInt32LE(32 + 4 * i),
  );
  const codeAt = (row, k) => {
    if (bits === 8) return bytes.readInt8(row + k);
    const nibble = (bytes[row + (k >> 1)] >> (4 * (k % 2))) & 15;
    return nibble < 8 ? nibble : nibble - 16;
  };
  const scalesAt = section(64 + numItems * stride);
  return {
    numFactors,
    items: Array.from({ length: numItems }, (_, i) => {
      const codes = Array.from({ length: numFactors }, (_, k) => codeAt(64 + i * stride, k));
      const squares = dot(codes, codes);
      const inverse = squares === 0 ? 0 : f32(1 / root(squares));
      return { codes, inverse, scale: bytes.readFloatLE(scalesAt + 4 * i) };
    }),
  };
}

function readEncoder(bytes) {
  const [t, w, f, r, W, T] = [0, 1, 2, 3, 4, 5].map((i) => bytes.readFloatLE(64 + 4 * i));
  const [steps, sampled, near] = [0, 1, 2].map((i) => bytes.readUInt32LE(section(64 + 24) + 4 * i));
  return { t, w, f, r, W, T, steps, sampled, near };
}

function readIds(bytes) {
  const count = bytes.readUInt32LE(32);
  const offset = (i) => bytes.readUInt32LE(64 + 4 * i);
  const texts = section(64 + 4 * (count + 1));
  return Array.from({ length: count }, (_, i) =>
    bytes.toString("utf8", texts + offset(i), texts + offset(i + 1)),
  );
}

function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

function product(a, b) {
  return a.reduce((sum, value, k) => f32(sum + f32(value * b[k])), 0);
}

function normalise(x) {
  const squares = product(x, x);
  const inverse = squares > 0 ? f32(1 / root(squares)) : 0;
  return x.map((value) => f32(value * inverse));
}

const halvesToEven = (x) => {
  const below = Math.floor(x);
  const isUp = x - below > 0.5 || (x - below === 0.5 && below % 2 !== 0);
  return isUp ? below + 1 : below;
};

function quantise(x) {
  const scale = f32(Math.max(...x.map(Math.abs)) / 127);
  if (scale < 2 ** -126) return { codes: x.map(() => 0), scale: 0 };
  return { codes: x.map((value) => halvesToEven(f32(value / scale))), scale };
}

const series = [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1].map(f32);

function exponential(x) {
  const limited = Math.max(x, -87);
  const n = f32(f32(f32(limited * f32(Math.LOG2E)) + 12582912) - 12582912);
  const d = f32(f32(limited - f32(n * 0.693359375)) - f32(n * f32(-2.1219444e-4)));
  const p = series.reduce((sum, c) => f32(f32(sum * d) + c));
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, p);
  bits.setInt32(0, bits.getInt32(0) + n * 2 ** 23);
  return bits.getFloat32(0);
}

/** [[item index, weight]...] -> the same in order, rounded, each item once. */
function inOrder(history) {
  const weights = new Map();
  for (const [item, weight] of history) {
    const steps = halvesToEven(f32(f32(weight) * 16));
    const rounded = weight > 0 ? Math.min(Math.max(steps, 1), 255) / 16 : 0;
    weights.set(item, Math.max(rounded, weights.get(item) ?? 0));
  }
  return [...weights].sort(([a], [b]) => a - b);
}

const byScore = ([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b;
const scored = (codes, row, factor, scale) => f32(f32(dot(codes, row.codes) * factor) * scale);

/** Numbers of all items in the blocks of 256 that are a multiple of `every`. */
const lookedAt = (items, every) =>
  items.flatMap((_, j) => (Math.floor(j / 256) % every === 0 ? [j] : []));

/** Items that stand for all that are not liked, and for how many each does. */
function background({ items, sampled }, own, near, every) {
  const looked = lookedAt(items, every);
  const stride = Math.floor((looked.length - 1) / sampled) + 1;
  const taken = new Set([...own, ...near]);
  const drawn = looked.filter((j, place) => place % stride === 0 && !taken.has(j));
  const others = Math.max(0, items.length - own.size - every * near.length);
  const count = f32(others / drawn.length);
  return [...near.map((j) => [j, every]), ...drawn.map((j) => [j, count])];
}

function nearest({ items, near }, own, x, every) {
  const { codes, scale } = quantise(x);
  const cosines = lookedAt(items, every).map((j) => [
    j,
    scored(codes, items[j], items[j].inverse, scale),
  ]);
  const others = cosines.filter(([j]) => !own.has(j)).sort(byScore);
  return others.slice(0, near).map(([j]) => j);
}

function expectation({ items, t, numFactors }, stands, x) {
  const { codes, scale } = quantise(x);
  const mean = Array(numFactors).fill(0);
  let total = 0;
  for (let begin = 0; begin < stands.length; begin += 256) {
    let block = 0;
    for (const [j, count] of stands.slice(begin, begin + 256)) {
      const row = items[j];
      const cosine = scored(codes, row, row.inverse, scale);
      const weight = f32(exponential(f32(f32(cosine - 1) * f32(1 / t))) * count);
      if (row.inverse === 0) continue;
      block += weight;
      const factor = f32(weight * row.inverse);
      row.codes.forEach((code, k) => {
        mean[k] = f32(mean[k] + f32(factor * code));
      });
    }
    total += block;
  }
  const inverse = f32(1 / total);
  return total > 0 ? mean.map((value) => f32(value * inverse)) : mean;
}

function meanOf(units, weights, focus, x) {
  const shares = units.map((unit, i) => {
    const near = focus > 0 ? f32(product(unit, x) - 1) : 0;
    return f32(weights[i] * exponential(f32(focus * near)));
  });
  const total = shares.reduce((sum, share) => f32(sum + share), 0);
  return units[0].map((_, k) =>
    units.reduce((sum, unit, i) => f32(sum + f32(f32(shares[i] / total) * unit[k])), 0),
  );
}

/** liked: [[item index, weight]...] in order. */
function encode(bundle, liked) {
  const { items, f, w, r, steps, sampled } = bundle;
  const units = liked.map(([i]) => items[i].codes.map((code) => f32(code * items[i].inverse)));
  const weights = liked.map(([, weight]) => weight);
  const own = new Set(liked.map(([i]) => i));
  let mean = meanOf(units, weights, 0, []);
  let x = normalise(mean);
  if (product(x, x) === 0) return quantise(x);
  let stands = background(bundle, own, [], 1);
  const every = Math.floor((items.length - 1) / 2 ** 18) + 1;
  for (let step = 1; step <= steps; ++step) {
    if (f > 0) mean = meanOf(units, weights, f, x);
    if (step === 3 && items.length > sampled) {
      stands = background(bundle, own, nearest(bundle, own, x, every), every);
    }
    const expected = expectation(bundle, stands, x);
    const gradient = mean.map((value, k) => f32(value - f32(w * expected[k])));
    const along = product(gradient, x);
    const rate = f32(r / root(step));
    x = normalise(
      x.map((value, k) => f32(value + f32(rate * f32(gradient[k] - f32(along * value))))),
    );
  }
  return quantise(x);
}

function neighbourTerm({ items, W, T }, liked, j) {
  const sum = liked.reduce((pulls, [i, weight]) => {
    if (i === j) return pulls;
    const cosine = scored(items[j].codes, items[i], items[j].inverse, items[i].inverse);
    return f32(pulls + f32(weight * exponential(f32(f32(cosine - 1) * f32(1 / T)))));
  }, 0);
  return f32(W * root(root(sum)));
}

/** The list of a history ([[item index, weight]...]), as [[item index, score]...]. */
export function recommend(bundle, history, { n, exclude, allow, includeHistory }) {
  const { items, W } = bundle;
  const entries = inOrder(history);
  const liked = entries.filter(([, weight]) => weight > 0);
  const { codes, scale } = encode(bundle, liked);
  const isLeft = (j) => {
    const own = entries.find(([i]) => i === j);
    if (own && !(includeHistory && own[1] > 0)) return false;
    return !exclude.includes(j) && (allow.length === 0 || allow.includes(j));
  };
  const list = items
    .map((row, j) => [j, scored(codes, row, row.scale, scale)])
    .filter(([j]) => isLeft(j))
    .sort(byScore);
  if (W === 0) return list.slice(0, n);
  const candidates = list.slice(0, Math.min(Math.max(10 * n, 1000), 4000));
  return candidates
    .map(([j, score]) => [j, f32(score + neighbourTerm(bundle, liked, j))])
    .sort(byScore)
    .slice(0, n);
}
