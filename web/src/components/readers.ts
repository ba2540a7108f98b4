// Where those live who chose an item, and how old they are, beside how common that is among
// everybody. Sums of people alone, and small ones are not in the bundle.
import { html, nothing, type TemplateResult } from "lit";
import type { Groups, Readers } from "pocketrec";
import { ageName, placeName } from "../names.js";
import type { Page } from "../page.js";
import { bar } from "./strength.js";

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
  const rows = (all: readonly Row[]) =>
    all.slice(0, kShown).map((row) => line(page, row, people, groups.people));
  const named = places.map((place) => ({ ...place, name: placeName(place.name, text.locale) }));
  const aged = ages.map((age) => ({ ...age, name: ageName(text.numbers, age) }));
  return html`<p class="aside">${words.readersHint(people, groups.leastPeople)}</p>
    <div class="taste-kinds">
      ${kind(words.places, rows(named))} ${kind(words.ages, rows(aged))}
    </div>`;
}

interface Row {
  name: string;
  people: number;
  chose: number;
}

function line(page: Page<"audience">, row: Row, readers: number, everybody: number) {
  const { numbers, audience: words } = page.text;
  const share = Math.min(1, row.chose / Math.max(1, readers));
  return html`<li>
    <span class="share-name"><bdi>${row.name}</bdi></span>
    <span class="share-value">${numbers.share(share)}</span>
    ${bar(share)}
    <span class="share-beside">${words.amongAll(numbers.share(row.people / everybody))}</span>
  </li>`;
}

function kind(title: string, rows: readonly TemplateResult[]): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<div>
    <h3>${title}</h3>
    <ul class="shares">${rows}</ul>
  </div>`;
}
