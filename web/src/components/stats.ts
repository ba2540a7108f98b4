// A few figures that matter, large, each with what it means.
import { html, type TemplateResult } from "lit";

export interface Stat {
  value: string;
  label: string;
  hint: string;
}

export function stats(all: readonly Stat[]): TemplateResult {
  return html`<ul class="stats">
    ${all.map(
      ({ value, label, hint }) => html`<li class="stat">
        <p class="stat-line"><strong class="stat-value">${value}</strong> <span>${label}</span></p>
        <p class="aside">${hint}</p>
      </li>`,
    )}
  </ul>`;
}
