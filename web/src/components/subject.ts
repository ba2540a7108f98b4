// The item that a view is about: its cover, what it is, and where to go from it.
import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "pocketrec";
import { detailsLink, factLine, type Page, titleOf } from "../page.js";
import { isolate } from "../strings/shared.js";
import { cover } from "./cover.js";
import { mapLink } from "./map-link.js";

/** `actions` are links and buttons beside the one to the details. */
export function subject(
  page: Page,
  item: Item,
  actions: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { text, route } = page;
  const title = titleOf(item);
  return html`<section class="subject" aria-label=${isolate(title)}>
    <div class="subject-cover">
      ${cover({ title, author: item.author, categories: item.categories })}
    </div>
    <div class="subject-body">
      <h2 class="subject-title"><bdi>${title}</bdi></h2>
      ${item.author ? html`<p class="card-author"><bdi>${item.author}</bdi></p>` : nothing}
      <p class="card-facts"><bdi>${factLine(text, item)}</bdi></p>
      <p class="card-facts">${text.facts.chosenBy(item.popularity)}</p>
      <div class="subject-actions">
        <a class="button button-quiet" href=${detailsLink(route, item)}>${text.facts.details}</a>
        ${actions} ${mapLink(page, { mark: item.id }, "button button-quiet")}
      </div>
    </div>
  </section>`;
}
