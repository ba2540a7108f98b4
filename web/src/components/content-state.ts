// What stands in for an answer that needs the content part, until that is there.
import { html, type TemplateResult } from "lit";
import type { ContentPart } from "../content-part.js";
import type { Page } from "../page.js";
import { emptyState, errorState } from "./messages.js";

/** For a part that is not ready yet, failed, or that the bundle has not. */
export function contentState({ text }: Page, part: ContentPart): TemplateResult {
  const { status } = part;
  if (status.name === "absent") {
    return emptyState(text.content.missing, text.content.missingHint);
  }
  if (status.name === "failed") return errorState(text, status.error, () => part.retry());
  const [loaded, total] =
    status.name === "waiting" ? [status.loadedBytes, status.totalBytes] : [1, 1];
  return html`<div class="message content-loading" aria-busy="true">
    <h2 class="message-title" id="content-heading">${text.content.loading}</h2>
    <p class="message-hint">${text.content.loadingHint}</p>
    <progress aria-labelledby="content-heading" max=${Math.max(1, total)} .value=${loaded}></progress>
    <p class="loading-bytes">${text.loadingOf(loaded, total)}</p>
    <button class="button button-quiet" type="button" @click=${() => part.cancel()}>${text.cancel}</button>
  </div>`;
}
