// The breadcrumb of "Similar items": the way back, item by item.
import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "pocketrec";
import { type Page, titleOf } from "../page.js";
import { linkTo } from "../route.js";
import { stepTo } from "../trail.js";

/** `behind` led to `here`, the first visited first. */
export function trail(
  page: Page,
  behind: readonly Item[],
  here: Item,
): TemplateResult | typeof nothing {
  if (behind.length === 0) return nothing;
  return html`<nav class="trail" aria-label=${page.text.similar.trail}>
    <ol>
      ${behind.map(
        (item) => html`<li>
          <a href=${linkTo(page.route, stepTo(page.route, item.id))}><bdi>${titleOf(item)}</bdi></a>
        </li>`,
      )}
      <li aria-current="page"><bdi>${titleOf(here)}</bdi></li>
    </ol>
  </nav>`;
}
