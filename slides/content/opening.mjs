// What this is, and why.

import { drawAudienceMap } from "../drawings.mjs";
import { say } from "../say.mjs";
import { columns, kFont, kMargin, kSize } from "../theme.mjs";

function cover(page, figures, { picture }) {
  page.title(say`Recommendations without a server`);
  const left = { x: kMargin, w: 5.2 };
  page.write(
    say`Pocketrec computes “for you” and “similar” on the visitor's own device, from static files.`,
    { ...left, y: 1.9, h: 2.1 },
    { size: kSize.lead, fontFace: kFont.display },
  );
  page.write(
    say`What it does, how good it is, what it costs, and what to do with it: for growth, product and
      commercial teams.`,
    { ...left, y: 4.3, h: 1.4 },
    { muted: true },
  );
  const box = { x: 6.45, y: 1.75, w: 6.13, h: 3.83 };
  if (picture) {
    page.box({ x: box.x - 0.06, y: box.y - 0.06, w: box.w + 0.12, h: box.h + 0.12 }, { round: 0 });
    page.picture(
      picture,
      box,
      say`The page in a browser: a list of recommended books with covers, and on each card why it is
        there. The books are real, the reader is simulated.`,
    );
    page.write(
      say`The demonstration page: real books, simulated readers`,
      { x: box.x, y: 5.75, w: box.w, h: 0.4 },
      { size: kSize.label, muted: true },
    );
  } else {
    drawAudienceMap(page, box);
  }
  page.notes(
    say`Welcome. Pocketrec makes two kinds of lists, “for you” and “similar items”, for a site that has
      no recommendation server. A program reads the data that you already have, who chose what, and
      writes a folder of static files. A visitor's browser loads them and computes the lists itself.
      We will look at the data, at how the model thinks, at what it costs, and at measured results
      against the usual methods. Then there is one slide with what we suggest to each of your teams.
      Every number in this deck was written by a program from the measured files, and the foot of
      each slide says from which. ${figures.speed.engine} of code, compressed, does all of this.`,
  );
}

function goal(page, { speed, quality }) {
  page.title(say`The problem, and what we set out to do`);
  const [left, right] = columns([1, 1]);
  page.heading(say`Today`, left);
  page.bullets(
    [
      say`Someone has to run, pay and scale a service`,
      say`What people look at leaves their device`,
      say`New visitors and new items get bestsellers`,
    ],
    { ...left, y: 2.1, h: 2.1 },
  );
  page.heading(say`The goal`, right);
  page.bullets(
    [
      say`Static files on any host; nothing to run`,
      say`History stays on the device`,
      say`Useful from the first choice, and for items that nobody has chosen yet`,
    ],
    { ...right, y: 2.1, h: 2.1 },
  );
  const place = columns([1, 1, 1], 0.4).map((column) => ({ ...column, y: 4.55, h: 2.05 }));
  page.stat(
    speed.firstList,
    say`to the first list on a first visit, on the test machine`,
    place[0],
  );
  page.stat(
    quality["book-crossing"].overIals,
    say`found of what people like, against iALS with nearly twice the bytes`,
    place[1],
  );
  page.stat(
    speed.different,
    say`of ${speed.checked} histories differ between trainer and browser`,
    place[2],
  );
  page.source(say`page.json, quality.json (Book-Crossing subset, Recall@20), figures.json`);
  page.notes(
    say`Most recommenders are a service: somebody keeps it up, it costs more when more people come, and
      it has to be sent what each visitor does. And where nothing is known, of a new visitor or a new
      item, it mostly shows bestsellers. We wanted the opposite: files that any web host can deliver,
      a history that stays where it arises, and lists that are useful early. The three numbers show
      how far we are. The first list came after ${speed.firstList} on the test machine; on a slow
      phone line it takes ${speed.firstListSlow}, which is above our own target. Against
      iALS, a common method that gets nearly twice as many bytes here, we find
      ${quality["book-crossing"].moreThanIals} more of what people like. And the browser computes exactly what
      the trainer computes.`,
  );
}

export default [cover, goal];
