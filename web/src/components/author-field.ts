// Naming an author of the catalogue by a part of the name.
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { offers, type Page } from "../page.js";
import { words } from "../words.js";
import { LightElement } from "./light-element.js";

const kAuthorsShown = 8;
/** Items to look through: one author may have many. */
const kItemsSearched = 60;

/** Fires "choose" (CustomEvent<string>) with the name as the catalogue writes it, then empties itself. */
@customElement("pr-author-field")
export class AuthorField extends LightElement {
  @property({ attribute: false }) page!: Page;
  @state() private names: readonly string[] = [];
  @state() private unmatched = "";
  private search: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.search?.abort();
  }

  override render() {
    const { refine } = this.page.text;
    return html`<form class="author-field" @submit=${this.onSubmit}>
      <input id="author-input" type="text" list="author-names" autocomplete="off" spellcheck="false"
        dir="auto" enterkeyhint="done" aria-label=${refine.author} placeholder=${refine.authorPlaceholder}
        @input=${this.onInput} />
      <button class="button button-quiet" type="submit">${refine.add}</button>
      <datalist id="author-names">
        ${this.names.map((name) => html`<option value=${name}></option>`)}
      </datalist>
      ${
        this.unmatched
          ? html`<p class="field-note" role="status">${refine.noAuthor(this.unmatched)}</p>`
          : nothing
      }
    </form>`;
  }

  private get input(): HTMLInputElement {
    return this.querySelector("input") as HTMLInputElement;
  }

  private readonly onInput = async (event: Event): Promise<void> => {
    const typed = this.input.value.trim();
    this.unmatched = "";
    // Typing may pass through one name on its way to another; a choice from the list is meant.
    const isTyped = event instanceof InputEvent && event.inputType !== "insertReplacementText";
    if (!isTyped && this.names.includes(typed)) {
      this.choose(typed);
      return;
    }
    const names = await this.find(typed);
    if (this.input.value.trim() !== typed) return;
    this.names = names;
  };

  private readonly onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = this.input.value.trim();
    if (!typed) return;
    const names = await this.find(typed);
    const name = names.find((one) => one === typed) ?? names[0];
    if (name) this.choose(name);
    else this.unmatched = typed;
  };

  /** Authors that have every typed word at the beginning of a name of theirs; the best known first. */
  private async find(typed: string): Promise<string[]> {
    this.search?.abort();
    if (!typed) return [];
    this.search = new AbortController();
    const { signal } = this.search;
    const { recommender } = this.page;
    if (!offers(this.page, "search")) return [typed];
    try {
      await this.page.rest;
      const items = await recommender.searchItems(typed, kItemsSearched, { signal });
      const wanted = words(typed);
      const isMeant = (author: string) => {
        const names = words(author);
        return wanted.every((word) => names.some((name) => name.startsWith(word)));
      };
      const names = items.map(({ author }) => author).filter((name) => name && isMeant(name));
      return [...new Set(names)].slice(0, kAuthorsShown);
    } catch {
      return []; // Overtaken by what was typed since.
    }
  }

  private choose(name: string): void {
    this.input.value = "";
    this.names = [];
    this.unmatched = "";
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: name }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-author-field": AuthorField;
  }
}
