// What to do with it: by team, by metric, with what is not solved.
import { say } from "../say.mjs";
import { columns, kColour, kContent, kSize } from "../theme.mjs";

function teams(page, { visitors, newItems, lists, speed, cost }) {
  page.title(say`What we recommend to each team`);
  const boxes = columns([1, 1, 1], 0.35);
  const cards = [
    [
      say`Growth`,
      [
        say`Ask newcomers for authors first (${visitors.asked.gain})`,
        say`Show a list after the first liked item`,
        say`Share links to lists: ${speed.firstList} to the first list`,
        say`Test the effect on sign-ups: nobody has yet`,
      ],
    ],
    [
      say`Product`,
      [
        say`Keep a tenth of each list for new items: ${newItems.slots.more} as much found`,
        say`Variety at ${lists.diversity[0].setting} is free; leave more to the visitor`,
        say`Retrain with a warm start (${lists.stays} stays)`,
        say`Say why on every card`,
      ],
    ],
    [
      say`Commercial`,
      [
        say`Place titles before launch: see their neighbours first`,
        say`Fill in authors and categories (${newItems.contentForKnown})`,
        say`Plan traffic by catalogue: ${cost.sets["goodbooks-10k"].visit} for
          ${cost.sets["goodbooks-10k"].items} items`,
        say`Look at stored users only with their consent`,
      ],
    ],
  ];
  cards.forEach(([name, parts], i) => {
    const box = boxes[i];
    page.box({ ...box, y: 1.6, h: 5.15 });
    page.labelled(
      name,
      { ...box, y: 1.6, h: 0.65 },
      {
        ...{ fill: kColour.accent, line: kColour.accent, color: kColour.onAccent },
        ...{ bold: true, size: kSize.body },
      },
    );
    page.bullets(parts, { x: box.x + 0.22, y: 2.5, w: box.w - 0.4, h: 4.15 }, { gap: 11 });
  });
  page.source(say`interview.json, page.json, cold.json, variety.json, stability.json, data.json`);
  page.notes(
    say`Growth: the first minute decides. Ask for authors, then show a list as soon as one item is liked,
      and tell people that nothing of it leaves their device. Product: reserve a tenth of each list for
      new items, so that choices of them come in; use a little variety, which costs nothing at
      ${lists.diversity[0].setting}, and leave the slider to the visitor beyond that. Retrain with a warm
      start, so that lists do not jump. Commercial: look at where a new title would land before you buy
      it, and who its likely audience is; the page has views for both. Missing authors and categories
      cost you recommendations: filling them in was worth ${newItems.contentForKnown} on the subset.
      Views about stored users need their consent. All of these are from measurements on past choices;
      run a test with real visitors before you promise anything.`,
  );
}

function metrics(page, { quality, newItems, lists, speed }) {
  page.title(say`What the metrics mean for the business`);
  const subset = quality["book-crossing"];
  page.table(
    [
      [say`Metric`, say`Ours`, say`In plain words`, say`What it may move`],
      [
        say`Recall@20`,
        subset.shipped,
        say`of what people choose, among twenty`,
        say`choices a visit`,
      ],
      [
        say`NDCG@20`,
        subset.ndcg,
        say`the same, and early places count more`,
        say`clicks at the top`,
      ],
      [
        say`Coverage`,
        lists.coverage,
        say`of the catalogue shown to anybody`,
        say`sales of the long tail`,
      ],
      [
        say`Share of new items`,
        newItems.slots.tenth.shown,
        say`of what is shown, with a tenth kept`,
        say`speed of launches`,
      ],
      [
        say`Stability`,
        lists.stays,
        say`of a list stays when new data comes`,
        say`trust, and fewer surprises`,
      ],
      [
        say`First list`,
        speed.firstList,
        say`from address to list, test machine`,
        say`visitors who stay`,
      ],
    ],
    { ...kContent, y: 1.6 },
    { widths: [2.4, 1.4, 5.03, 3.0], align: ["left", "left", "left", "left"], rowHeight: 0.62 },
  );
  page.write(
    say`The last column is what to test. No effect on sales was measured: that takes real visitors.`,
    { ...kContent, y: 6.2, h: 0.6 },
    { color: kColour.accent, bold: true, size: kSize.small },
  );
  page.source(
    say`quality.json (Book-Crossing subset), variety.json (goodbooks-10k), cold.json, stability.json,
      page.json`,
  );
  page.notes(
    say`This is the dictionary between engineers and business. Recall is the one to remember: of what
      people went on to choose, ${subset.shipped} was among twenty suggestions out of the whole
      catalogue of the subset; bestsellers reach ${subset.popularity}. NDCG rewards early places, which
      is what a phone shows. Coverage says how much of the catalogue anybody gets to see at all. The
      share of new items and stability are settings rather than results: you choose them and pay the
      price from the slide before. The last column is our expectation, not a measurement. Past choices
      were made without us, so that a list may be better than it looks here, or worse. To know, show the
      lists to half of the visitors and compare. Because nothing is sent anywhere, the shop counts its
      own sales for that, by group.`,
  );
}

export default [teams, metrics];
