// The visitor's data as theirs: where it is, bringing it along from elsewhere, taking it away,
// deleting it.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { download } from "../download.js";
import type { LibraryError, OwnFile } from "../library-file.js";
import type { ImportReport } from "../library-import.js";
import type { Page } from "../page.js";
import { LightElement } from "./light-element.js";

const kUnmatchedShown = 50;

type Import =
  | { status: "running"; progress: number; abort: AbortController }
  | { status: "done"; report: ImportReport }
  | { status: "cancelled" }
  | { status: "failed"; error: unknown };

@customElement("pr-own-data")
export class OwnData extends LightElement {
  @property({ attribute: false }) page!: Page<"you">;
  @state() private import: Import | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.import?.status === "running") this.import.abort.abort();
  }

  override render() {
    const { data } = this.page.text;
    const { liked } = this.page;
    const hasAny = liked.history.length + liked.hiddenAuthors.length > 0;
    return html`<section class="own-data" aria-labelledby="data-heading">
      <h2 id="data-heading" tabindex="-1">${data.title}</h2>
      <p>${liked.isKept === false ? data.notKept : data.kept}</p>
      <div class="own-import">
        <label class="button button-quiet file-button">
          ${data.import}
          <input class="visually-hidden" type="file" accept=".csv,.json,.txt,text/csv,application/json"
            aria-describedby="import-hint" @change=${this.onFile} />
        </label>
        <p id="import-hint" class="aside">${data.importHint}</p>
        <div role="status">${this.import ? this.progress(this.import) : nothing}</div>
      </div>
      ${hasAny ? this.away() : nothing}
      ${this.confirmation()}
    </section>`;
  }

  private away(): TemplateResult {
    const { data } = this.page.text;
    return html`<div class="own-away">
      <button class="button button-quiet" type="button" @click=${() => this.export("json")}>${data.exportJson}</button>
      <button class="button button-quiet" type="button" @click=${() => this.export("csv")}>${data.exportCsv}</button>
      <button class="button button-quiet button-danger" type="button"
        @click=${() => this.dialog.showModal()}>${data.delete}</button>
    </div>`;
  }

  private progress(state: Import): TemplateResult {
    const { data, numbers, cancel } = this.page.text;
    if (state.status === "running") {
      return html`<div class="own-running">
        <progress max="1" .value=${state.progress} aria-label=${data.importing}></progress>
        <span aria-hidden="true">${numbers.percent(state.progress)}</span>
        <button class="link-button" type="button" @click=${() => state.abort.abort()}>${cancel}</button>
      </div>`;
    }
    if (state.status === "done") return this.report(state.report);
    if (state.status === "cancelled") return html`<p class="own-report">${data.cancelled}</p>`;
    const { error } = state;
    const sentence = isLibraryError(error) ? data.fault(error.fault, error.found) : data.unreadable;
    return html`<p class="own-report own-fault">${sentence}</p>`;
  }

  private report({ entries, numUndecided, unmatched }: ImportReport): TemplateResult {
    const { data, facts } = this.page.text;
    const numLiked = entries.filter(({ weight }) => weight !== 0).length;
    const rest = unmatched.length - kUnmatchedShown;
    return html`<div class="own-report">
      <p><strong>${data.matched(entries.length)}</strong></p>
      <p>${data.matchedFacts(numLiked, entries.length - numLiked, numUndecided)}</p>
      ${
        unmatched.length > 0
          ? html`<details>
              <summary>${data.unmatched(unmatched.length)}</summary>
              <ul>
                ${unmatched.slice(0, kUnmatchedShown).map((title) => html`<li><bdi>${title}</bdi></li>`)}
                ${rest > 0 ? html`<li>${facts.andMore(rest)}</li>` : nothing}
              </ul>
            </details>`
          : nothing
      }
    </div>`;
  }

  /** Asks once. The browser keeps the focus inside, and gives it back. */
  private confirmation(): TemplateResult {
    const { data, cancel } = this.page.text;
    return html`<dialog class="question" aria-labelledby="delete-heading" aria-describedby="delete-hint">
      <form method="dialog">
        <h2 id="delete-heading">${data.deleteQuestion}</h2>
        <p id="delete-hint">${data.deleteHint}</p>
        <div class="question-answers">
          <button class="button button-quiet" value="">${cancel}</button>
          <button class="button button-delete" value="delete" @click=${this.deleteAll}>${data.deleteYes}</button>
        </div>
      </form>
    </dialog>`;
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector("dialog") as HTMLDialogElement;
  }

  private readonly deleteAll = async (): Promise<void> => {
    this.import = null;
    await this.page.liked.deleteEverything();
    this.page.announce(this.page.text.data.deleted);
    this.querySelector<HTMLElement>("#data-heading")?.focus();
  };

  private readonly onFile = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = ""; // the same file can be chosen again
    if (!file) return;
    if (this.import?.status === "running") this.import.abort.abort();
    const abort = new AbortController();
    const current: Import = { status: "running", progress: 0, abort };
    this.import = current;
    const become = (state: Import) => {
      if (this.import === current) this.import = state;
    };
    try {
      become(await this.bring(file, current));
    } catch (error) {
      become(abort.signal.aborted ? { status: "cancelled" } : { status: "failed", error });
    }
  };

  /** Nothing is taken over before all of the file is read. */
  private async bring(file: File, running: Import & { status: "running" }): Promise<Import> {
    const { recommender, rest, liked } = this.page;
    const { signal } = running.abort;
    await rest.catch(() => {}); // without search, ids are still found
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { importLibrary } = await import("../library-import.js");
    const report = await importLibrary(recommender, bytes, {
      signal,
      onProgress: (progress) => {
        if (progress - running.progress < 0.01) return;
        running.progress = progress;
        this.requestUpdate();
      },
    });
    signal.throwIfAborted();
    liked.putAll(report.entries, report.hiddenAuthors);
    return { status: "done", report };
  }

  private async export(kind: "json" | "csv"): Promise<void> {
    const { recommender, liked } = this.page;
    const ratings = await Promise.all(
      liked.history.map(async ({ id, weight }) => {
        const item: Partial<Item> = await recommender.item(id).catch(() => ({}));
        const { title = "", author = "" } = item;
        return { id, title, author, liked: weight !== 0 };
      }),
    );
    const { hiddenAuthors } = liked;
    const file: OwnFile = { format: "pocketrec-history", version: 1, ratings, hiddenAuthors };
    const { writeLibrary } = await import("../library-file.js");
    const type = kind === "json" ? "application/json" : "text/csv";
    download(`pocketrec.${kind}`, type, writeLibrary(file, kind));
  }
}

/** By its name, since its class comes with the code that reads files. */
function isLibraryError(error: unknown): error is LibraryError {
  return error instanceof Error && error.name === "LibraryError";
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-own-data": OwnData;
  }
}
