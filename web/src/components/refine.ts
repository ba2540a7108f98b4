// What a list is limited to (filters) and how it is chosen (sliders). Everything it sets stands in the
// address, so that a list can be linked to; the view reads it there.
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Facets, NamedCount, Recommender } from "pocketrec";
import { offers, type Page } from "../page.js";
import { kUnrefined, numFilters, type Refinement, refinementOf } from "../refinement.js";
import { isolate } from "../strings/shared.js";
import "./author-field.js";
import { LightElement } from "./light-element.js";
import "./refine.css";

/** As chips; the rest stands in a list to choose from. */
const kCategoriesShown = 10;
const kLanguagesShown = 6;
const kStep = 5;

type Kind = "category" | "language";

/** How languages are called; there once a bundle with languages is filtered. */
let names: typeof import("../names.js") | null = null;

const kNone: Facets = { categories: [], years: null, languages: [] };
const facetsOf = new WeakMap<Recommender, Promise<Facets>>();

@customElement("pr-refine")
export class Refine extends LightElement {
  @property({ attribute: false }) page!: Page;
  /** What it means to include what is left out as known. */
  @property() seenLabel = "";
  @state() private facets: Facets | null = null;
  @state() private isOpen = false;

  override render() {
    const { refine, numbers } = this.page.text;
    const count = numFilters(this.page.route);
    return html`<div class="refine" role="group" aria-label=${refine.label}>
      <div class="refine-bar">
        <button class="button button-quiet refine-toggle" type="button" aria-controls="filters"
          aria-expanded=${this.isOpen ? "true" : "false"} @click=${this.toggle}>
          ${filterArt}${refine.filters}
          ${
            count > 0
              ? html`<span class="refine-count"><span aria-hidden="true">${numbers.integer(count)}</span>
                  <span class="visually-hidden">${refine.active(count)}</span></span>`
              : nothing
          }
        </button>
        ${this.slider("diversity", refine.diversity, refine.diversityHint)}
        ${this.slider("novelty", refine.novelty, refine.noveltyHint)}
      </div>
      <div id="filters" class="filters" ?hidden=${!this.isOpen}>${this.isOpen ? this.filters() : nothing}</div>
      ${this.activeFilters()}
    </div>`;
  }

  private slider(name: "diversity" | "novelty", label: string, hint: string): TemplateResult {
    const value = this.page.route[name];
    const { numbers, refine } = this.page.text;
    const written = value === 0 ? refine.off : numbers.percent(value / 100);
    return html`<div class="slider" title=${hint}>
      <label for=${name}>${label}</label>
      <input id=${name} type="range" min="0" max="100" step=${kStep} .value=${String(value)}
        aria-valuetext=${written} aria-describedby="${name}-hint"
        @input=${(event: Event) =>
          this.set({ [name]: Number((event.target as HTMLInputElement).value) })} />
      <output for=${name}>${written}</output>
      <span id="${name}-hint" class="visually-hidden">${hint}</span>
    </div>`;
  }

  private filters(): TemplateResult {
    const { refine } = this.page.text;
    const hasCategories = this.facets === null || this.facets.categories.length > 0;
    const hasYears = this.facets === null || this.facets.years !== null;
    return html`
      ${hasCategories ? this.categories() : nothing}
      ${hasYears ? this.years() : nothing}
      ${this.languages()}
      <fieldset>
        <legend>${refine.author}</legend>
        <pr-author-field .page=${this.page} @choose=${this.addAuthor}></pr-author-field>
      </fieldset>
      <label class="check">
        <input type="checkbox" .checked=${this.page.route.seen}
          @change=${(event: Event) => this.set({ seen: (event.target as HTMLInputElement).checked })} />
        ${this.seenLabel}
      </label>`;
  }

  private categories(): TemplateResult {
    const { refine } = this.page.text;
    return this.chips("category", this.facets?.categories ?? [], {
      legend: refine.categories,
      more: refine.moreCategories,
      shown: kCategoriesShown,
    });
  }

  private languages(): TemplateResult | typeof nothing {
    const { refine } = this.page.text;
    const all = this.facets?.languages ?? [];
    if (all.length < 2 && this.page.route.language.length === 0) return nothing;
    return this.chips("language", all, {
      legend: refine.language,
      more: refine.moreLanguages,
      shown: kLanguagesShown,
    });
  }

  /** The most common as buttons, the rest in a list. */
  private chips(
    kind: Kind,
    all: readonly NamedCount[],
    { legend, more, shown: numShown }: { legend: string; more: string; shown: number },
  ): TemplateResult {
    const { numbers } = this.page.text;
    const chosen = this.page.route[kind];
    const names = all.map(({ name }) => name);
    const first = [...names.slice(0, numShown), ...chosen];
    const shown = [...new Set(first)];
    const rest = all.filter(({ name }) => !shown.includes(name));
    return html`<fieldset>
      <legend>${legend}</legend>
      <div class="chips">
        ${shown.map(
          (name) => html`<button class="chip" type="button" dir="auto"
            aria-pressed=${chosen.includes(name) ? "true" : "false"}
            @click=${() => this.toggleName(kind, name)}>${this.nameOf(kind, name)}</button>`,
        )}
        ${
          rest.length > 0
            ? html`<select class="chip" aria-label=${more}
                @change=${(event: Event) => this.addName(kind, event)}>
                <option value="">${more}</option>
                ${rest.map(
                  ({ name, numItems }) =>
                    html`<option value=${name} dir="auto">${isolate(this.nameOf(kind, name))} (${numbers.integer(numItems)})</option>`,
                )}
              </select>`
            : nothing
        }
      </div>
    </fieldset>`;
  }

  private years(): TemplateResult {
    const { refine } = this.page.text;
    const { years } = this.page.route;
    const limits = this.facets?.years;
    const field = (end: "from" | "to", label: string) => html`<label class="year">
      <span>${label}</span>
      <input type="number" inputmode="numeric" step="1" placeholder=${limits?.[end] ?? ""}
        .value=${String(years?.[end] ?? "")}
        @change=${(event: Event) => this.setYear(end, (event.target as HTMLInputElement).value)} />
    </label>`;
    return html`<fieldset>
      <legend>${refine.years}</legend>
      <div class="years">${field("from", refine.from)} ${field("to", refine.to)}</div>
    </fieldset>`;
  }

  /** What limits the list stays in sight, each to be taken away. */
  private activeFilters(): TemplateResult | typeof nothing {
    const { route, text } = this.page;
    const { refine } = text;
    if (numFilters(route) === 0) return nothing;
    const { category, author, language, years } = route;
    const without = (names: readonly string[], gone: string) =>
      names.filter((name) => name !== gone);
    return html`<ul class="chips refine-active" aria-label=${refine.activeLabel}>
      ${category.map((name) => this.active(name, { category: without(category, name) }))}
      ${years ? this.active(refine.span(years.from ?? null, years.to ?? null), { years: null }) : nothing}
      ${author.map((name) => this.active(name, { author: without(author, name) }))}
      ${language.map((name) => this.active(this.nameOf("language", name), { language: without(language, name) }))}
      ${route.seen ? this.active(this.seenLabel, { seen: false }) : nothing}
      <li><button class="link-button refine-clear" type="button" @click=${this.clear}>${refine.clear}</button></li>
    </ul>`;
  }

  private active(label: string, without: Partial<Refinement>): TemplateResult {
    return html`<li><button class="chip chip-active" type="button"
      aria-label=${this.page.text.refine.remove(label)} @click=${() => this.takeAway(without)}>
      <bdi>${label}</bdi> <span aria-hidden="true">×</span></button></li>`;
  }

  /** What is pressed disappears: the keyboard goes on from the button that opens the filters. */
  private takeAway(without: Partial<Refinement>): void {
    this.set(without);
    this.querySelector<HTMLElement>(".refine-toggle")?.focus();
  }

  private readonly clear = (): void => {
    const { diversity, novelty } = refinementOf(this.page.route);
    this.takeAway({ ...kUnrefined, diversity, novelty });
  };

  private readonly toggle = async (): Promise<void> => {
    this.isOpen = !this.isOpen;
    const { recommender } = this.page;
    const facets = facetsOf.get(recommender) ?? this.load();
    facetsOf.set(recommender, facets);
    this.facets = await facets.catch(() => {
      facetsOf.delete(recommender);
      return kNone;
    });
  };

  /** What there is to filter by, and how languages are called. */
  private async load(): Promise<Facets> {
    const { recommender } = this.page;
    if (offers(this.page, "languages")) await recommender.load(["languages"]);
    const facets = await recommender.facets();
    if (facets.languages.length > 0) names = await import("../names.js");
    return facets;
  }

  /** Categories are called as the data call them. */
  private nameOf(kind: Kind, name: string): string {
    return (kind === "language" && names?.languageName(name, this.page.text.locale)) || name;
  }

  private toggleName(kind: Kind, name: string): void {
    const chosen = this.page.route[kind];
    this.set({
      [kind]: chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name],
    });
  }

  private addName(kind: Kind, event: Event): void {
    const list = event.target as HTMLSelectElement;
    if (list.value) this.toggleName(kind, list.value);
    list.value = "";
  }

  private readonly addAuthor = (event: CustomEvent<string>): void => {
    const { author } = this.page.route;
    if (!author.includes(event.detail)) this.set({ author: [...author, event.detail] });
  };

  /** Ends in the wrong order are put right. */
  private setYear(end: "from" | "to", written: string): void {
    const value = written.trim() === "" ? undefined : Math.trunc(Number(written));
    const { [end]: _, ...other } = this.page.route.years ?? {};
    const years = value === undefined || Number.isNaN(value) ? other : { ...other, [end]: value };
    const { from, to } = years as { from?: number; to?: number };
    const isTurned = from !== undefined && to !== undefined && from > to;
    const none = from === undefined && to === undefined;
    this.set({ years: none ? null : isTurned ? { from: to, to: from } : years });
  }

  private set(change: Partial<Refinement>): void {
    this.page.go({ ...this.page.route, ...change }, true);
  }
}

const filterArt = html`<svg class="button-art" viewBox="0 0 20 20" aria-hidden="true">
  <path d="M3 6 H17 M6 10.5 H14 M8.5 15 H11.5" />
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "pr-refine": Refine;
  }
}
