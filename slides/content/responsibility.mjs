// Privacy, risks, and what is next.
import { drawSteps } from "../drawings.mjs";
import { say } from "../say.mjs";
import { columns, kColour, kContent, kSize } from "../theme.mjs";

const kLarge = { size: 22, gap: 13 };

function privacy(page, { data }) {
  page.title(say`Privacy: nothing leaves the device`);
  drawSteps(
    page,
    [say`static files come in`, say`lists are computed here`, say`nothing goes out`],
    { ...kContent, y: 1.65, h: 0.9, gap: 0.6, size: kSize.body, bold: true, color: kColour.accent },
  );
  const [left, right] = columns([1, 1], 0.6);
  page.heading(say`What visitors get`, { ...left, y: 2.95 });
  page.bullets(
    [
      say`Likes and histories stay in the browser: look at them, save them, delete them`,
      say`No account, no cookies for tracking, no other site is asked`,
      say`Works offline after the first visit`,
    ],
    { ...left, y: 3.45, h: 3.2 },
    kLarge,
  );
  page.heading(say`What publishers must know`, { ...right, y: 2.95 });
  page.bullets(
    [
      say`--with-users publishes ids and histories. It is off by default: leave it off on public sites`,
      say`A bundle tells sums by country and age; small ones are hidden`,
      say`Training data still holds people: ask for consent, keep it safe`,
    ],
    { ...right, y: 3.45, h: 3.2 },
    kLarge,
  );
  page.source(say`README.md, data/README.md, core/FORMAT.md`);
  page.notes(
    say`The page loads files and sends nothing back: what a visitor likes is kept in their own browser,
      and they can look at it, save it and delete it. A strict policy in the page's headers forbids
      connections to other sites, and tests hold it to that. The web host still sees that somebody
      loaded a file, as every host does. For publishers there is one switch to know: with users. It puts
      ids and histories of the people in the training data into the files, which a dashboard for
      colleagues may need and a public site never does. It is off by default; our demonstration uses it,
      with simulated readers. Even without it, what ships was learned from people's choices. We have not
      measured what somebody could infer about single people from ${data.factors} numbers an item, and
      there is no formal guarantee such as differential privacy.`,
  );
}

function risks(page, { lists, speed, data }) {
  page.title(say`Risks, and what comes next`);
  const [left, right] = columns([1, 1], 0.6);
  page.heading(say`What may go wrong`, { ...left, y: 1.6 });
  page.bullets(
    [
      say`Measured on past choices of readers and of places; your people may differ`,
      say`Large catalogues are heavy for slow lines: first list ${speed.firstListSlow} on a
        simulated slow phone`,
      say`Items without facts stay unseen until somebody chooses them`,
      say`Lists follow what was popular; the tail needs help`,
    ],
    { ...left, y: 2.1, h: 4.6 },
    kLarge,
  );
  page.heading(say`Next steps`, { ...right, y: 1.6 });
  page.bullets(
    [
      say`Try it with your own files: one command, no upload`,
      say`Half of the visitors, a few weeks: does it sell?`,
      say`Training on several machines, when one is too small`,
      say`Publish smaller first files for large catalogues`,
    ],
    { ...right, y: 2.1, h: 4.6 },
    kLarge,
  );
  page.source(say`page.json (a slow line and a thread four times slower), data.json, EXPLORED.md`);
  const subset = data.sets["book-crossing"];
  page.notes(
    say`What we do not know, plainly. Everything was measured on choices that people made in the past,
      without our lists; books and places, not your catalogue. No test with real visitors was run. The
      page is quick on a good line; on a slow one, with a slow processor, the first list took
      ${speed.firstListSlow}, more than we aim for. In the subset, ${subset.withoutFacts} ratings
      belong to books without title or author: such books can only be reached by their readers. And
      searching longer for settings gave little: ${lists.tuneGoodbooks} on goodbooks and
      ${lists.tuneSubset} on the subset after ${lists.tuneMinutes} minutes, so do not expect wonders
      from tuning. Next: try it on your files, which stay on your machine, then run a real test.`,
  );
}

export default [privacy, risks];
