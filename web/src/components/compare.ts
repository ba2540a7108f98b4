// Two ranked lists side by side, so that what stands on both can be seen.
import { html, nothing, type TemplateResult } from "lit";
import type { ScoredItem } from "pocketrec";
import type { Page } from "../page.js";
import { itemCard } from "./item-card.js";
import { placeholders } from "./result-list.js";
import { strength } from "./strength.js";

export interface Column {
  name: string;
  title: string;
  hint: string;
  /** What a score of this column means. */
  scoreHint: string;
  /** Undefined until the first answer. */
  items: readonly ScoredItem[] | undefined;
}

/** `foot` stands below the score on each card. */
export function compare(
  page: Page,
  columns: readonly [Column, Column],
  foot: (item: ScoredItem) => TemplateResult,
): TemplateResult {
  const [first, second] = columns.map(({ items }) => new Set(items?.map(({ id }) => id)));
  const isOnBoth = ({ id }: ScoredItem) => Boolean(first?.has(id) && second?.has(id));
  return html`<div class="compare">
    ${columns.map((column) => columnList(page, column, isOnBoth, foot))}
  </div>`;
}

/** How many stand on both lists; null until both are there. */
export function numOnBoth([{ items: a }, { items: b }]: readonly [Column, Column]): number | null {
  if (!a || !b) return null;
  const ids = new Set(a.map(({ id }) => id));
  return b.filter(({ id }) => ids.has(id)).length;
}

function columnList(
  page: Page,
  { name, title, hint, scoreHint, items }: Column,
  isOnBoth: (item: ScoredItem) => boolean,
  foot: (item: ScoredItem) => TemplateResult,
): TemplateResult {
  const { results, similar, numbers } = page.text;
  const score = (item: ScoredItem) =>
    strength(numbers.score(item.score), item.score, {
      label: results.similarity,
      hint: scoreHint,
      full: 1,
    });
  return html`<section class="compare-column" data-by=${name} aria-labelledby=${`by-${name}`}>
    <h3 class="compare-title" id=${`by-${name}`}>${title}</h3>
    <p class="aside">${hint}</p>
    ${
      items
        ? html`<ol class="cards">
            ${items.map(
              (item, i) => html`<li>
                ${itemCard(page, item, {
                  rank: i + 1,
                  foot: html`${score(item)}
                    ${isOnBoth(item) ? html`<p class="both-mark">${similar.onBoth}</p>` : nothing}
                    ${foot(item)}`,
                })}
              </li>`,
            )}
          </ol>`
        : html`<div class="cards" aria-busy="true">${placeholders(page.route.n)}</div>`
    }
    <p class="computed">${scoreHint}</p>
  </section>`;
}
