// A score as a bar and a number.
import { html, nothing, svg, type TemplateResult } from "lit";

export interface StrengthOptions {
  label: string;
  hint: string;
  /** The value of a full bar: the best score of the list, or 1 for a cosine. */
  full: number;
  /** What the value means, in words. */
  meaning?: string;
}

/** `written` is the value as the page's language writes it. */
export function strength(
  written: string,
  value: number,
  { label, hint, full, meaning }: StrengthOptions,
): TemplateResult {
  return html`<div class="strength" title=${hint}>
    ${bar(full > 0 ? value / full : 0)}
    <span class="visually-hidden">${label}</span>
    <span class="strength-value">${written}</span>
    ${meaning ? html`<span class="strength-meaning">${meaning}</span>` : nothing}
  </div>`;
}

/** A bar that is filled to `fraction`, for the eye only. Widths are SVG attributes, since the page's CSP allows no style="". */
export function bar(fraction: number, kind: "for" | "against" = "for"): TemplateResult {
  const width = `${(100 * Math.min(1, Math.max(0, Math.abs(fraction)))).toFixed(1)}%`;
  return html`<svg class="bar" data-kind=${kind} aria-hidden="true">
    ${svg`<rect class="bar-track" width="100%" height="100%" />`}
    ${svg`<rect class="bar-fill" width=${width} height="100%" />`}
  </svg>`;
}
