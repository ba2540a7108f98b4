// What was found, and what it stands against.
import { bars, kTenthPercent, scatter } from "../charts.mjs";
import { say } from "../say.mjs";
import { columns, kContent, kSeries, kSize } from "../theme.mjs";

function findings(page, { visitors, newItems, lists, quality }) {
  page.title(say`Six findings`);
  const { gowalla } = quality;
  const cards = [
    [visitors.asked.gain, say`NDCG@20 by asking new visitors for authors, not for popular titles`],
    [newItems.contentForKnown, say`NDCG@20 for known items, from titles, authors and categories`],
    [
      newItems.slots.more,
      say`as much found of new items with a tenth of each list, for
      ${newItems.slots.less} less of the rest`,
    ],
    [
      gowalla.keptOfFloat,
      say`of the recall of float32 kept, in ${gowalla.bytes} instead of
      ${gowalla.floatBytes} bytes an item`,
    ],
    [
      lists.stays,
      say`of a list of ten stays after new data with a warm start; ${lists.staysAnew}
      without`,
    ],
    [
      lists.diversity[1].recall,
      say`Recall@20 with the variety slider at ${lists.diversity[1].setting};
      ${lists.diversity[0].recall} at ${lists.diversity[0].setting}`,
    ],
  ];
  const thirds = columns([1, 1, 1], 0.4);
  cards.forEach(([figure, label], i) => {
    const y = 1.65 + Math.floor(i / 3) * 2.6;
    page.stat(figure, label, { ...thirds[i % 3], y, h: 2.35, size: kSize.body });
  });
  page.source(say`interview.json, cold.json, quality.json, stability.json, variety.json`);
  page.notes(
    say`Six things that we would not have guessed, each with its price. First, ask new visitors for
      authors: on people held out that is worth ${visitors.asked.gain}. Second, knowing what items are
      helps even for items that have an audience. Third, new items can be brought to people at a small
      cost to the others. Fourth, tiny numbers lose next to nothing, so files can be small. Fifth,
      lists should not change for no reason: with a warm start, ${lists.stays} of a list of ten stays
      when a twentieth of the data is new, and ${lists.staysAnew} without. Sixth, a little variety is
      free and more is not: at ${lists.diversity[2].setting} it costs ${lists.diversity[2].recall}.
      The first three are of the Book-Crossing subset, the fourth of Gowalla, the last two of goodbooks, most of them of one
      seed: read differences of a few percent with care.`,
  );
}

const kBaselines = [
  ["popularity", say`popularity`, kSeries.third],
  ["ials", say`iALS`, "B8AEA1"],
  ["knn", say`item-kNN`, kSeries.second],
  ["ease", say`EASE`, kSeries.first],
  ["shipped", say`Pocketrec`, kSeries.pocketrec],
];

function baselines(page, { quality }) {
  page.title(say`Ahead of the usual methods on all three sets`);
  const sets = [quality.goodbooks, quality.gowalla, quality["book-crossing"]];
  bars(
    page,
    { ...kContent, y: 1.5, h: 4.1 },
    {
      labels: [say`goodbooks-10k`, say`Gowalla`, say`Book-Crossing subset`],
      series: kBaselines.map(([key, name]) => ({ name, figures: sets.map((set) => set[key]) })),
      colours: kBaselines.map(([, , colour]) => colour),
      format: kTenthPercent,
      gap: 30,
      alternative: say`Bars: Recall@20 of five methods on three data sets. Pocketrec
      ${sets[0].shipped}, ${sets[1].shipped} and ${sets[2].shipped}; EASE ${sets[0].ease},
      ${sets[1].ease} and ${sets[2].ease}.`,
    },
  );
  page.bullets(
    [
      say`Recall@20: of what people chose and we hid, the share among the first twenty`,
      say`Against EASE ${sets[0].overEase}, ${sets[1].overEase} and ${sets[2].overEase}, with
        ${sets[0].bytes} bytes an item instead of ${sets[0].easeBytes} and more`,
    ],
    { ...kContent, y: 5.7, h: 1.2 },
    { gap: 5 },
  );
  page.source(
    say`quality.json: means of ${quality.seeds} seeds; Pocketrec and iALS with equal factors`,
  );
  page.notes(
    say`For each person we hide part of what they chose, rank the whole catalogue, and see how much of
      the hidden part is among the first twenty. On goodbooks and the subset these are people that no
      model was trained on; on Gowalla it is the split that papers use. All methods chose their
      settings in the same way, on people held out of the training part. Pocketrec is measured as it
      ships, with rounded numbers; iALS is granted that rounding costs it nothing. EASE comes near on
      goodbooks, at ${sets[0].easeBytes} bytes an item: nobody would load that in a browser. Where the
      catalogue is too large for it, it covers the most chosen items only. Popularity finds
      ${sets[0].popularity} on goodbooks, since its books were picked to have about equally many
      ratings. We did not run neural or graph models; published values for Gowalla are near ours.`,
  );
}

function size(page, { quality }) {
  page.title(say`Better lists from fewer bytes`);
  const chart = (set, box, most, name) =>
    scatter(page, box, {
      series: [
        { name: say`Pocketrec`, points: points(set.bySize), colour: kSeries.pocketrec },
        { name: say`iALS`, points: points(set.ialsBySize), colour: kSeries.second },
      ],
      most,
      titles: { category: say`bytes an item` },
      alternative: say`Points: Recall@20 against bytes an item on ${name}. Pocketrec from
        ${set.bySize[0].recall} at ${set.bySize[0].bytes} bytes to ${set.bySize[3].recall} at
        ${set.bySize[3].bytes}; iALS from ${set.ialsBySize[0].recall} at ${set.ialsBySize[0].bytes} to
        ${set.ialsBySize[3].recall} at ${set.ialsBySize[3].bytes}.`,
    });
  const [left, right] = columns([1, 1], 0.5);
  const [goodbooks, gowalla] = [quality.goodbooks, quality.gowalla];
  page.heading(say`Recall@20, goodbooks-10k`, { ...left, y: 1.5 });
  chart(goodbooks, { ...left, y: 1.85, h: 3.75 }, 140, say`goodbooks`);
  page.heading(say`Recall@20, Gowalla`, { ...right, y: 1.5 });
  chart(gowalla, { ...right, y: 1.85, h: 3.75 }, 140, say`Gowalla`);
  page.bullets(
    [
      say`The smallest, ${goodbooks.smallest.bytes} bytes an item, beats iALS at
        ${goodbooks.smallest.over} on both`,
      say`Rounding keeps ${goodbooks.keptOfFloat} and ${gowalla.keptOfFloat} of the recall of float32`,
    ],
    { ...kContent, y: 5.75, h: 1.1 },
    { gap: 5 },
  );
  page.source(say`quality.json: goodbooks, gowalla`);
  page.notes(
    say`Bytes an item decide how large the file is that a visitor loads. Each point is a model of another
      size, the size of its vectors doubling from point to point. Further up is better, further left is
      smaller. Our smallest, ${goodbooks.smallest.bytes} bytes an item, finds more than iALS does with
      ${goodbooks.smallest.over}. What we ship by default is the third point, ${goodbooks.bytes} bytes;
      beyond it, gains are small: for a very large catalogue take a smaller one, and lose little.
      Rounding numbers to a few bits costs next to nothing: ${goodbooks.keptOfFloat} of the recall of
      float32 numbers, which take ${goodbooks.floatBytes} bytes, is kept on goodbooks, and
      ${gowalla.keptOfFloat} on Gowalla. The points at the ends are of one seed, those in the middle
      of several.`,
  );
}

const points = (bySize) => bySize.map(({ bytes, recall }) => ({ x: bytes, y: recall }));

export default [findings, baselines, size];
