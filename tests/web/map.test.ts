// The map's arithmetic: what is seen, and what lies under a pointer.
import { describe, expect, it } from "vitest";
import {
  between,
  type Camera,
  formatCamera,
  kMaxZoom,
  panned,
  parseCamera,
  toMap,
  toScreen,
  zoomedAt,
} from "../../web/src/map/camera.js";
import { PointGrid } from "../../web/src/map/grid.js";
import { parsed } from "../../web/src/map/palette.js";
import { placeAmid } from "../../web/src/map/placing.js";

const size = { width: 800, height: 600 };
const camera: Camera = { x: 0.4, y: 0.6, zoom: 5 };

describe("the camera", () => {
  it("finds again on the map what it puts on the screen", () => {
    const place = { x: 0.41, y: 0.55 };
    const found = toMap(camera, size, toScreen(camera, size, place));
    expect(found.x).toBeCloseTo(place.x, 9);
    expect(found.y).toBeCloseTo(place.y, 9);
    expect(toScreen(camera, size, camera)).toEqual({ x: 400, y: 300 });
  });

  it("zooms around the pointer, and moves along with it", () => {
    const pixel = { x: 123, y: 456 };
    const before = toMap(camera, size, pixel);
    const after = toMap(zoomedAt(camera, size, 1.7, pixel), size, pixel);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
    const moved = toScreen(panned(camera, size, 30, -20), size, before);
    expect(moved.x).toBeCloseTo(pixel.x + 30, 6);
    expect(moved.y).toBeCloseTo(pixel.y - 20, 6);
  });

  it("stays on the map", () => {
    expect(panned(camera, size, 1e6, -1e6)).toEqual({ x: 0, y: 1, zoom: 5 });
    expect(zoomedAt(camera, size, 1e9, { x: 0, y: 0 }).zoom).toBe(kMaxZoom);
  });

  it("reads what it writes in an address, and nothing else", () => {
    expect(formatCamera({ x: 0.123456, y: 1, zoom: 4.5678 })).toBe("0.1235,1.0000,4.57");
    expect(parseCamera("0.1235,1.0000,4.57")).toEqual({ x: 0.1235, y: 1, zoom: 4.57 });
    expect(parseCamera("9,-9,1e9")).toEqual({ x: 1, y: 0, zoom: kMaxZoom });
    for (const text of [null, "", "1,2", "a,b,c", "1,,2", "0.5,0.5,0", "0.5,0.5,-1", "1,2,3,4"]) {
      expect(parseCamera(text), String(text)).toBeNull();
    }
  });

  it("flies from one place to the other", () => {
    const to = { x: 0.9, y: 0.1, zoom: 80 };
    const [start, middle, end] = [0, 0.5, 1].map((progress) => between(camera, to, progress));
    expect(start?.zoom).toBeCloseTo(5, 9);
    expect(middle?.zoom).toBeCloseTo(20, 9);
    expect(end?.x).toBeCloseTo(0.9, 9);
  });
});

describe("the grid", () => {
  const numPoints = 150_000; // more than one slice
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const x = Uint16Array.from({ length: numPoints }, () => 1 + Math.floor(random() ** 3 * 65535));
  const y = Uint16Array.from({ length: numPoints }, () => 1 + Math.floor(random() * 65535));
  for (const point of [0, 77, numPoints - 1]) x[point] = y[point] = 0;

  it("finds the point that a look at all of them finds", async () => {
    const grid = await PointGrid.build(x, y);
    expect(grid.numPoints).toBe(numPoints - 3);
    for (let question = 0; question < 60; question++) {
      const [atX, atY] = [random() * 70000 - 2000, random() * 70000 - 2000];
      const radius = random() * 2000;
      let [best, least] = [-1, radius * radius];
      for (let point = 0; point < numPoints; point++) {
        const distance = ((x[point] as number) - atX) ** 2 + ((y[point] as number) - atY) ** 2;
        if (x[point] !== 0 && distance < least) [best, least] = [point, distance];
      }
      expect(grid.nearest(atX, atY, radius)).toBe(best);
    }
  });

  it("lets the page breathe while it is built, and stops when nobody wants it", async () => {
    let breaths = 0;
    const timer = setInterval(() => breaths++);
    await PointGrid.build(x, y);
    clearInterval(timer);
    expect(breaths).toBeGreaterThan(0);
    await expect(PointGrid.build(x, y, AbortSignal.abort())).rejects.toThrow();
  });

  it("of points at one place finds the most popular, and none where there is none", async () => {
    const grid = await PointGrid.build(Uint16Array.from([9, 5, 5]), Uint16Array.from([9, 5, 5]));
    expect(grid.nearest(5, 5, 1)).toBe(1);
    expect(grid.nearest(60000, 60000, 100)).toBe(-1);
    const none = await PointGrid.build(new Uint16Array(), new Uint16Array());
    expect(none.nearest(5, 5, 65535)).toBe(-1);
  });
});

describe("the palette", () => {
  it("reads colours as they are written, and as a build shortens them", () => {
    expect(parsed(" #ff8000")).toEqual([1, 128 / 255, 0]);
    expect(parsed("#328")).toEqual(parsed("#332288"));
  });
});

describe("a place amid others", () => {
  const at = (x: number, y: number, weight = 1) => ({ place: { x, y }, weight });

  it("is that of the only one, and there is none without any", () => {
    expect(placeAmid([at(0.2, 0.7, 0.5)])).toEqual({ x: 0.2, y: 0.7 });
    expect(placeAmid([])).toBeNull();
  });

  it("lies in the middle of a ring, whichever weighs how much in all", () => {
    const ring = [at(0.4, 0.5, 3), at(0.6, 0.5, 3), at(0.5, 0.4, 3), at(0.5, 0.6, 3)];
    const place = placeAmid(ring);
    expect(place?.x).toBeCloseTo(0.5, 6);
    expect(place?.y).toBeCloseTo(0.5, 6);
  });

  it("stays with the many where one lies far away, and goes to the one that outweighs them", () => {
    const near = [at(0.1, 0.1), at(0.12, 0.1), at(0.1, 0.12)];
    const place = placeAmid([...near, at(0.9, 0.9)]);
    expect(Math.hypot((place?.x ?? 1) - 0.1, (place?.y ?? 1) - 0.1)).toBeLessThan(0.02);
    const drawn = placeAmid([...near, at(0.9, 0.9, 10)]);
    expect(drawn?.x).toBeCloseTo(0.9, 3);
  });
});
