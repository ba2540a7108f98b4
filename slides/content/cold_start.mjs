// Items that nobody has chosen, and visitors of whom nothing is known.
import { bars, kTenthPercent, lines } from "../charts.mjs";
import { say } from "../say.mjs";
import { columns, kContent, kSeries } from "../theme.mjs";

function items(page, { newItems }) {
  page.title(say`New items: placed by what they are`);
  const [left, right] = columns([1, 1], 0.6);
  page.heading(say`NDCG@20 among new items alone`, { ...left, y: 1.5 });
  bars(
    page,
    { ...left, y: 1.9, h: 3.7 },
    {
      across: true,
      strong: 0,
      labels: [say`Pocketrec`, say`similar texts`, say`same author`, say`popularity`, say`chance`],
      series: [
        {
          name: say`NDCG@20`,
          figures: [
            newItems.own,
            newItems.content,
            newItems.author,
            newItems.popularity,
            newItems.chance,
          ],
        },
      ],
      format: ".000",
      gap: 45,
      alternative: say`Bars: NDCG@20 of new items. Pocketrec ${newItems.own}, similar texts
      ${newItems.content}, same author ${newItems.author}, popularity ${newItems.popularity}, chance
      ${newItems.chance}.`,
    },
  );
  page.heading(say`What keeping places for new items costs`, { ...right, y: 1.5 });
  const { all } = newItems.slots;
  bars(
    page,
    { ...right, y: 1.9, h: 3.7 },
    {
      labels: all.map(({ setting }) => setting),
      series: [
        { name: say`found of other items`, figures: all.map(({ others }) => others) },
        { name: say`found of new items`, figures: all.map(({ fresh }) => fresh) },
      ],
      colours: [kSeries.second, kSeries.pocketrec],
      format: kTenthPercent,
      gap: 30,
      titles: { category: say`share of a list kept for new items` },
      alternative: say`Bars: Recall@20 of new items and of others, by the share of a list that is kept for
      new items. Without, ${all[0].fresh} and ${all[0].others}; with ${newItems.slots.tenth.setting},
      ${newItems.slots.tenth.fresh} and ${newItems.slots.tenth.others}.`,
    },
  );
  page.bullets(
    [
      say`${newItems.overContent} against similar texts, ${newItems.overAuthor} against same author`,
      say`A tenth of a list: ${newItems.slots.more} as much of the new is found, ${newItems.slots.less}
        less of the rest`,
    ],
    { ...kContent, y: 5.75, h: 1.1 },
    { gap: 5 },
  );
  page.source(say`cold.json: sets, slots (Book-Crossing subset)`);
  page.notes(
    say`A new item has no audience, but it has a title, an author, a publisher, categories. Training
      learns what these mean for audiences, so a new item gets a place on its first day. On the left:
      ${newItems.candidates} books that were never in training, and ${newItems.people} people who later
      chose some of them. We find more of those than the two usual ways do. Chance would give ${newItems.chance}. On the right: if nobody sees new items,
      nobody chooses them. So a share of each list can be kept for the best of them. With a tenth,
      ${newItems.slots.more} as much of what people like among the new is found, for
      ${newItems.slots.less} less of the rest. The first choices then help: with ten people known, NDCG@20 of new goodbooks
      items changes by ${newItems.firstTen}; on the subset, by ${newItems.firstTenSubset}, there is no gain.`,
  );
}

function visitors(page, { visitors: found }) {
  page.title(say`New visitors: one liked item is enough to begin`);
  const [left, right] = columns([1.15, 1], 0.6);
  page.heading(say`NDCG@20 by items known of a visitor`, { ...left, y: 1.5 });
  lines(
    page,
    { ...left, y: 1.9, h: 3.9 },
    {
      labels: found.items,
      series: [
        { name: say`Pocketrec`, figures: found.own, colour: kSeries.pocketrec },
        { name: say`item-kNN`, figures: found.knn, colour: kSeries.first },
        { name: say`popularity`, figures: found.popularity, colour: kSeries.third },
      ],
      alternative: say`Lines: NDCG@20 by the number of items known of a visitor. With
      ${found.items[3]} items Pocketrec has ${found.own[3]}, item-kNN ${found.knn[3]}, popularity
      ${found.popularity[3]}.`,
    },
  );
  page.heading(say`After ${found.asked.answers} answers, by what is asked`, { ...right, y: 1.5 });
  bars(
    page,
    { ...right, y: 1.9, h: 3.9 },
    {
      across: true,
      strong: 0,
      labels: [say`authors, then titles`, say`varied titles`, say`popular titles`],
      series: [
        {
          name: say`NDCG@20`,
          figures: [found.asked.authors, found.asked.varied, found.asked.popular],
        },
      ],
      format: ".000",
      gap: 45,
      alternative: say`Bars: NDCG@20 after ${found.asked.answers} answers of a new visitor. Asked about
      authors ${found.asked.authors}, varied titles ${found.asked.varied}, popular titles
      ${found.asked.popular}.`,
    },
  );
  page.bullets(
    [
      say`After one item ${found.afterOne} as good as bestsellers, after ${found.items[3]} items
        ${found.afterFive}`,
      say`Asking for authors: ${found.asked.gain}; bestsellers of the visitor's country: ${found.byCountry}`,
    ],
    { ...kContent, y: 5.85, h: 1.0 },
    { gap: 5 },
  );
  page.source(say`cold.json: visitors, groups; interview.json (Book-Crossing subset)`);
  page.notes(
    say`Here nothing is known of the person. On the left: ${found.people} people that the model has never
      seen; we show it none, one, two or ${found.items[3]} of their items and ask for the others. With
      none, everybody gets what is popular. One item already gives ${found.afterOne} the quality, computed at once in the
      browser. On the right: what to ask somebody who has just come. Most people do not know the popular
      titles. But they know authors: ask about one, then offer more of the author's titles. That is
      ${found.asked.gain}, measured by simulating the dialogue on people held out, and the page does it.
      Both are of one seed. Where a visitor tells where they live, what is chosen most in
      that country gives ${found.byCountry} over what is chosen most of all, in the mean of several
      seeds; the page asks, and nobody has to say.`,
  );
}

export default [items, visitors];
