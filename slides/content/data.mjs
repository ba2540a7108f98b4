// What was measured on, and what it is like.
import { bars } from "../charts.mjs";
import { say } from "../say.mjs";
import { columns, kContent, kSeries, kSize } from "../theme.mjs";

const kTitles = {
  "book-crossing": say`Book-Crossing subset`,
  "goodbooks-10k": say`goodbooks-10k`,
  gowalla: say`Gowalla`,
  sample: say`our sample`,
};
const kWhat = {
  "book-crossing": say`real readers, ratings and choices`,
  "goodbooks-10k": say`real readers, the most rated books`,
  gowalla: say`real people, places they went to`,
  sample: say`real books, simulated readers`,
};

function sets(page, { data }) {
  page.title(say`The data: three real sets and a sample`);
  const rows = Object.entries(data.sets).map(([set, facts]) => [
    kTitles[set],
    kWhat[set],
    facts.people,
    facts.items,
    facts.choices,
  ]);
  page.table(
    [[say`Data set`, say`What it is`, say`People`, say`Items`, say`Choices`], ...rows],
    { ...kContent, y: 1.7 },
    {
      ...{ widths: [2.75, 4.48, 1.45, 1.45, 1.7], rowHeight: 0.62 },
      align: ["left", "left", "right", "right", "right"],
    },
  );
  page.bullets(
    [
      say`Gowalla is the split that papers use: its figures compare with theirs`,
      say`The subset is a part of Book-Crossing, and leans to popular books: never quote it as the whole`,
      say`Figures of the sample say that the software works, and nothing about people`,
    ],
    { ...kContent, y: 5.0, h: 1.7 },
    { size: kSize.small, gap: 6 },
  );
  page.source(
    say`data.json, after cleaning; of Gowalla the part to train on; terms: data/README.md`,
  );
  const { sample } = data.sets;
  page.notes(
    say`Three data sets are real: readers of Book-Crossing, readers of goodbooks, and people who check
      in at places, Gowalla. Of Book-Crossing we hold a subset that was put together from partial
      copies; that is why every figure on it says subset. The fourth, our sample, comes with the
      product: its ${sample.items} books are real, its ${sample.people} readers are simulated, so that
      the demonstration harms nobody's privacy. It is never used for a statement about people. Two of
      the real sets may be used for research when acknowledged, one is shared under a licence that
      asks derived data to be shared alike. None of them is inside the product. Before a commercial
      use of anything trained on them, read the terms; with your own data there is no such
      question.`,
  );
}

function people(page, { data }) {
  page.title(say`Users, items, interactions: far from equal`);
  const [left, right] = columns([1.35, 1], 0.6);
  const names = Object.keys(data.sets);
  const facts = Object.values(data.sets);
  bars(
    page,
    { ...left, y: 1.55, h: 5.2 },
    {
      labels: names.map((name) => kTitles[name]),
      series: [
        { name: say`most chosen tenth of items`, figures: facts.map((set) => set.topTenth) },
        { name: say`most chosen hundredth`, figures: facts.map((set) => set.topHundredth) },
      ],
      colours: [kSeries.pocketrec, kSeries.pale],
      alternative: say`Bars: share of all choices that fall on the most chosen tenth and hundredth of
      the items, in each data set. Book-Crossing subset ${facts[0].topTenth} and
      ${facts[0].topHundredth}, our sample ${facts[3].topTenth} and ${facts[3].topHundredth}.`,
    },
  );
  const subset = data.sets["book-crossing"];
  page.heading(say`Book-Crossing subset`, right);
  page.bullets(
    [
      say`${subset.onePerson} of its books were chosen by one person only`,
      say`${subset.oneItem} of its readers chose a single book`,
      say`Of all pairs of reader and book, ${subset.filled} are known`,
      say`${subset.rowsNoted} repairs and notes, ${subset.rowsDropped} rows left out, each counted
        by reason`,
      say`${subset.withoutFacts} ratings name a book without title or author`,
    ],
    { ...right, y: 2.1, h: 4.5 },
    { gap: 12 },
  );
  page.source(say`data.json: share of choices that fall on the most chosen items`);
  const goodbooks = data.sets["goodbooks-10k"];
  page.notes(
    say`A user is whoever chose something, an item is what can be chosen, and an interaction is one
      person's choice of one item; a rating may come with it. The chart shows how unequal items are.
      In the Book-Crossing subset the most chosen tenth of the books gets ${subset.topTenth} of all
      choices; in goodbooks, where every book has about as many ratings as any other,
      ${goodbooks.topTenth}. The median reader of the subset
      chose ${subset.medianItems}, and the median book has ${subset.medianPeople}. So for most of the
      catalogue there is hardly any audience to learn from: cold start is the normal case, not the
      exception. Low ratings are ${subset.low} of the choices. The numbers of rows repaired and left
      out come from the report that the trainer writes beside each bundle; most of what was left out are users who chose nothing.`,
  );
}

export default [sets, people];
