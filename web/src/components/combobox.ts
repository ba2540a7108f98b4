// Finding an item by part of its title or author, or by its id: the ARIA combobox pattern with a
// list that filters. Focus stays in the field; the arrows move the highlight.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { isLarge, offers, type Page, titleOf } from "../page.js";
import { LightElement } from "./light-element.js";

const kSuggestions = 8;

/** Fires "choose" (CustomEvent<Item>) when an item is chosen, then empties itself. */
@customElement("pr-combobox")
export class Combobox extends LightElement {
  @property({ attribute: false }) page!: Page;
  @property() label = "";
  @state() private suggestions: Item[] = [];
  @state() private isOpen = false;
  @state() private active = -1;
  /** The query that found nothing, to say so. */
  @state() private unmatched = "";
  @state() private isSearching = false;
  private search: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.search?.abort();
  }

  override render() {
    const { text } = this.page;
    return html`<div class="combobox" @focusout=${this.onFocusOut}>
      <label class="field-label" for="combobox-input">${this.label}</label>
      <div class="field">
        ${magnifier}
        <input id="combobox-input" type="text" role="combobox" autocomplete="off"
          autocapitalize="none" spellcheck="false" enterkeyhint="search" dir="auto"
          aria-autocomplete="list" aria-controls="combobox-list"
          aria-expanded=${this.isOpen ? "true" : "false"}
          aria-activedescendant=${this.active >= 0 ? optionId(this.active) : nothing}
          placeholder=${text.results.placeholder}
          @input=${this.onInput} @keydown=${this.onKeyDown} @focus=${this.onInput} />
      </div>
      <ul id="combobox-list" class="options" role="listbox" aria-label=${text.results.suggestions}
        aria-busy=${this.isSearching ? "true" : "false"} ?hidden=${!this.isOpen}>
        ${this.suggestions.map((item, i) => this.option(item, i))}
      </ul>
      ${
        this.unmatched
          ? html`<p class="field-note">
              ${
                offers(this.page, "search")
                  ? text.results.noMatch(this.unmatched)
                  : text.results.searchUnavailable
              }
            </p>`
          : nothing
      }
    </div>`;
  }

  private option(item: Item, i: number) {
    const { numbers, comma } = this.page.text;
    const year = item.year ? numbers.year(item.year) : "";
    const side = [item.author, year].filter(Boolean).join(comma);
    return html`<li id=${optionId(i)} class="option" role="option"
      aria-selected=${i === this.active ? "true" : "false"}
      @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(item)}>
      <bdi class="option-title">${titleOf(item)}</bdi>
      ${side ? html`<bdi class="option-side">${side}</bdi>` : nothing}
    </li>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("active") && this.active >= 0) {
      this.querySelector(`#${optionId(this.active)}`)?.scrollIntoView({ block: "nearest" });
    }
  }

  private get input(): HTMLInputElement {
    return this.querySelector("input") as HTMLInputElement;
  }

  private onInput = async () => {
    const query = this.input.value.trim();
    this.search?.abort();
    if (!query) {
      this.show([], "");
      return;
    }
    const search = new AbortController();
    this.search = search;
    this.isSearching = true;
    try {
      const found = await this.find(query, search.signal);
      if (search.signal.aborted) return;
      this.show(found, found.length === 0 ? query : "");
      const { results } = this.page.text;
      this.page.announce(found.length > 0 ? results.matches(found.length) : results.noMatch(query));
    } catch {
      // Overtaken by a newer query, or the engine is gone, which the page as a whole will say.
    } finally {
      if (this.search === search) this.isSearching = false;
    }
  };

  /** Without a search part, a whole id is still found. */
  private async find(query: string, signal: AbortSignal): Promise<Item[]> {
    const { recommender } = this.page;
    if (offers(this.page, "search")) {
      await this.page.rest;
      const { hasSearch } = recommender.info;
      if (hasSearch || isLarge(recommender))
        return recommender.searchItems(query, kSuggestions, { signal });
    }
    return recommender.item(query, { signal }).then(
      (item) => [item],
      () => [],
    );
  }

  private show(suggestions: Item[], unmatched: string): void {
    this.suggestions = suggestions;
    this.unmatched = unmatched;
    this.active = -1;
    this.isOpen = suggestions.length > 0;
  }

  private onKeyDown = (event: KeyboardEvent) => {
    const last = this.suggestions.length - 1;
    if (event.key === "ArrowDown" && last >= 0)
      this.move(this.active >= last ? 0 : this.active + 1);
    else if (event.key === "ArrowUp" && last >= 0)
      this.move(this.active <= 0 ? last : this.active - 1);
    else if (event.key === "Escape" && this.isOpen) this.isOpen = false;
    else if (event.key === "Escape") this.clear();
    else if (event.key === "Enter") void this.chooseActive();
    else return;
    event.preventDefault();
  };

  private move(active: number): void {
    this.isOpen = true;
    this.active = active;
  }

  /** Enter takes the highlighted item, or the best match where none is highlighted. */
  private async chooseActive(): Promise<void> {
    if (this.suggestions.length === 0) await this.onInput();
    const item = this.suggestions[Math.max(0, this.active)];
    if (item) this.choose(item);
  }

  private choose(item: Item): void {
    this.clear();
    this.dispatchEvent(new CustomEvent<Item>("choose", { detail: item }));
  }

  private clear(): void {
    this.search?.abort();
    this.input.value = "";
    this.show([], "");
  }

  private onFocusOut = (event: FocusEvent) => {
    if (!this.contains(event.relatedTarget as Node | null)) this.isOpen = false;
  };
}

const optionId = (i: number) => `combobox-option-${i}`;

export const magnifier = html`<svg class="field-icon" viewBox="0 0 20 20" aria-hidden="true">
  <circle cx="8.5" cy="8.5" r="5.5" /><path d="M12.5 12.5 L17.5 17.5" />
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "pr-combobox": Combobox;
  }
}
