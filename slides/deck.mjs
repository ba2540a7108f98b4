// The whole deck, in the order in which it is told.
import PptxGenJS from "pptxgenjs";
import coldStart from "./content/cold_start.mjs";
import data from "./content/data.mjs";
import decisions from "./content/decisions.mjs";
import findings from "./content/findings.mjs";
import model from "./content/model.mjs";
import opening from "./content/opening.mjs";
import responsibility from "./content/responsibility.mjs";
import running from "./content/running.mjs";
import { finish } from "./package.mjs";
import { defineMaster, Page } from "./page.mjs";
import { kFont } from "./theme.mjs";

const kSlides = [
  ...opening,
  ...data,
  ...model,
  ...coldStart,
  ...running,
  ...findings,
  ...decisions,
  ...responsibility,
];

/**
 * The bytes of the .pptx, and for each slide the figures that it shows. `picture`: path of a picture
 * of the page, or nothing where there is none.
 */
export async function makeDeck(figures, { picture } = {}) {
  const pptx = new PptxGenJS();
  pptx.layout = "LAYOUT_WIDE";
  pptx.title = "Pocketrec: recommendations without a server";
  pptx.author = "Pocketrec";
  pptx.company = "Pocketrec";
  pptx.theme = { headFontFace: kFont.display, bodyFontFace: kFont.text };
  defineMaster(pptx);
  const pages = kSlides.map((draw) => {
    const page = new Page(pptx);
    draw(page, figures, { picture });
    return page;
  });
  const bytes = await finish(await pptx.write({ outputType: "nodebuffer" }), pages);
  return { bytes, pages: pages.map(({ name, used }) => ({ name, figures: [...used] })) };
}
