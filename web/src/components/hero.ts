// What the start page says of itself. It needs no bundle, and is there before one.
import { html, type TemplateResult } from "lit";
import type { Manifest } from "pocketrec";
import type { Strings } from "../strings/translation.js";

/** `manifest`: null until it is known what the bundle has. */
export function hero({ home }: Strings, manifest: Manifest | null): TemplateResult {
  const hasUsers = manifest === null || manifest.parts.users !== undefined;
  return html`<div class="hero">
    <h1 tabindex="-1">${home.title}</h1>
    <p class="lead">${hasUsers ? home.lead : home.leadWithoutUsers}</p>
  </div>`;
}
