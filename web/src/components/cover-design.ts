// What a drawn cover looks like: a pure function of title, author and category, so that an item
// wears the same cover on every device. The drawing itself is cover.ts.

export interface CoverFacts {
  title: string;
  author: string;
  categories: readonly string[];
}

/** `ink` is for text on `paper` (contrast at least 4.5); the others are for shapes only. */
export interface Palette {
  paper: string;
  ink: string;
  shapes: readonly [string, string, string];
}

export const kMotifs = [
  "hills",
  "rings",
  "tiles",
  "stripes",
  "dots",
  "peaks",
  "waves",
  "leaves",
] as const;
export type Motif = (typeof kMotifs)[number];

/** Where the lettering stands: on paper above or below the picture, or on a label upon it. */
export const kPlacements = ["above", "below", "label"] as const;
export type Placement = (typeof kPlacements)[number];

export interface CoverDesign {
  palette: Palette;
  motif: Motif;
  placement: Placement;
  /** Title size in percent of the cover's width. */
  titleSize: number;
  /** Seeds what the motif varies. */
  seed: number;
}

// Ordered so that neighbours go together: a category takes five in a row.
export const kPalettes: readonly Palette[] = [
  { paper: "#f3ead7", ink: "#1f2a44", shapes: ["#c8553d", "#e0a458", "#1f2a44"] },
  { paper: "#1b1f3b", ink: "#f5f0e6", shapes: ["#f2b84b", "#53599a", "#8a8fd0"] },
  { paper: "#d5e6f2", ink: "#15324b", shapes: ["#2f7fb5", "#f2a65a", "#86b7d8"] },
  { paper: "#0f4c5c", ink: "#fdf6e3", shapes: ["#e36414", "#5fa8a0", "#f2c57c"] },
  { paper: "#dfe6d5", ink: "#26352b", shapes: ["#6b8f71", "#c47f52", "#3f5a48"] },
  { paper: "#12372a", ink: "#f4efdf", shapes: ["#d8b65c", "#3f7d5b", "#86b28f"] },
  { paper: "#eec55f", ink: "#2b1d0e", shapes: ["#8c3b1b", "#f9e4a8", "#3b2f63"] },
  { paper: "#9c3722", ink: "#fff4e6", shapes: ["#f0b67f", "#6f2213", "#ffd9a8"] },
  { paper: "#f7efe2", ink: "#5a1a12", shapes: ["#b3261e", "#dba37a", "#2f4858"] },
  { paper: "#f6dcd6", ink: "#4a1527", shapes: ["#c2405c", "#e99a8b", "#7a2440"] },
  { paper: "#3d1f47", ink: "#f8eaf2", shapes: ["#d97fae", "#74418a", "#f2c48d"] },
  { paper: "#24272b", ink: "#f1ede4", shapes: ["#d9572b", "#6c727a", "#e8c27a"] },
];
const kPalettesPerCategory = 5;

/** FNV-1a over UTF-16 units, with a final mix: neighbouring titles get unlike designs. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// The scripts that are written from right to left and in use today.
const kRightToLeft =
  /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** A book is bound where its own title begins, whatever the language of the page around it. */
export function directionOf(title: string): "ltr" | "rtl" {
  return kRightToLeft.test(title) ? "rtl" : "ltr";
}

export function designCover(facts: CoverFacts): CoverDesign {
  const seed = hashText(`${facts.title}\n${facts.author}`);
  const random = randomFrom(seed);
  const category = facts.categories[0];
  const firstPalette = category ? hashText(category) : Math.floor(random() * kPalettes.length);
  const palette = firstPalette + Math.floor(random() * kPalettesPerCategory);
  const placement = pick(kPlacements, Math.floor(random() * kPlacements.length));
  return {
    palette: pick(kPalettes, palette),
    motif: pick(kMotifs, Math.floor(random() * kMotifs.length)),
    placement,
    titleSize: titleSize(facts.title, placement),
    seed,
  };
}

// The box for the title, in percent of the cover's width; cover.css draws the same boxes.
const kTitleBox: Record<Placement, { width: number; height: number }> = {
  above: { width: 81, height: 43 },
  below: { width: 81, height: 43 },
  label: { width: 63, height: 48 },
};
const kTitleSizes = [14, 12.5, 11, 10, 9, 8, 7.2, 6.5];
const kLineHeight = 1.13;
// A letter of a bold serif is about this part of its size wide; a broken line wastes some.
const kLetterWidth = 0.66;
const kLineUse = 0.85;

// Capitals are wider: titles come in capitals alone, too.
const kCapitalWidth = 1.35;

function widthInLetters(word: string): number {
  const capitals = word.match(/\p{Lu}/gu)?.length ?? 0;
  return [...word].length + capitals * (kCapitalWidth - 1);
}

/** The largest size at which the title fits its box without breaking a word, or the smallest. */
export function titleSize(title: string, placement: Placement): number {
  const box = kTitleBox[placement];
  const words = title.split(/[\s/–—-]+/u).map(widthInLetters);
  const longestWord = Math.max(1, ...words);
  const length = words.reduce((sum, word) => sum + word + 1, 0);
  const fits = (size: number) => {
    const letters = box.width / (kLetterWidth * size);
    const lines = length <= letters ? 1 : Math.ceil(length / (letters * kLineUse));
    return longestWord <= letters && lines * size * kLineHeight <= box.height;
  };
  return kTitleSizes.find(fits) ?? (kTitleSizes.at(-1) as number);
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
