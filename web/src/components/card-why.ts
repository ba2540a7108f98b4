// Why an item is on a list, in two lines of its card; the details have all of it.
import { html, nothing, type TemplateResult } from "lit";
import { type Page, titleOf } from "../page.js";
import type { Reason } from "../reasons.js";
import { isolate } from "../strings/shared.js";

/** `reasons` is undefined until they are known: their place is kept, so that nothing jumps. */
export function cardWhy(
  { text }: Page,
  reasons: readonly Reason[] | undefined,
): TemplateResult | typeof nothing {
  if (reasons?.length === 0) return nothing;
  return html`<div class="card-why" aria-busy=${reasons ? "false" : "true"}>
    ${
      reasons
        ? html`<p>${text.results.because}</p>
          <ul>
            ${reasons.map(
              ({ item, share }) => html`<li title=${isolate(titleOf(item))}>
                <span class="card-why-share">${text.numbers.share(share)}</span>
                <bdi>${titleOf(item)}</bdi>
              </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}
