// How good the recommendations were when measured, and what the bundle is. Figures come from the
// manifest only.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Numbers } from "../format.js";
import { type Figure, type MetricTable, readMetrics } from "../metrics.js";
import type { Page } from "../page.js";
import { LightElement } from "./light-element.js";
import { bar } from "./strength.js";

@customElement("pr-quality")
export class Quality extends LightElement {
  @property({ attribute: false }) page!: Page;

  /** Opens the panel; the browser returns the focus when it closes. */
  open(): void {
    this.dialog.showModal();
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector("dialog") as HTMLDialogElement;
  }

  override render() {
    const { text, recommender } = this.page;
    const table = readMetrics(recommender.info.manifest.metrics ?? {});
    return html`<dialog class="panel" aria-labelledby="quality-heading" @click=${this.onClick}>
      <div class="panel-inner">
        <button class="icon-button panel-close" type="button" aria-label=${text.close}
          @click=${() => this.dialog.close()}><span aria-hidden="true">×</span></button>
        <h2 id="quality-heading" class="panel-title">${text.quality.title}</h2>
        ${table ? this.table(table) : html`<p>${text.quality.none}</p>`} ${this.about()}
      </div>
    </dialog>`;
  }

  private table(table: MetricTable): TemplateResult {
    const { quality, numbers } = this.page.text;
    const best = Math.max(...table.rows.map((row) => row.figures[0]?.value ?? 0));
    return html`
      <p class="aside">${quality.lead}</p>
      <div class="table-scroll" tabindex="0" role="region" aria-labelledby="quality-heading">
        <table class="metrics">
          <thead>
            <tr>
              <th scope="col">${quality.method}</th>
              ${table.columns.map((column) => html`<th scope="col">${quality.column(column)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${table.rows.map(
              (row) => html`<tr ?data-own=${row.isOwn}>
                <th scope="row">
                  ${quality.model(row.name, row.isOwn)}${bar(best > 0 ? (row.figures[0]?.value ?? 0) / best : 0)}
                </th>
                ${row.figures.map((figure) => figureCell(numbers, figure))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <ul class="notes">
        <li>${quality.recall}</li>
        <li>${quality.ndcg}</li>
        ${hasIntervals(table) ? html`<li>${quality.interval}</li>` : nothing}
        <li>
          ${table.users === null ? nothing : `${quality.users(table.users)} `}
          ${table.protocol === null ? nothing : `${quality.protocol(table.protocol)} `}
          ${quality.source}
        </li>
      </ul>`;
  }

  private about(): TemplateResult {
    const { quality } = this.page.text;
    const { info } = this.page.recommender;
    const { data, code_version: version, seed } = info.manifest;
    const rows = [
      [quality.data, quality.dataFacts(data.format, data.simulated)],
      [quality.size, this.page.text.bundleFacts(info.numItems, info.numUsers, info.bytes)],
      [quality.vectors, quality.vectorFacts(info.numFactors, info.bits)],
      [quality.version, quality.versionFacts(version, seed)],
    ];
    return html`<h3>${quality.about}</h3>
      <dl class="facts">
        ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>`;
  }

  /** A click beside the panel lands on the dialog itself: its backdrop. */
  private onClick = (event: Event) => {
    if (event.target === event.currentTarget) this.dialog.close();
  };
}

function hasIntervals({ rows }: MetricTable): boolean {
  return rows.some(({ figures }) => figures.some((figure) => figure?.interval));
}

function figureCell(numbers: Numbers, figure: Figure | null): TemplateResult {
  if (!figure) return html`<td>–</td>`;
  const { value, interval } = figure;
  return html`<td>
    ${numbers.metric(value)}
    ${interval ? html`<span class="interval">${interval.map(numbers.metric).join("–")}</span>` : nothing}
  </td>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-quality": Quality;
  }
}
