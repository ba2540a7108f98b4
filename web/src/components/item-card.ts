// One item on a list: a card where there is room, a row where there is not.

import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "pocketrec";
import { detailsLink, factLine, type Page, titleOf } from "../page.js";
import { cover } from "./cover.js";
import { directionOf } from "./cover-design.js";

export interface CardOptions {
  /** Position on a ranked list, from 1. */
  rank?: number;
  /** What stands at the foot of the card: a score, buttons. */
  foot?: TemplateResult | typeof nothing;
  /** Where its title leads; the item's details unless given. */
  link?: string;
}

const kCategoriesShown = 2;

export function itemCard(page: Page, item: Item, options: CardOptions = {}): TemplateResult {
  const title = titleOf(item);
  const facts = factLine(page.text, item);
  return html`<article class="card">
    ${cover({ title, author: item.author, categories: item.categories })}
    <div class="card-body">
      <h3 class="card-title" dir=${directionOf(title)}>
        ${
          options.rank
            ? html`<span class="visually-hidden">${page.text.results.rank(options.rank)}: </span>`
            : nothing
        }
        <a class="card-link" href=${detailsLink(page.route, item)}><bdi>${title}</bdi></a>
      </h3>
      ${item.author ? html`<p class="card-author"><bdi>${item.author}</bdi></p>` : nothing}
      ${facts ? html`<p class="card-facts"><bdi>${facts}</bdi></p>` : nothing}
      ${categoryTags(item)}
      ${options.foot ? html`<div class="card-foot">${options.foot}</div>` : nothing}
    </div>
  </article>`;
}

function categoryTags(item: Item): TemplateResult | typeof nothing {
  if (item.categories.length === 0) return nothing;
  return html`<ul class="tags">
    ${item.categories
      .slice(0, kCategoriesShown)
      .map((category) => html`<li class="tag" dir="auto">${category}</li>`)}
  </ul>`;
}

/** A small cover with its title, for shelves. `foot` as on a card. */
export function itemThumb(page: Page, item: Item, options: CardOptions = {}): TemplateResult {
  const title = titleOf(item);
  return html`<article class="thumb">
    ${cover({ title, author: item.author, categories: item.categories })}
    <h3 class="thumb-title" dir=${directionOf(title)}>
      <a class="card-link" href=${options.link ?? detailsLink(page.route, item)}><bdi>${title}</bdi></a>
    </h3>
    ${options.foot ? html`<div class="card-foot">${options.foot}</div>` : nothing}
  </article>`;
}

/** A row of small covers to scroll; wrapped, all of them at once. */
export function shelf(label: string, thumbs: TemplateResult[], wrapped = false): TemplateResult {
  return html`<ul class="shelf" aria-label=${label} ?data-wrapped=${wrapped}>
    ${thumbs.map((thumb) => html`<li>${thumb}</li>`)}
  </ul>`;
}
