// What the start page says of itself. It needs no bundle, and is there before one.
import { html, type TemplateResult } from "lit";
import type { Strings } from "../strings/translation.js";

export function hero({ home }: Strings, hasUsers: boolean): TemplateResult {
  return html`<div class="hero">
    <h1 tabindex="-1">${home.title}</h1>
    <p class="lead">${hasUsers ? home.lead : home.leadWithoutUsers}</p>
  </div>`;
}
