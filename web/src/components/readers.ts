// Where those live who chose an item, and how old they are, beside how common that is among
// everybody. Sums of people alone, and small ones are not in the bundle.
import { html, type TemplateResult } from "lit";
import type { Groups, PlaceGroup, Readers } from "pocketrec";
import { ageName, placeName } from "../names.js";
import type { Page } from "../page.js";
import { type Kind, kindList } from "./taste.js";

const kShown = 8;

/** Null while it is not known. */
export function readersPanel(
  page: Page<"audience">,
  known: { groups: Groups; readers: Readers } | null,
): TemplateResult {
  const { audience: words } = page.text;
  return html`<section class="taste readers" aria-labelledby="readers-heading">
    <h2 id="readers-heading">${words.readers}</h2>
    ${known === null ? html`<div class="placeholder placeholder-block"></div>` : content(page, known)}
  </section>`;
}

function content(
  page: Page<"audience">,
  { groups, readers }: { groups: Groups; readers: Readers },
) {
  const { text } = page;
  const { audience: words } = text;
  const { places, ages, people } = readers;
  if (places.length + ages.length === 0) {
    return html`<p class="aside">${words.readersFew(groups.leastPeople)}</p>`;
  }
  const { numbers } = text;
  const kindOf = (title: string, all: readonly (PlaceGroup & { chose: number })[]): Kind => ({
    title,
    rows: all.slice(0, kShown).map((row) => {
      const share = Math.min(1, row.chose / Math.max(1, people)); // rounded up, it can be more
      return {
        name: html`<bdi>${row.name}</bdi>`,
        share,
        written: numbers.share(share),
        beside: words.amongAll(numbers.share(row.people / groups.people)),
      };
    }),
  });
  const named = places.map((place) => ({ ...place, name: placeName(place.name, text.locale) }));
  const aged = ages.map((age) => ({ ...age, name: ageName(numbers, age) }));
  return html`<p class="aside">${words.readersHint(people, groups.leastPeople)}</p>
    <div class="taste-kinds">
      ${kindList(kindOf(words.places, named))} ${kindList(kindOf(words.ages, aged))}
    </div>`;
}
