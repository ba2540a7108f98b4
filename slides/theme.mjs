// How slides look: the page's own colours (its light scheme), two fonts that every office has, and a
// grid. Sizes are inches, type is in points; nothing to be read is below kSize.label.
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("../web/src/styles/theme.css", import.meta.url), "utf8");

/** The first value of a custom property: that of the light scheme. */
function colourOf(name) {
  const found = css.match(new RegExp(`--${name}:\\s*#([0-9a-f]{6});`));
  if (!found) throw new Error(`expected --${name} as a colour in theme.css, found none`);
  return found[1].toUpperCase();
}

export const kColour = {
  page: colourOf("page"),
  surface: colourOf("surface"),
  line: colourOf("line"),
  lineStrong: colourOf("line-strong"),
  text: colourOf("text"),
  muted: colourOf("muted"),
  accent: colourOf("accent"),
  onAccent: colourOf("on-accent"),
  accentSoft: colourOf("accent-soft"),
};

// What charts go by: Pocketrec has the accent, all else is grey, the weaker the lighter.
export const kSeries = {
  pocketrec: kColour.accent,
  first: "6F675B",
  second: "A1978A",
  third: "CFC5B6",
  pale: "8FBDB7",
};

export const kFont = { display: "Georgia", text: "Arial" };

export const kSize = {
  title: 32,
  lead: 24,
  body: 20,
  small: 18,
  label: 16,
  source: 12, // where figures come from: to look up, not to be read out
  stat: 40,
};

export const kSlide = { width: 13.333, height: 7.5 };
export const kMargin = 0.75;
export const kContent = {
  x: kMargin,
  y: 1.65,
  w: kSlide.width - 2 * kMargin,
  h: 4.95,
};

/** The widths and lefts of columns with a gap between. */
export function columns(shares, gap = 0.5) {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const room = kContent.w - gap * (shares.length - 1);
  let x = kContent.x;
  return shares.map((share) => {
    const column = { x, y: kContent.y, w: (room * share) / total, h: kContent.h };
    x += column.w + gap;
    return column;
  });
}

/** The deck's scheme in place of the library's: who edits a slide is offered these colours. */
export function withColours(themeXml) {
  const rgb = (colour) => `<a:srgbClr val="${colour}"/>`;
  const scheme = {
    dk1: kColour.text,
    lt1: kColour.surface,
    dk2: kColour.muted,
    lt2: kColour.page,
    accent1: kColour.accent,
    accent2: kSeries.first,
    accent3: kSeries.second,
    accent4: kSeries.third,
    accent5: kSeries.pale,
    accent6: kColour.lineStrong,
    hlink: kColour.accent,
    folHlink: kColour.muted,
  };
  const entries = Object.entries(scheme).map(([name, c]) => `<a:${name}>${rgb(c)}</a:${name}>`);
  return themeXml.replace(
    /<a:clrScheme[\s\S]*?<\/a:clrScheme>/,
    `<a:clrScheme name="Pocketrec">${entries.join("")}</a:clrScheme>`,
  );
}
