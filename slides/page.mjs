// One slide: takes texts and figures only (say.mjs), puts them where they are told to go, and
// remembers which figures it shows.

import { figuresOf, textOf } from "./say.mjs";
import { kColour, kContent, kFont, kMargin, kSize, kSlide } from "./theme.mjs";

const kMaster = "POCKETREC";

export function defineMaster(pptx) {
  pptx.defineSlideMaster({
    title: kMaster,
    background: { color: kColour.page },
    objects: [
      {
        rect: { x: 0, y: 0, w: 0.18, h: kSlide.height, fill: { color: kColour.accent } },
      },
      {
        placeholder: {
          text: "",
          options: {
            name: "title",
            type: "title",
            ...{ x: kMargin, y: 0.42, w: kContent.w, h: 0.95, margin: 0 },
            ...{ fontFace: kFont.display, fontSize: kSize.title, color: kColour.text },
            ...{ align: "left", valign: "middle" },
          },
        },
      },
    ],
    slideNumber: {
      ...{ x: kSlide.width - 1.35, y: 6.98, w: 0.6, h: 0.3, align: "right" },
      ...{ fontFace: kFont.text, fontSize: kSize.source, color: kColour.muted },
    },
  });
}

export class Page {
  constructor(pptx) {
    this.pptx = pptx;
    this.slide = pptx.addSlide({ masterName: kMaster });
    this.used = new Set();
    this.shapeCount = 0;
    this.drawings = {}; // by the name of a shape, what the drawing around it shows
  }

  /** The text of a part; its figures count as shown. */
  take(part) {
    for (const figure of figuresOf(part)) this.used.add(figure);
    return textOf(part);
  }

  title(part) {
    this.name = this.take(part);
    this.slide.addText(this.name, { placeholder: "title" });
  }

  notes(part) {
    this.slide.addNotes(this.take(part));
  }

  /** Where the slide's figures can be looked up. */
  source(part) {
    this.write(part, { x: kMargin, y: 6.98, w: 10.5, h: 0.3 }, { size: kSize.source, muted: true });
  }

  write(part, box, style = {}) {
    this.slide.addText(this.take(part), { ...box, ...this.lookOf(style) });
  }

  lookOf({ size = kSize.body, bold = false, muted = false, ...rest }) {
    return {
      fontFace: kFont.text,
      fontSize: size,
      bold,
      color: muted ? kColour.muted : kColour.text,
      margin: 0,
      valign: "top",
      ...rest,
    };
  }

  /** A heading in the accent, above a column. */
  heading(part, box) {
    this.write(part, { ...box, h: 0.4 }, { size: kSize.small, bold: true, color: kColour.accent });
  }

  bullets(parts, box, { size = kSize.body, gap = 10 } = {}) {
    const lines = parts.map((part) => ({
      text: this.take(part),
      options: { bullet: { indent: 16 }, breakLine: true, paraSpaceAfter: gap },
    }));
    this.slide.addText(lines, { ...box, ...this.lookOf({ size }) });
  }

  /** A number to remember, with what it is under it. */
  stat(figure, label, { x, y, w, h = 1.75, size = kSize.small }) {
    this.box({ x, y, w, h }, { fill: kColour.surface, line: kColour.line });
    const inside = { x: x + 0.2, w: w - 0.4 };
    this.write(
      figure,
      { ...inside, y: y + 0.12, h: 0.75 },
      {
        ...{ size: kSize.stat, fontFace: kFont.display, color: kColour.accent, valign: "middle" },
      },
    );
    this.write(label, { ...inside, y: y + 0.9, h: h - 0.98 }, { size, muted: true });
  }

  box(box, { fill = kColour.surface, line = kColour.line, round = 0.1, alternative } = {}) {
    this.shape(round ? this.pptx.ShapeType.roundRect : this.pptx.ShapeType.rect, box, {
      fill: { color: fill },
      line: line ? { color: line, width: 1 } : undefined,
      ...(round ? { rectRadius: round } : {}),
      alternative,
    });
  }

  shape(kind, box, { alternative, ...options }) {
    this.shapeCount += 1;
    const objectName = `Drawing ${this.shapeCount}`;
    if (alternative) this.drawings[objectName] = this.take(alternative);
    this.slide.addShape(kind, { ...box, objectName, ...options });
  }

  /** A text in a box of its own, in its middle. */
  labelled(part, box, { fill = kColour.surface, line = kColour.line, ...style } = {}) {
    this.slide.addText(this.take(part), {
      ...{ shape: this.pptx.ShapeType.roundRect, rectRadius: 0.1, ...box },
      ...{ fill: { color: fill }, line: { color: line, width: 1 } },
      ...this.lookOf({ align: "center", valign: "middle", size: kSize.small, ...style }),
      margin: 6,
    });
  }

  arrow({ x, y, w, h = 0 }) {
    this.shape(
      this.pptx.ShapeType.line,
      { x, y, w, h },
      {
        line: { color: kColour.accent, width: 2.25, endArrowType: "triangle" },
      },
    );
  }

  /** Head and rows of parts; `align` by column, and the row that stands out. */
  table([head, ...rows], box, { widths, align = [], strong = -1, size = kSize.small, rowHeight }) {
    const border = (color, pt) => [
      { type: "none" },
      { type: "none" },
      { type: "solid", color, pt },
      { type: "none" },
    ];
    const cell = (options) => (part, column) => ({
      text: this.take(part),
      options: {
        align: align[column] ?? "left",
        valign: "middle",
        margin: [3, 6, 3, 6],
        ...options,
      },
    });
    const look = { fontFace: kFont.text, fontSize: size };
    this.slide.addTable(
      [
        head.map(cell({ ...look, color: kColour.muted, border: border(kColour.lineStrong, 1.5) })),
        ...rows.map((row, i) =>
          row.map(
            cell({
              ...look,
              color: i === strong ? kColour.accent : kColour.text,
              bold: i === strong,
              border: border(kColour.line, 1),
            }),
          ),
        ),
      ],
      {
        x: box.x,
        y: box.y,
        w: box.w,
        colW: widths,
        rowH: rowHeight,
        objectName: `Table: ${this.name}`,
      },
    );
  }

  picture(path, box, alternative) {
    this.slide.addImage({ path, ...box, altText: this.take(alternative) });
  }
}
