// The figures of a manifest, method by method.
import { html, nothing, type TemplateResult } from "lit";
import type { Numbers } from "../format.js";
import type { Figure, MetricTable } from "../metrics.js";
import type { Strings } from "../strings/translation.js";
import { bar } from "./strength.js";

/** `labelledBy` is the id of the heading above. */
export function metricTable(
  { quality, numbers }: Strings<"quality">,
  table: MetricTable,
  labelledBy: string,
): TemplateResult {
  const best = Math.max(...table.rows.map((row) => row.figures[0]?.value ?? 0));
  return html`
    <p class="aside">${quality.lead}</p>
    <div class="table-scroll" tabindex="0" role="group" aria-labelledby=${labelledBy}>
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

export function hasIntervals({ rows }: MetricTable): boolean {
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
