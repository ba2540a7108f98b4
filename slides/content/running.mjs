// Why this scales, and what it costs.
import { bars } from "../charts.mjs";
import { drawSteps } from "../drawings.mjs";
import { say } from "../say.mjs";
import { columns, kContent, kSize } from "../theme.mjs";

function scale(page, { speed }) {
  page.title(say`Why this scales: visitors bring their own computer`);
  drawSteps(
    page,
    [say`train now and then`, say`copy files to any host or CDN`, say`each visitor computes`],
    { ...kContent, y: 1.65, h: 0.85, gap: 0.6, size: kSize.body },
  );
  const place = columns([1, 1, 1], 0.4).map((column) => ({ ...column, y: 2.8, h: 1.85 }));
  const { large } = speed;
  page.stat(large.epoch, say`for a pass over ${large.choices} choices, on two cores`, place[0]);
  page.stat(large.list, say`for a list out of ${large.items} items, in Chrome`, place[1]);
  page.stat(speed.trainSubset, say`from CSV files to a bundle, Book-Crossing subset`, place[2]);
  page.bullets(
    [
      say`More visitors: more copies of the same files, no more servers`,
      say`More cores: a faster training with the same result, to the bit`,
      say`Several machines for one training: not built; ${large.choices} choices of ${large.users}
        people fit into ${large.memory} on one`,
    ],
    { ...kContent, y: 4.95, h: 1.9 },
    { gap: 7 },
  );
  page.source(say`large.json (simulated data, without content), figures.json`);
  page.notes(
    say`Two things have to scale: serving and training. Serving is static files, the kind of thing that
      every content delivery network is best at. The computing is done by the devices of those who
      visit, so ten times the visitors need ten times the copies, and nothing else. In Chrome, a list
      out of ${large.items} items took ${large.list}, in Firefox ${large.listFirefox}; opening that catalogue took ${large.open}. Training runs on one machine and uses all of its cores.
      We measured ${large.choices} choices of ${large.users} simulated people on two cores:
      ${large.epoch} a pass, ${large.memory} at most. From a certain number of users on, content is
      left out unless asked for, since it takes several times as long. Training on several machines at
      once is not built. Until it is, a larger machine is the way, and warm starts shorten the work.`,
  );
}

function cost(page, { cost: costs, data }) {
  page.title(say`What it costs: traffic, by the size of the catalogue`);
  const [left, right] = columns([1.25, 1], 0.6);
  const order = ["sample", "goodbooks-10k", "gowalla", "book-crossing"];
  page.heading(say`Dollars for ${costs.visits} first visits`, { ...left, y: 1.5 });
  bars(
    page,
    { ...left, y: 1.9, h: 4.8 },
    {
      labels: order.map((set) => costs.sets[set].items),
      series: [{ name: say`dollars`, figures: order.map((set) => costs.sets[set].dollars) }],
      format: "$#,##0",
      titles: { category: say`items in the catalogue` },
      alternative: say`Bars: dollars for ${costs.visits} first visits by catalogue, from
      ${costs.sets.sample.dollars} for ${costs.sets.sample.items} items to
      ${costs.sets["book-crossing"].dollars} for ${costs.sets["book-crossing"].items} items.`,
    },
  );
  const [small, big] = [costs.sets["goodbooks-10k"], costs.sets["book-crossing"]];
  page.bullets(
    [
      say`Assumed: ${costs.price} a gigabyte, and everybody loads titles and search`,
      say`${small.items} items: ${small.visit} a first visit; ${big.items} items: ${big.visit}`,
      say`Who comes back loads nothing, until the next training`,
      say`A training of the largest: ${costs.training}, at ${costs.hour} an hour`,
    ],
    { ...right, y: 1.75, h: 4.9 },
    { gap: 14 },
  );
  page.source(
    say`data.json (gzip), page.json, figures.json; prices assumed: slides/assumptions.json`,
  );
  page.notes(
    say`There is no server to pay, so what remains is traffic and a training now and then. The bars are
      arithmetic: bytes of scripts and of the bundle, compressed, times ${costs.visits} first visits,
      times an assumed price of ${costs.price} a gigabyte. The price is ours, not measured; put yours
      into the file of assumptions and build the deck again. The catalogue decides:
      ${data.sets["goodbooks-10k"].items} books make ${small.visit}, the ${big.items} of the subset
      ${big.visit}, which is a lot for a phone on a slow line. Returning visitors load parts again only after a new training. A
      training of the subset takes minutes on a small machine, ${costs.training} at an assumed
      ${costs.hour} an hour. People's work is not in these figures.`,
  );
}

export default [scale, cost];
