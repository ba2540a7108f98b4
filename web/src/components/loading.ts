// The bundle on its way: how much of it is here, part by part, and a way to stop.
import { html, nothing, type TemplateResult } from "lit";
import type { Progress } from "../bundle-session.js";
import type { Strings } from "../strings/translation.js";

/** `hero`: what the start page begins with, to be read meanwhile. */
export function loadingState(
  text: Strings,
  { loadedBytes, totalBytes, parts }: Progress,
  cancel: () => void,
  hero: TemplateResult | typeof nothing,
): TemplateResult {
  const title = text.loadingTitle;
  return html`${hero}<div class="message loading">
    ${
      hero === nothing
        ? html`<h1 class="message-title" id="loading-heading">${title}</h1>`
        : html`<h2 class="message-title" id="loading-heading">${title}</h2>`
    }
    <p class="message-hint">${text.loadingHint}</p>
    <progress aria-labelledby="loading-heading" max=${Math.max(1, totalBytes)} .value=${loadedBytes}></progress>
    <p class="loading-bytes">${text.loadingOf(loadedBytes, totalBytes)}</p>
    <ul class="loading-parts">
      ${parts.map(
        (part) => html`<li>
          ${text.loadingParts[part.name] ?? part.name}<span>${text.numbers.bytes(part.bytes)}</span>
        </li>`,
      )}
    </ul>
    <button class="button button-quiet" type="button" @click=${cancel}>${text.cancel}</button>
  </div>`;
}
