// The bundle on its way: how much of it is here, part by part, and a way to stop.
import { html, type TemplateResult } from "lit";
import type { Progress } from "../bundle-session.js";
import type { Strings } from "../strings/translation.js";

/** `isBelow`: there is a heading above it already. */
export function loadingState(
  text: Strings,
  { loadedBytes, totalBytes, parts }: Progress,
  cancel: () => void,
  isBelow: boolean,
): TemplateResult {
  const title = text.loadingTitle;
  return html`<div class="message loading">
    ${
      isBelow
        ? html`<h2 class="message-title" id="loading-heading">${title}</h2>`
        : html`<h1 class="message-title" id="loading-heading">${title}</h1>`
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
