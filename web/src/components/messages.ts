// Sentences instead of results: nothing here yet, or something went wrong.

import { html, nothing, type TemplateResult } from "lit";
import type { Strings } from "../strings/translation.js";

export function emptyState(title: string, hint: string, action: unknown = nothing): TemplateResult {
  return html`<div class="message">
    <svg class="message-art" viewBox="0 0 96 64" aria-hidden="true">
      <rect x="10" y="14" width="14" height="42" rx="2" />
      <rect x="28" y="8" width="12" height="48" rx="2" />
      <rect x="44" y="18" width="16" height="38" rx="2" />
      <rect x="66" y="13" width="13" height="44" rx="2" transform="rotate(-14 72 56)" />
      <path d="M4 57 H92" />
    </svg>
    <h2 class="message-title">${title}</h2>
    <p class="message-hint">${hint}</p>
    ${action}
  </div>`;
}

/** What failed, what to do about it, and the engine's own sentence for whoever mends it. */
export function errorState(
  text: Strings,
  error: { code: string; message: string },
  retry?: () => void,
): TemplateResult {
  const advice = text.failure(error.code);
  return html`<div class="message message-error" role="alert" data-code=${error.code}>
    <h2 class="message-title">${advice.title}</h2>
    <p class="message-hint">${advice.hint}</p>
    <p class="message-detail" lang="en" dir="ltr">${error.message}</p>
    ${
      retry && advice.retry
        ? html`<button class="button" type="button" @click=${retry}>${text.retry}</button>`
        : nothing
    }
  </div>`;
}

/** Something of the whole page failed, which works on without it. */
export function banner(sentence: string, action: string, act: () => void): TemplateResult {
  return html`<p class="banner" role="alert">
    ${sentence}
    <button class="link-button" type="button" @click=${act}>${action}</button>
  </p>`;
}

/** Something to know that takes nothing away, said when a screen reader has nothing else to say. */
export function notice(sentence: string, action: string, act: () => void): TemplateResult {
  return html`<p class="banner banner-quiet" role="status">
    ${sentence}
    <button class="link-button" type="button" @click=${act}>${action}</button>
  </p>`;
}
