// Drawings of native shapes: they can be taken apart and changed in the presentation.
import { say } from "./say.mjs";
import { kColour, kSize } from "./theme.mjs";

// Places of items in a drawing, as shares of its width and height: two crowds and some between.
const kCrowd = [
  [
    [0.14, 0.28],
    [0.21, 0.17],
    [0.24, 0.36],
    [0.31, 0.25],
    [0.17, 0.42],
  ],
  [
    [0.66, 0.62],
    [0.74, 0.52],
    [0.77, 0.7],
    [0.85, 0.6],
    [0.7, 0.77],
  ],
  [
    [0.42, 0.74],
    [0.52, 0.14],
    [0.88, 0.24],
    [0.28, 0.84],
  ],
];
const kVisitor = [0.6, 0.44];

function dot(page, box, [x, y], size, fill) {
  const place = { x: box.x + x * box.w - size / 2, y: box.y + y * box.h - size / 2 };
  page.shape(
    page.pptx.ShapeType.ellipse,
    { ...place, w: size, h: size },
    {
      fill: { color: fill },
      line: { color: kColour.surface, width: 1 },
    },
  );
  return place;
}

/** Items as dots, near where they share an audience, and a visitor among them. */
export function drawAudienceMap(page, box) {
  page.box(box, {
    alternative: say`Drawing: items as dots, near each other where they share an audience, and an
      arrow from a visitor to the dots nearest to their taste.`,
  });
  const [others, near, between] = kCrowd;
  for (const place of [...others, ...between]) dot(page, box, place, 0.24, kColour.lineStrong);
  for (const place of near) dot(page, box, place, 0.3, kColour.accent);
  const [x, y] = [box.x + kVisitor[0] * box.w, box.y + kVisitor[1] * box.h];
  const visitor = { x: x - 1.75, y: y - 0.45, w: 1.4, h: 0.42 };
  page.labelled(say`visitor`, visitor, { fill: kColour.accentSoft, line: kColour.accent });
  page.arrow({ x: visitor.x + visitor.w, y: visitor.y + 0.21, w: 0.62, h: 0.5 });
  page.write(
    say`same audience`,
    { x: box.x + 0.58 * box.w, y: box.y + 0.85 * box.h, w: 2, h: 0.35 },
    { size: kSize.label, color: kColour.accent },
  );
}

/** Boxes in a row with arrows between. */
export function drawSteps(page, steps, { x, y, w, h, gap = 0.45, ...style }) {
  const width = (w - gap * (steps.length - 1)) / steps.length;
  steps.forEach((step, i) => {
    const left = x + i * (width + gap);
    page.labelled(step, { x: left, y, w: width, h }, style);
    if (i > 0) page.arrow({ x: left - gap + 0.06, y: y + h / 2, w: gap - 0.12 });
  });
}

/** Two circles of people that overlap, one for each of two items. */
export function drawSharedAudience(page, box, [left, right, both]) {
  const size = Math.min(box.h, box.w * 0.62);
  const circle = (x, fill, alternative) =>
    page.shape(
      page.pptx.ShapeType.ellipse,
      { x, y: box.y, w: size, h: size },
      {
        fill: { color: fill, transparency: 45 },
        line: { color: kColour.accent, width: 1.5 },
        alternative,
      },
    );
  const shown = say`Drawing: two circles of people, one for each of two items. They overlap in those who
    chose both.`;
  circle(box.x, kColour.accentSoft, shown);
  circle(box.x + box.w - size, kColour.accentSoft);
  const overlap = 2 * size - box.w;
  const middle = box.y + size / 2 - 0.4;
  const label = (part, x, w, style) =>
    page.write(part, { x, y: middle, w, h: 0.8 }, { align: "center", valign: "middle", ...style });
  label(left, box.x + 0.15, size - overlap - 0.25, { size: kSize.small });
  label(right, box.x + size + 0.1, size - overlap - 0.25, { size: kSize.small });
  label(both, box.x + box.w - size + 0.05, overlap - 0.1, {
    size: kSize.small,
    bold: true,
    color: kColour.accent,
  });
}
