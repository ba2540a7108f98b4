// How good the recommendations are, what they cost, and where the data is. Figures come from the
// bundle's manifest, or are measured here and now; what is in neither is said to be missing.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LightElement } from "../components/light-element.js";
import "../components/measure.js";
import { hasIntervals, metricTable } from "../components/metric-table.js";
import "../components/storage.js";
import { bar } from "../components/strength.js";
import { type MetricTable, readMetrics } from "../metrics.js";
import {
  calibrationCard,
  catalogueFigures,
  type Finding,
  findingOf,
  kCatalogueMetrics,
  partSizes,
} from "../model-card.js";
import { isLarge, loadedBytes, offers, type Page } from "../page.js";

@customElement("pr-quality")
export class Quality extends LightElement {
  @property({ attribute: false }) page!: Page<"quality">;

  override render() {
    const { page } = this;
    const { quality, measure, storage, views } = page.text;
    const table = readMetrics(this.manifest.metrics ?? {});
    const finding = table && findingOf(table);
    return html`
      <h1 tabindex="-1">${views.quality.title}</h1>
      <p class="lead">${quality.intro}</p>
      ${finding ? this.tiles(finding) : nothing}
      <div class="report">
        <div>
          ${section("meaning", quality.meaning, this.meaning(finding))}
          ${section(
            "figures",
            quality.figures,
            table ? metricTable(page.text, table, "figures-heading") : html`<p>${quality.none}</p>`,
          )}
          ${this.calibration()} ${this.catalogue()}
          ${section("missing", quality.missing, this.missing(table))}
        </div>
        <div>
          ${section("device", measure.title, html`<pr-measure .page=${page}></pr-measure>`)}
          ${section("storage", storage.title, html`<pr-storage .page=${page}></pr-storage>`)}
        </div>
        <div>
          ${section("parts", quality.parts, this.parts())}
          ${section("privacy", quality.privacy, this.privacy())}
          ${section("about", quality.about, this.about())}
        </div>
      </div>`;
  }

  private get manifest() {
    return this.page.recommender.info.manifest;
  }

  private tiles({ depth, own, popular, ratio }: Finding): TemplateResult {
    const { quality, numbers } = this.page.text;
    const error = calibrationCard(this.manifest)?.error ?? null;
    return html`<ul class="tiles">
      ${tile(
        numbers.percent(own.value),
        quality.found(depth),
        own.interval ? quality.range(...own.interval) : nothing,
      )}
      ${ratio === null || !popular ? nothing : tile(quality.times(ratio), quality.timesWhat(popular.value))}
      ${error === null ? nothing : tile(quality.points(error), quality.pointsWhat)}
    </ul>`;
  }

  private meaning(finding: Finding | null): TemplateResult {
    const { quality } = this.page.text;
    const sentences: (string | null)[] = [
      finding?.ratio ? quality.worth(finding.ratio) : null,
      finding?.popular && !finding.isSure ? quality.unsure : null,
      this.manifest.data.simulated ? quality.simulated : null,
      quality.offline,
      quality.test,
    ];
    return html`<ul class="sentences">
      ${sentences.map((one) => (one ? html`<li>${one}</li>` : nothing))}
    </ul>`;
  }

  private calibration(): TemplateResult | typeof nothing {
    const { quality, numbers } = this.page.text;
    const card = calibrationCard(this.manifest);
    if (!card) return nothing;
    const most = Math.max(...card.points.map(({ share }) => share));
    return section(
      "calibration",
      quality.calibration,
      html`<p class="aside">${quality.calibrationLead}</p>
        <dl class="facts sizes">
          ${card.points.map(
            ({ score, share }) => html`<div>
              <dt>${quality.scored(score)}</dt>
              <dd>${quality.choseIt(numbers.share(share))}${bar(most > 0 ? share / most : 0)}</dd>
            </div>`,
          )}
        </dl>
        ${card.error === null ? nothing : html`<p class="notes">${quality.calibrationError(card.error)}</p>`}`,
    );
  }

  private catalogue(): TemplateResult | typeof nothing {
    const { quality } = this.page.text;
    const figures = catalogueFigures(this.manifest);
    const known = kCatalogueMetrics.filter((name) => figures[name] !== undefined);
    if (known.length === 0) return nothing;
    return section(
      "catalogue",
      quality.catalogue,
      html`<dl class="facts">
        ${known.map(
          (name) => html`<div>
            <dt>${quality.catalogueNames[name]}</dt>
            <dd>${quality.catalogueFigure(name, figures[name] as number)}</dd>
          </div>`,
        )}
      </dl>`,
    );
  }

  private missing(table: MetricTable | null): TemplateResult {
    const { quality } = this.page.text;
    const figures = catalogueFigures(this.manifest);
    const finding = table && findingOf(table);
    const lacks = {
      baseline: !finding?.popular,
      intervals: !table || !hasIntervals(table),
      calibration: !calibrationCard(this.manifest),
      coverage: figures.coverage === undefined,
      bias: figures.gini === undefined && figures.novelty === undefined,
      newItems: true, // no trainer writes it into a manifest yet
    };
    const names = (Object.keys(lacks) as (keyof typeof lacks)[]).filter((name) => lacks[name]);
    return html`<ul class="sentences">
        ${names.map((name) => html`<li>${quality.missingNames[name]}</li>`)}
      </ul>
      <p class="notes">${quality.missingHint}</p>`;
  }

  private parts(): TemplateResult {
    const { quality, numbers } = this.page.text;
    const { counts } = this.manifest;
    const parts = partSizes(this.manifest);
    const most = parts[0]?.bytes ?? 1;
    const vectors = parts.find(({ name }) => name === "items")?.bytes ?? 0;
    const each = counts.items > 0 ? quality.bytesEach(Math.round(vectors / counts.items)) : nothing;
    return html`
      <dl class="facts sizes">
        ${parts.map(
          ({ name, bytes }) => html`<div>
            <dt>${quality.partNames[name] ?? name}</dt>
            <dd>${numbers.bytes(bytes)}${bar(bytes / most)}</dd>
          </div>`,
        )}
      </dl>
      <p class="notes">
        ${isLarge(this.page.recommender) ? quality.partsNoteOfLarge : html`${each} ${quality.partsNote}`}
      </p>`;
  }

  private privacy(): TemplateResult {
    const { quality } = this.page.text;
    const { counts } = this.manifest;
    const published = offers(this.page, "users")
      ? quality.published(counts.users)
      : quality.unpublished;
    return html`<ul class="sentences">
      ${[...quality.privately, published].map((one) => html`<li>${one}</li>`)}
    </ul>`;
  }

  private about(): TemplateResult {
    const { text, recommender } = this.page;
    const { quality } = text;
    const { info } = recommender;
    const { data, code_version: version, seed, parameters, model_id: id } = this.manifest;
    const rows = [
      [quality.data, quality.dataFacts(data.format, data.simulated)],
      [
        quality.size,
        text.bundleFacts(info.numItems, info.manifest.counts.users, loadedBytes(recommender)),
      ],
      [quality.vectors, quality.vectorFacts(info.numFactors, info.bits)],
      [quality.version, quality.versionFacts(version, seed)],
    ];
    const settings = Object.entries({ ...parameters, model_id: id, data: data.fingerprint });
    return html`
      <dl class="facts">
        ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
      <details class="settings">
        <summary>${quality.settings}</summary>
        <dl class="facts" lang="en" dir="ltr">
          ${settings.map(
            ([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`,
          )}
        </dl>
      </details>`;
  }
}

function section(id: string, heading: string, content: unknown): TemplateResult {
  return html`<section class="report-part" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}</h2>
    ${content}
  </section>`;
}

function tile(value: string, what: string, note: unknown = nothing): TemplateResult {
  return html`<li class="tile">
    <strong>${value}</strong>
    <span>${what}</span>
    ${note === nothing ? nothing : html`<small>${note}</small>`}
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-quality": Quality;
  }
}
