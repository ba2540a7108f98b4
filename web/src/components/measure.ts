// What this device takes: what the visit took so far, and how long questions take, on request.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { asPocketrecError } from "../bundle-session.js";
import { measureQueries, pageBytes, scriptMemory, type Timing } from "../measurement.js";
import { opening } from "../opening.js";
import type { Page } from "../page.js";
import { LightElement } from "./light-element.js";
import { errorState } from "./messages.js";

type Run =
  | { status: "idle" | "cancelled" }
  | { status: "running"; done: number; total: number; abort: AbortController }
  | { status: "done"; timings: Timing[] }
  | { status: "failed"; error: unknown };

@customElement("pr-measure")
export class Measure extends LightElement {
  @property({ attribute: false }) page!: Page<"quality">;
  @state() private run: Run = { status: "idle" };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.run.status === "running") this.run.abort.abort();
  }

  override render() {
    const { measure } = this.page.text;
    return html`
      <dl class="facts">
        ${this.facts().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
      <p class="notes">${measure.loadNote}</p>
      ${this.result()}`;
  }

  private facts(): [string, string][] {
    const { text, recommender } = this.page;
    const { measure, numbers } = text;
    const { info } = recommender;
    const opened = opening();
    const memory = scriptMemory();
    return [
      [measure.opened, opened ? numbers.milliseconds(opened.sinceStartMs) : measure.untold],
      [measure.bundleBytes, numbers.bytes(info.bytes)],
      [measure.engineBytes, opened ? numbers.bytes(opened.wasmBytes) : measure.untold],
      [measure.pageBytes, numbers.bytes(pageBytes())],
      [measure.engineMemory, numbers.bytes(info.memoryBytes)],
      [measure.scriptMemory, memory === null ? measure.untold : numbers.bytes(memory)],
      ...(info.numLists === 0
        ? [[measure.scanned, measure.scannedAll(info.numItems)] satisfies [string, string]]
        : []),
    ];
  }

  private result(): TemplateResult {
    const { run } = this;
    const { text } = this.page;
    const { measure } = text;
    if (run.status === "running") return this.progress(run.done, run.total, run.abort);
    return html`
      ${run.status === "done" ? this.table(run.timings) : nothing}
      ${run.status === "failed" ? errorState(text, asPocketrecError(run.error)) : nothing}
      ${run.status === "cancelled" ? html`<p class="aside">${measure.cancelled}</p>` : nothing}
      <p class="panel-actions">
        <button class="button measure-start" type="button" @click=${this.start}>
          ${run.status === "idle" ? measure.start : measure.again}
        </button>
      </p>`;
  }

  private progress(done: number, total: number, abort: AbortController): TemplateResult {
    const { text } = this.page;
    return html`<div class="measure-running">
      <label id="measure-label">${text.measure.running}</label>
      <progress aria-labelledby="measure-label" max=${total} .value=${done}></progress>
      <p class="panel-actions">
        <button class="button button-quiet measure-cancel" type="button"
          @click=${() => abort.abort()}>${text.cancel}</button>
      </p>
    </div>`;
  }

  private table(timings: Timing[]): TemplateResult {
    const { measure, numbers } = this.page.text;
    const { numItems, numLists } = this.page.recommender.info;
    // With lists, not all items are looked at.
    const perSecond = numLists === 0 ? scannedPerSecond(timings, numItems) : null;
    return html`
      <div class="table-scroll" tabindex="0" role="group" aria-labelledby="device-heading">
        <table class="metrics timings">
          <thead>
            <tr>
              <th scope="col">${measure.question}</th>
              <th scope="col">${measure.median}</th>
              <th scope="col">${measure.slowest}</th>
            </tr>
          </thead>
          <tbody>
            ${timings.map(
              ({ kind, medianMs, slowestMs }) => html`<tr>
                <th scope="row">${measure.kinds[kind]}</th>
                <td>${numbers.milliseconds(medianMs)}</td>
                <td>${numbers.milliseconds(slowestMs)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${perSecond === null ? nothing : html`<p class="notes">${measure.note(perSecond)}</p>`}`;
  }

  private readonly start = async (): Promise<void> => {
    const abort = new AbortController();
    const show = (done: number, total: number) => {
      this.run = { status: "running", done, total, abort };
    };
    show(0, 1);
    const { recommender, announce, text, rest } = this.page;
    try {
      await rest.catch(() => {}); // without search, the others are measured
      const timings = await measureQueries(recommender, { signal: abort.signal, onProgress: show });
      this.run = { status: "done", timings };
      announce(text.measure.finished);
    } catch (error) {
      this.run = abort.signal.aborted ? { status: "cancelled" } : { status: "failed", error };
    }
    // The button that was pressed is gone: its place is taken by this one.
    await this.updateComplete;
    if (this.isConnected) this.querySelector<HTMLElement>(".measure-start")?.focus();
  };
}

function scannedPerSecond(timings: Timing[], numItems: number): number {
  const ms = timings.find(({ kind }) => kind === "recommend")?.medianMs ?? 0;
  return ms > 0 ? (1000 * numItems) / ms : 0;
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-measure": Measure;
  }
}
