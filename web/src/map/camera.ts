// What part of the map is seen. The map is a square with sides of 1; y goes down, as on a screen.

/** The middle of what is seen, and how large it is seen: at 1 the whole map fits. */
export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

/** In CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Place {
  x: number;
  y: number;
}

export const kMinZoom = 0.5;
export const kMaxZoom = 400;
/** What stays free around the whole map, as a share of the screen. */
const kMargin = 0.06;

/** Pixels of the map's side. */
export function scaleOf(zoom: number, { width, height }: Size): number {
  return zoom * Math.min(width, height) * (1 - 2 * kMargin);
}

export function toScreen(camera: Camera, size: Size, place: Place): Place {
  const scale = scaleOf(camera.zoom, size);
  return {
    x: size.width / 2 + (place.x - camera.x) * scale,
    y: size.height / 2 + (place.y - camera.y) * scale,
  };
}

export function toMap(camera: Camera, size: Size, pixel: Place): Place {
  const scale = scaleOf(camera.zoom, size);
  return {
    x: camera.x + (pixel.x - size.width / 2) / scale,
    y: camera.y + (pixel.y - size.height / 2) / scale,
  };
}

/** What is seen never leaves the map altogether. */
export function limited({ x, y, zoom }: Camera): Camera {
  return {
    x: Math.min(1, Math.max(0, x)),
    y: Math.min(1, Math.max(0, y)),
    zoom: Math.min(kMaxZoom, Math.max(kMinZoom, zoom)),
  };
}

/** The map moves along with a pointer that moved by so many pixels. */
export function panned(camera: Camera, size: Size, dx: number, dy: number): Camera {
  const scale = scaleOf(camera.zoom, size);
  return limited({ ...camera, x: camera.x - dx / scale, y: camera.y - dy / scale });
}

/** Larger by `factor`, where the place under `pixel` stays under it. */
export function zoomedAt(camera: Camera, size: Size, factor: number, pixel: Place): Camera {
  const fixed = toMap(camera, size, pixel);
  const { zoom } = limited({ ...camera, zoom: camera.zoom * factor });
  const scale = scaleOf(zoom, size);
  return limited({
    x: fixed.x - (pixel.x - size.width / 2) / scale,
    y: fixed.y - (pixel.y - size.height / 2) / scale,
    zoom,
  });
}

/** Between two cameras; `progress` from 0 to 1, slow at both ends. */
export function between(from: Camera, to: Camera, progress: number): Camera {
  const eased = progress * progress * (3 - 2 * progress);
  const mixed = (a: number, b: number) => a + (b - a) * eased;
  return {
    x: mixed(from.x, to.x),
    y: mixed(from.y, to.y),
    zoom: Math.exp(mixed(Math.log(from.zoom), Math.log(to.zoom))),
  };
}

/** "0.5121,0.3308,4.2", as it stands in an address. */
export function formatCamera({ x, y, zoom }: Camera): string {
  return `${x.toFixed(4)},${y.toFixed(4)},${Number(zoom.toPrecision(3))}`;
}

/** Null for a text that is none. */
export function parseCamera(text: string | null): Camera | null {
  const numbers = (text ?? "").split(",").map((part) => (part === "" ? Number.NaN : Number(part)));
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [x, y, zoom] = numbers as [number, number, number];
  return zoom > 0 ? limited({ x, y, zoom }) : null;
}
