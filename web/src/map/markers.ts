// What is lit up on the map: drawn over the points, in shapes that need no colour to be told apart.
import { type Camera, type Place, type Size, toScreen } from "./camera.js";

/** A filled disc, a ring, and a ring with a cross hair. */
export type MarkerKind = "chosen" | "recommended" | "found";

export interface Marker {
  kind: MarkerKind;
  place: Place;
  title: string;
}

export interface MarkerColours {
  chosen: string;
  recommended: string;
  found: string;
  /** Around everything, so that it stands out from the points. */
  halo: string;
  text: string;
  font: string;
}

const kRadius: Record<MarkerKind, number> = { chosen: 5.5, recommended: 7.5, found: 11 };
const kLabelGap = 6;
const kLineHeight = 18;
const kMaxLabelPixels = 190;
/** Titles are written only where they do not cover one another, the first ones first. */
const kMaxLabels = 14;

interface Box {
  left: number;
  top: number;
  width: number;
}

/** `context` is scaled to CSS pixels. */
export function drawMarkers(
  context: CanvasRenderingContext2D,
  markers: readonly Marker[],
  camera: Camera,
  size: Size,
  colours: MarkerColours,
): void {
  context.clearRect(0, 0, size.width, size.height);
  const seen = markers
    .map((marker) => ({ marker, at: toScreen(camera, size, marker.place) }))
    .filter(
      ({ at }) => at.x > -20 && at.x < size.width + 20 && at.y > -20 && at.y < size.height + 20,
    );
  for (const { marker, at } of [...seen].reverse()) drawShape(context, marker.kind, at, colours);
  const written: Box[] = [];
  for (const { marker, at } of seen) {
    if (marker.kind === "chosen" || written.length >= kMaxLabels) continue;
    drawLabel(context, marker, at, size, colours, written);
  }
}

function drawShape(
  context: CanvasRenderingContext2D,
  kind: MarkerKind,
  { x, y }: Place,
  colours: MarkerColours,
): void {
  const radius = kRadius[kind];
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (kind === "found") {
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * radius, y + dy * radius);
      context.lineTo(x + dx * (radius + 6), y + dy * (radius + 6));
    }
  }
  context.strokeStyle = colours.halo;
  context.lineWidth = kind === "chosen" ? 4 : 6;
  context.stroke();
  if (kind === "chosen") {
    context.fillStyle = colours.chosen;
    context.fill();
    return;
  }
  context.strokeStyle = colours[kind];
  context.lineWidth = 3;
  context.stroke();
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { kind, title }: Marker,
  { x, y }: Place,
  size: Size,
  colours: MarkerColours,
  written: Box[],
): void {
  context.font = colours.font;
  const text = fitted(context, title);
  const width = context.measureText(text).width;
  const right = x + kRadius[kind] + kLabelGap;
  const left = right + width < size.width - 4 ? right : x - kRadius[kind] - kLabelGap - width;
  const box = { left, top: y - kLineHeight / 2, width };
  if (left < 4 || written.some((other) => overlap(box, other))) return;
  written.push(box);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = colours.halo;
  context.lineWidth = 4;
  context.strokeText(text, left, y);
  context.fillStyle = colours.text;
  context.fillText(text, left, y);
}

function fitted(context: CanvasRenderingContext2D, title: string): string {
  if (context.measureText(title).width <= kMaxLabelPixels) return title;
  const letters = [...title];
  while (
    letters.length > 1 &&
    context.measureText(`${letters.join("")}…`).width > kMaxLabelPixels
  ) {
    letters.pop();
  }
  return `${letters.join("").trimEnd()}…`;
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width + 4 &&
    b.left < a.left + a.width + 4 &&
    Math.abs(a.top - b.top) < kLineHeight
  );
}
