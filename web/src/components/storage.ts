// What is kept on this device, and a way to clear it, which asks once.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isLarge, type Page } from "../page.js";
import { clearKept, type StorageUse, storageUse } from "../storage.js";
import { LightElement } from "./light-element.js";
import { bar } from "./strength.js";

@customElement("pr-storage")
export class StoragePanel extends LightElement {
  @property({ attribute: false }) page!: Page<"quality">;
  @state() private isAsking = false;
  @state() private clears = 0;

  private readonly use = new Task(this, {
    task: async () => storageUse(),
    // Counted anew when there is more, or nothing, to count.
    args: () => [this.page.offline.keeping, this.clears] as const,
  });

  override render() {
    const { recommender, text, offline } = this.page;
    const { keeping } = offline;
    const use = this.use.value;
    const isInPart = keeping === "kept" && isLarge(recommender);
    return html`
      <p class="keeping" role="status" data-keeping=${keeping}>
        ${isInPart ? text.storage.keptOfLarge : text.storage.keeping[keeping]}
      </p>
      ${use ? this.table(use) : nothing}
      ${use && use.pageBytes + use.bundleBytes > 0 ? this.clearing() : nothing}`;
  }

  private table({ pageBytes, bundleBytes, ownBytes, quotaBytes }: StorageUse): TemplateResult {
    const { storage, numbers } = this.page.text;
    const rows = [
      [storage.bundle, bundleBytes],
      [storage.page, pageBytes],
      [storage.own, ownBytes],
    ] as const;
    const most = Math.max(1, ...rows.map(([, bytes]) => bytes));
    return html`<dl class="facts sizes">
        ${rows.map(
          ([name, bytes]) => html`<div>
            <dt>${name}</dt>
            <dd>${numbers.bytes(bytes)}${bar(bytes / most)}</dd>
          </div>`,
        )}
      </dl>
      <p class="notes">${quotaBytes === null ? nothing : storage.quota(quotaBytes)} ${storage.ownNote}</p>`;
  }

  private clearing(): TemplateResult {
    const { storage, cancel } = this.page.text;
    if (!this.isAsking) {
      return html`<p class="panel-actions">
        <button class="button button-quiet storage-clear" type="button"
          @click=${() => this.ask(true)}>${storage.clear}</button>
      </p>`;
    }
    return html`<div class="asking" role="group" aria-labelledby="clear-question">
      <p id="clear-question">${storage.sure}</p>
      <p class="panel-actions">
        <button class="button storage-sure" type="button" @click=${this.clear}>
          ${storage.clearNow}</button>
        <button class="button button-quiet" type="button" @click=${() => this.ask(false)}>
          ${cancel}</button>
      </p>
    </div>`;
  }

  /** The focus goes to what took the place of the button that was pressed. */
  private async ask(isAsking: boolean): Promise<void> {
    this.isAsking = isAsking;
    await this.updateComplete;
    this.querySelector<HTMLElement>(isAsking ? ".storage-sure" : ".storage-clear")?.focus();
  }

  private readonly clear = async (): Promise<void> => {
    await clearKept();
    this.isAsking = false;
    this.clears += 1;
    this.page.offline.cleared();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-storage": StoragePanel;
  }
}
