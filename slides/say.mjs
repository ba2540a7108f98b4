// Text for slides. What is written by hand has no digits: numbers come in as figures. The names below
// are the exceptions, since they are names and not findings.
import { Figure } from "./measured.mjs";

// Metrics with the length of their lists, which the field writes with a digit; a data set's and a
// number format's name.
const kNames = ["Recall@20", "NDCG@20", "goodbooks-10k", "float32"];

const kDigit = /\p{N}/u;

/** The text without those names. */
export const withoutNames = (text) =>
  kNames.reduce((rest, name) => rest.replaceAll(name, "‑"), text);

/** What a slide says, and the figures in it. */
export class Text {
  constructor(text, figures) {
    this.text = text;
    this.figures = figures;
  }
}

/** say`Recall@20 is ${figure}`: values are figures or other texts; strings are held to the rule. */
export function say(pieces, ...values) {
  const parts = pieces.flatMap((piece, i) => (i === 0 ? [piece] : [values[i - 1], piece]));
  return new Text(
    parts.map((part) => (typeof part === "string" ? byHand(part) : part.text)).join(""),
    parts.flatMap(figuresOf),
  );
}

function byHand(piece) {
  if (kDigit.test(withoutNames(piece))) {
    throw new Error(`expected numbers on slides to be figures, found some in "${piece}"`);
  }
  return piece.replace(/\s*\n\s*/g, " ").replaceAll("'", "’");
}

/** Of a text, a figure, or a string by hand. */
export function figuresOf(part) {
  if (part instanceof Figure) return [part];
  if (part instanceof Text) return part.figures;
  if (typeof part === "string") {
    byHand(part);
    return [];
  }
  throw new Error(`expected a text or a figure on a slide, found ${part}`);
}

export const textOf = (part) => (typeof part === "string" ? byHand(part) : part.text);
