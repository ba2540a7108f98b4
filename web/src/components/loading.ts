// The bundle on its way: how much of it is here, part by part, and a way to stop.
import { html, type TemplateResult } from "lit";
import type { Progress } from "../bundle-session.js";
import type { Strings } from "../strings/languages.js";

export function loadingState(
  text: Strings,
  progress: Progress,
  cancel: () => void,
): TemplateResult {
  const { loadedBytes, totalBytes, parts } = progress;
  return html`<div class="message loading">
    <h1 class="message-title" id="loading-heading">${text.loadingTitle}</h1>
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
