// The page's icon as PNG, for systems that take no SVG: drawn by the build, so that no picture has
// to be kept beside its source. The same shapes as public/icon.svg, on the same 512 units.
import { deflateSync } from "node:zlib";

const kUnits = 512;
const kGreen = [0x0c, 0x5f, 0x58];
const kPaper = [0xfa, 0xf7, 0xf2];
/** Samples a pixel, each way, that smooth the edges. */
const kSamples = 3;

function colourAt(x, y) {
  const isDot = Math.hypot(x - 256, y - 304) < 56;
  const isLine = Math.abs(y - 200) < 12;
  return isInCard(x, y) && !isDot && !isLine ? kPaper : kGreen;
}

/** A rectangle of 96 to 416 by 104 to 412, its corners rounded by 72. */
function isInCard(x, y) {
  const dx = Math.abs(x - 256) - (160 - 72);
  const dy = Math.abs(y - 258) - (154 - 72);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) < 72;
}

/** A square PNG without transparency, as home screens want it. */
export function iconPng(size) {
  const row = 1 + 3 * size;
  const pixels = Buffer.alloc(row * size); // the first byte of a row says "not filtered"
  const step = kUnits / (size * kSamples);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < 3; channel++) {
        pixels[y * row + 1 + 3 * x + channel] = mean(x, y, channel, step);
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // eight bits, red green blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(pixels, { level: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function mean(x, y, channel, step) {
  let sum = 0;
  for (let i = 0; i < kSamples * kSamples; i++) {
    const across = x * kSamples + (i % kSamples) + 0.5;
    const down = y * kSamples + Math.floor(i / kSamples) + 0.5;
    sum += colourAt(across * step, down * step)[channel];
  }
  return Math.round(sum / kSamples ** 2);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
