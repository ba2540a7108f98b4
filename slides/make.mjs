// Makes build/slides/pocketrec.pptx from the measured figures (README.md beside this file).
//   node slides/make.mjs [--out build/slides/pocketrec.pptx] [--no-picture]
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeDeck } from "./deck.mjs";
import { openFigures } from "./figures.mjs";
import { photographPage } from "./picture.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const { values: flags } = parseArgs({
  options: {
    out: { type: "string", default: join(repository, "build/slides/pocketrec.pptx") },
    "no-picture": { type: "boolean", default: false },
  },
});
mkdirSync(dirname(flags.out), { recursive: true });

const picture = flags["no-picture"] ? {} : await photographPage(dirname(flags.out));
if (picture.missing) console.error(`slides: without a picture of the page: ${picture.missing}`);
const { bytes, pages } = await makeDeck(openFigures(), { picture: picture.path });
// Beside and renamed: whoever has the old deck open, or stops this, keeps a whole file.
writeFileSync(`${flags.out}.draft`, bytes);
renameSync(`${flags.out}.draft`, flags.out);
console.log(`${flags.out.replace(repository, "")}: ${pages.length} slides`);
