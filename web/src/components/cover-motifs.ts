// The pictures of drawn covers: each motif fills a square of 200 x 200 from a seed. Colours are
// SVG attributes, never style="", so that the strict Content-Security-Policy holds.
import { type SVGTemplateResult, svg } from "lit";
import { type CoverDesign, type Motif, randomFrom } from "./cover-design.js";

type Random = () => number;
type Shapes = readonly [string, string, string];

const kSide = 200;

export function drawMotif(design: CoverDesign): SVGTemplateResult {
  return kDrawings[design.motif](randomFrom(design.seed ^ 0x5eed), design.palette.shapes);
}

const kDrawings: Record<Motif, (random: Random, shapes: Shapes) => SVGTemplateResult> = {
  hills: drawHills,
  rings: drawRings,
  tiles: drawTiles,
  stripes: drawStripes,
  dots: drawDots,
  peaks: drawPeaks,
  waves: drawWaves,
  leaves: drawLeaves,
};

function between(random: Random, low: number, high: number): number {
  return Math.round((low + random() * (high - low)) * 10) / 10;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function drawHills(random: Random, [sun, far, near]: Shapes) {
  const hill = (y: number, fill: string) => {
    const left = between(random, y - 25, y + 25);
    const right = between(random, y - 25, y + 25);
    const path = `M0 ${left} C 55 ${left - 45}, 80 ${y + 30}, 115 ${y} S 175 ${right - 35}, ${kSide} ${right} V ${kSide} H 0 Z`;
    return svg`<path d=${path} fill=${fill} />`;
  };
  const x = between(random, 45, 155);
  return svg`
    <circle cx=${x} cy=${between(random, 55, 85)} r=${between(random, 24, 40)} fill=${sun} />
    ${hill(118, far)} ${hill(160, near)}`;
}

function drawRings(random: Random, shapes: Shapes) {
  const cx = random() < 0.5 ? between(random, 0, 40) : between(random, 160, 200);
  const cy = between(random, 60, 200);
  const step = between(random, 20, 27);
  const rings = range(8).map((i) => {
    const radius = (8 - i) * step;
    return svg`<circle cx=${cx} cy=${cy} r=${radius} fill=${shapes[i % 3] as string} />`;
  });
  return svg`${rings}`;
}

function drawTiles(random: Random, shapes: Shapes) {
  const across = random() < 0.5 ? 4 : 5;
  const side = kSide / across;
  const tiles = range(across * across).map((i) => {
    const x = (i % across) * side;
    const y = Math.floor(i / across) * side;
    const turn = `rotate(${90 * Math.floor(random() * 4)} ${x + side / 2} ${y + side / 2})`;
    const fill = shapes[Math.floor(random() * 3)] as string;
    const quarter = `M${x} ${y} h${side} a${side} ${side} 0 0 1 -${side} ${side} z`;
    const kind = random();
    if (kind < 0.12) return svg``;
    return kind < 0.25
      ? svg`<circle cx=${x + side / 2} cy=${y + side / 2} r=${side / 3} fill=${fill} />`
      : svg`<path d=${quarter} transform=${turn} fill=${fill} />`;
  });
  return svg`${tiles}`;
}

function drawStripes(random: Random, shapes: Shapes) {
  const width = between(random, 16, 30);
  const lean = random() < 0.5 ? 35 : -35;
  const bars = range(Math.ceil(400 / width)).map((i) => {
    const thickness = width * (i % 3 === 0 ? 1 : 0.55);
    return svg`<rect x=${-100 + i * width} y="-100" width=${thickness} height="400"
      fill=${shapes[i % 3] as string} />`;
  });
  return svg`<g transform=${`rotate(${lean} 100 100)`}>${bars}</g>`;
}

function drawDots(random: Random, [first, second, third]: Shapes) {
  const fromX = between(random, 0, 200);
  const fromY = between(random, 0, 200);
  const big = between(random, 9, 11);
  const dots = range(100).map((i) => {
    const x = 10 + (i % 10) * 20;
    const y = 10 + Math.floor(i / 10) * 20;
    const distance = Math.hypot(x - fromX, y - fromY) / 260;
    const radius = Math.max(1.5, big * (1 - distance)).toFixed(1);
    const fill = distance < 0.25 ? first : distance < 0.55 ? third : second;
    return svg`<circle cx=${x} cy=${y} r=${radius} fill=${fill} />`;
  });
  return svg`${dots}`;
}

function drawPeaks(random: Random, [moon, far, near]: Shapes) {
  const peak = (middle: number, top: number, half: number, fill: string) =>
    svg`<path d=${`M${middle - half} ${kSide} L${middle} ${top} L${middle + half} ${kSide} Z`}
      fill=${fill} />`;
  return svg`
    <circle cx=${between(random, 40, 160)} cy=${between(random, 30, 60)}
      r=${between(random, 13, 22)} fill=${moon} />
    ${peak(between(random, 30, 80), between(random, 70, 95), 110, far)}
    ${peak(between(random, 130, 180), between(random, 60, 90), 100, far)}
    ${peak(between(random, 80, 130), between(random, 110, 130), 95, near)}`;
}

function drawWaves(random: Random, shapes: Shapes) {
  const height = between(random, 10, 18);
  const rows = range(11).map((i) => {
    const y = i * 20;
    const path = `M-40 ${y} q 20 ${-height} 40 0 t 40 0 t 40 0 t 40 0 t 40 0 t 40 0 t 40 0`;
    const shift = `translate(${i % 2 === 0 ? 0 : 20} 0)`;
    return svg`<path d=${path} transform=${shift} fill="none" stroke-width="7"
      stroke-linecap="round" stroke=${shapes[i % 3] as string} />`;
  });
  return svg`${rows}`;
}

function drawLeaves(random: Random, shapes: Shapes) {
  const leaves = range(25).map((i) => {
    const x = (i % 5) * 40 + 20;
    const y = Math.floor(i / 5) * 40 + 20;
    const turn = (Math.floor(random() * 2) * 90 + 45 + between(random, -12, 12)).toFixed(0);
    const fill = shapes[random() < 0.6 ? 0 : random() < 0.5 ? 1 : 2] as string;
    return svg`<path d="M0 -21 Q 15 0 0 21 Q -15 0 0 -21 Z" fill=${fill}
      transform=${`translate(${x} ${y}) rotate(${turn})`} />`;
  });
  return svg`${leaves}`;
}
