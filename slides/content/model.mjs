// How the model thinks: in words, in formulas, and what it calls similar.
import { drawAudienceMap, drawSharedAudience, drawSteps } from "../drawings.mjs";
import { say } from "../say.mjs";
import { columns, kColour, kContent, kSize } from "../theme.mjs";

function inWords(page, { data }) {
  page.title(say`How the model thinks: places instead of labels`);
  const [left, right] = columns([1, 1]);
  drawAudienceMap(page, { ...left, y: 1.75, h: 3.2 });
  page.bullets(
    [
      say`Every item gets a place. Items that the same people choose come to lie near each other`,
      say`A visitor is a direction, computed from the items that they liked`,
      say`The list: what lies that way, without what they have; next volumes and the like come
        forward`,
    ],
    { ...right, y: 1.8, h: 3.3 },
  );
  drawSteps(
    page,
    [
      say`CSV files`,
      say`clean`,
      say`learn places`,
      say`pack small`,
      say`any web host`,
      say`browser`,
    ],
    { ...kContent, y: 5.55, h: 0.8, gap: 0.4, size: kSize.small },
  );
  page.write(
    say`A place is ${data.factors} numbers of ${data.bits} bits each`,
    { ...left, y: 5.02, h: 0.4 },
    { size: kSize.label, muted: true },
  );
  page.source(say`data.json (parameters of the bundles)`);
  page.notes(
    say`Think of a map on which every item has a place. Nobody tells the model what an item is about at
      first: it looks at who chose what, and moves items together that the same people choose, and
      away from those that they do not. A new visitor is not a row in a database. From the few
      items that they liked, the browser works out in which direction their taste lies, and lists
      what is found there. Because one direction is a compromise between several tastes, the best
      candidates are looked at again, and what goes with one single item, such as the next volume of
      a series, comes forward. Real maps have ${data.factors} dimensions, not two; each number takes
      only ${data.bits} bits. Below is the whole line, from your files to the browser. Everything up
      to the web host happens before anybody visits.`,
  );
}

const kFormula = { fontFace: "Cambria Math", size: 24, valign: "middle", color: kColour.text };

function formula(page, y, { name, lines, meaning }) {
  page.box({ ...kContent, y, h: 1.42 });
  page.write(
    name,
    { x: kContent.x + 0.25, y: y + 0.14, w: 1.7, h: 1.14 },
    {
      ...{ size: kSize.small, bold: true, color: kColour.accent, valign: "middle" },
    },
  );
  const inside = { x: kContent.x + 2.05, w: kContent.w - 2.3 };
  page.write(lines, { ...inside, y: y + 0.1, h: 0.7 }, kFormula);
  page.write(
    meaning,
    { ...inside, y: y + 0.8, h: 0.5 },
    {
      ...{ size: kSize.small, muted: true, valign: "middle" },
    },
  );
}

function inFormulas(page, { data }) {
  page.title(say`The same, in three formulas`);
  formula(page, 1.6, {
    name: say`Training`,
    lines: say`min   Σᵤ ( w nᵤ log Σⱼ exp(xᵤ·vⱼ / t)  −  Σᵢ cᵤᵢ xᵤ·vᵢ / t )`,
    meaning: say`own items i near to person u, a sample of other items j away`,
  });
  formula(page, 3.17, {
    name: say`A visitor`,
    lines: say`max   Σᵢ cᵢ x·vᵢ / Σᵢ cᵢ  −  w t log Σⱼ exp(x·vⱼ / t)`,
    meaning: say`the same with the items fixed: a few steps, in the browser`,
  });
  formula(page, 4.74, {
    name: say`A score`,
    lines: say`x·vⱼ  +  W · fourth root of  Σᵢ cᵢ exp(−d(vᵢ, vⱼ) / T)`,
    meaning: say`what goes with a single item of the history is added`,
  });
  page.write(
    say`x person, v item, each of length one; d is one minus the cosine; c how much a choice counts, n
      their sum; t, T, w, W are chosen on people held out`,
    { ...kContent, y: 6.28, h: 0.6 },
    { size: kSize.label, muted: true },
  );
  page.source(say`trainer/train/softmax.h, core/softmax_fold_in.h, core/neighbours.h`);
  page.notes(
    say`For those who want to check us. Training minimises a softmax loss on cosines: each person's own
      items should stand out from a sample of others. The weight w pushes what was not chosen a little
      more than the plain loss does. People's vectors are forgotten after training; only the items'
      vectors, ${data.factors} numbers each, are published. A visitor's vector solves the same problem
      with the items fixed, from the mean of their history, by a fixed number of steps, so that trainer
      and browser get the same bits. The score of an item is the product of the two vectors, plus a term
      that rises where an item is very near to one single item of the history. Where titles, authors and
      categories are known, an item's vector is an own part and the vectors of these features together.
      The code's headers give equations and sources.`,
  );
}

function similarity(page, { speed, data }) {
  page.title(say`Similar means: chosen by the same people`);
  const [left, right] = columns([1.05, 1], 0.6);
  drawSharedAudience(page, { ...left, y: 1.85, h: 3.6 }, [
    say`chose the first`,
    say`chose the second`,
    say`chose both`,
  ]);
  page.write(
    say`The larger the overlap, the smaller the angle between the two places`,
    { ...left, y: 5.7, h: 0.8 },
    { muted: true, align: "center" },
  );
  page.bullets(
    [
      say`Not the same topic, but the same audience`,
      say`Computed as the cosine of two vectors, from ${data.bits}-bit numbers, by whole-number sums:
        every browser gets the same list`,
      say`A catalogue of ${speed.large.items} items is searched in ${speed.large.similar}`,
      say`Content stands in where there is no audience yet`,
    ],
    { ...right, y: 1.85, h: 4.7 },
    { gap: 14 },
  );
  page.source(
    say`large.json (simulated items, ${speed.large.similarFirefox} in Firefox), data.json`,
  );
  page.notes(
    say`When we say similar, we mean a similar audience: two items are close when the same people choose
      them. A cookery book and a travel book can be similar, two thrillers need not be. That is what a
      shop wants to know, since it tells what somebody may want next. The number is the cosine of the
      angle between two vectors. It is computed from small whole numbers, so the sums are exact, and
      every browser orders the list in the same way. In Chrome, ${speed.large.items} simulated
      items were compared with one in ${speed.large.similar}, in Firefox in
      ${speed.large.similarFirefox}. Where an item has no audience yet, its title words, author and
      categories place it; the page can show both kinds of similarity side by side. We did not ask
      people whether they find the lists similar.`,
  );
}

export default [inWords, inFormulas, similarity];
