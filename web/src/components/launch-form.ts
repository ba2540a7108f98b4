// The form that describes a new item. It keeps nothing but a category half typed: what is filled in
// comes from outside and goes there with every key.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { NamedCount } from "pocketrec";
import { type Draft, kEmptyDraft, yearOf } from "../new-item.js";
import type { Page } from "../page.js";
import { LightElement } from "./light-element.js";

const kSuggestions = 10;

type TextName = Exclude<keyof Draft, "categories">;

/** Fires "draft" (CustomEvent<Draft>) with every change, and "settled" when a field is left. */
@customElement("pr-launch-form")
export class LaunchForm extends LightElement {
  @property({ attribute: false }) page!: Page<"launch">;
  @property({ attribute: false }) draft: Draft = kEmptyDraft;
  /** What the catalogue has, those of most items first. */
  @property({ attribute: false }) categories: readonly NamedCount[] = [];
  @state() private typed = "";

  override render() {
    const { launch, facts } = this.page.text;
    const isYearWrong = this.draft.year.trim() !== "" && yearOf(this.draft.year) === null;
    return html`<form class="launch-form" aria-label=${launch.form} @submit=${this.onSubmit}
      @focusout=${() => this.dispatchEvent(new Event("settled"))}>
      ${this.field("title", launch.name)}
      ${this.field("author", facts.author, { note: launch.authorHint })}
      ${this.field("publisher", facts.publisher)}
      ${this.field("year", facts.year, {
        error: isYearWrong ? launch.yearWrong : "",
        isNumber: true,
      })}
      ${this.categoryField()}
    </form>`;
  }

  private field(
    name: TextName,
    label: string,
    { note = "", error = "", isNumber = false } = {},
  ): TemplateResult {
    const id = `new-${name}`;
    const said = error || note;
    const changed = (event: Event) =>
      this.change({ [name]: (event.target as HTMLInputElement).value });
    return html`<div class="form-row" data-name=${name}>
      <label class="field-label" for=${id}>${label}</label>
      <div class="field field-plain">
        <input id=${id} type="text" autocomplete="off" spellcheck="false" dir="auto"
          inputmode=${isNumber ? "numeric" : "text"} enterkeyhint="next"
          aria-describedby=${said ? `${id}-note` : nothing}
          aria-invalid=${error ? "true" : nothing}
          .value=${live(this.draft[name])} @input=${changed} />
      </div>
      ${
        said
          ? html`<p class="form-note" id=${`${id}-note`} ?data-error=${error !== ""}>${said}</p>`
          : nothing
      }
    </div>`;
  }

  private categoryField() {
    const { launch, facts } = this.page.text;
    const chosen = this.draft.categories;
    return html`<div class="form-row" data-name="categories">
      <label class="field-label" for="new-category">${facts.categories}</label>
      ${
        chosen.length > 0
          ? html`<ul class="chips" aria-label=${launch.chosenCategories}>
              ${chosen.map((name) => this.chosenChip(name))}
            </ul>`
          : nothing
      }
      <div class="picker-row">
        <div class="field field-plain">
          <input id="new-category" type="text" autocomplete="off" spellcheck="false" dir="auto"
            enterkeyhint="done" placeholder=${launch.addCategory}
            .value=${live(this.typed)} @keydown=${this.onCategoryKey}
            @input=${(event: Event) => {
              this.typed = (event.target as HTMLInputElement).value;
            }} />
        </div>
        <button class="button button-quiet" type="button" ?disabled=${this.typed.trim() === ""}
          @click=${this.addTyped}>${launch.add}</button>
      </div>
      ${this.suggestions()}
    </div>`;
  }

  private suggestions() {
    const { launch } = this.page.text;
    const names = this.matching().slice(0, kSuggestions);
    if (names.length === 0) return nothing;
    return html`<ul class="chips" aria-label=${launch.suggestedCategories}>
      ${names.map(
        (name) => html`<li>
          <button class="chip" type="button" aria-label=${launch.addNamed(name)}
            @click=${() => this.add(name)}><bdi>${name}</bdi></button>
        </li>`,
      )}
    </ul>`;
  }

  private chosenChip(name: string) {
    const { launch } = this.page.text;
    return html`<li>
      <button class="chip chip-chosen" type="button" aria-label=${launch.removeNamed(name)}
        @click=${() => this.takeOff(name)}>
        <bdi>${name}</bdi> <span aria-hidden="true">×</span>
      </button>
    </li>`;
  }

  /** Those that begin with what is typed, then those that hold it; the chosen ones are done. */
  private matching(): string[] {
    const typed = this.typed.trim().toLowerCase();
    const chosen = new Set(this.draft.categories);
    const names = this.categories.map(({ name }) => name).filter((name) => !chosen.has(name));
    if (!typed) return names;
    const begin = names.filter((name) => name.toLowerCase().startsWith(typed));
    const hold = names.filter((name) => name.toLowerCase().includes(typed));
    return [...new Set([...begin, ...hold])];
  }

  private onCategoryKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing || this.typed.trim() === "") return;
    event.preventDefault();
    this.addTyped();
  };

  /** As the catalogue writes it, if it has it; else as typed. */
  private addTyped = () => {
    const typed = this.typed.trim();
    const [best] = this.matching();
    this.add(best?.toLowerCase().startsWith(typed.toLowerCase()) ? best : typed);
  };

  private add(name: string): void {
    if (!this.draft.categories.includes(name)) {
      this.change({ categories: [...this.draft.categories, name] });
      this.page.announce(this.page.text.launch.added(name));
    }
    this.typed = "";
    this.toCategoryField();
  }

  private takeOff(name: string): void {
    this.change({ categories: this.draft.categories.filter((other) => other !== name) });
    this.page.announce(this.page.text.launch.removed(name));
    this.toCategoryField();
  }

  /** The chip that had the focus is gone. */
  private toCategoryField(): void {
    this.querySelector<HTMLInputElement>("#new-category")?.focus();
  }

  private change(change: Partial<Draft>): void {
    const detail = { ...this.draft, ...change };
    this.dispatchEvent(new CustomEvent<Draft>("draft", { detail }));
  }

  private onSubmit = (event: Event) => event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-launch-form": LaunchForm;
  }
}
