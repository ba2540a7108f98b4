// Runs in the page of tests/bench/map.mjs: the map's own drawing layer and grid, with points of which
// nobody has as many on a sample.
import { zoomedAt } from "../../../web/src/map/camera.js";
import { PointGrid } from "../../../web/src/map/grid.js";
import { type Colour, PointsLayer } from "../../../web/src/map/points-layer.js";

const kClusters = 400;
const size = { width: innerWidth, height: innerHeight };
const colours = Array.from({ length: 9 }, (_, i): Colour => [i / 9, 0.5, 1 - i / 9, 0.85]);

function syntheticPoints(count: number) {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const centres = Array.from({ length: kClusters }, () => [random(), random()] as const);
  const points = {
    x: new Uint16Array(count),
    y: new Uint16Array(count),
    colours: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const cluster = Math.floor(random() * kClusters);
    const [cx, cy] = centres[cluster] as readonly [number, number];
    const spread = () => (random() + random() + random() - 1.5) * 0.05;
    const whole = (share: number) => Math.min(65535, Math.max(1, Math.round(share * 65535)));
    points.x[i] = whole(cx + spread());
    points.y[i] = whole(cy + spread());
    points.colours[i] = cluster % 9;
  }
  return points;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

async function measure(count: number, frames: number) {
  const canvas = document.querySelector("canvas") as HTMLCanvasElement;
  canvas.width = size.width;
  canvas.height = size.height;
  const layer = PointsLayer.on(canvas);
  if (!layer) return { error: "this browser draws no WebGL 2" };
  const points = syntheticPoints(count);
  const upload = performance.now();
  layer.show(points);
  layer.paint(colours);
  const uploadMs = performance.now() - upload;

  const gaps: number[] = [];
  const work: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < frames; frame++) {
    const swing = Math.sin(frame / 15) / 8;
    const camera = zoomedAt({ x: 0.5 + swing, y: 0.5, zoom: 1 }, size, 1 + frame / frames, {
      x: size.width / 2,
      y: size.height / 2,
    });
    const begin = performance.now();
    layer.draw(camera, size, 1, 1.7);
    work.push(performance.now() - begin);
    const now = await nextFrame();
    gaps.push(now - last);
    last = now;
  }
  const { longestMs, buildMs } = await gridTimes(points.x, points.y);
  return {
    renderer: layer.renderer,
    points: count,
    pixels: `${size.width} x ${size.height}`,
    framesPerSecond: Math.round(1000 / median(gaps)),
    mainThreadMsAFrame: median(work),
    uploadMs,
    gridMs: buildMs,
    gridLongestTaskMs: longestMs,
  };
}

/** How long the grid takes, and the longest time for which it keeps the page from answering. */
async function gridTimes(x: Uint16Array, y: Uint16Array) {
  let last = performance.now();
  let longestMs = 0;
  const { port1, port2 } = new MessageChannel();
  let isDone = false;
  port1.onmessage = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (!isDone) port2.postMessage(0);
  };
  port2.postMessage(0);
  const begin = performance.now();
  await PointGrid.build(x, y);
  const buildMs = performance.now() - begin;
  isDone = true;
  return { longestMs, buildMs };
}

const nextFrame = () => new Promise<number>(requestAnimationFrame);

Object.assign(globalThis, { measure });
