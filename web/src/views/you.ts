// For the visitor: name what you like, and the list follows. The taste is computed on the device
// from these choices alone, which never leave it.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, ScoredItem } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import "../components/combobox.js";
import { itemThumb, shelf } from "../components/item-card.js";
import { LightElement } from "../components/light-element.js";
import { resultList } from "../components/result-list.js";
import { type Page, timed, titleOf } from "../page.js";

const kSuggestions = 12;

@customElement("pr-you")
export class You extends LightElement {
  @property({ attribute: false }) page!: Page;

  /** The visitor's choices that this bundle knows; an id of an older bundle may be gone from it. */
  private readonly choices = new Task(this, {
    task: async (_, { signal }) => {
      const { liked, recommender } = this.page;
      const found = await Promise.allSettled(
        liked.history.map(async ({ id, weight = 1 }) => ({
          item: await recommender.item(id, { signal }),
          weight,
        })),
      );
      return found.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    },
    args: () => this.page.liked.history.flatMap(({ id, weight = 1 }) => [id, weight]),
  });

  private readonly suggestions = new Task(this, {
    task: async (_, { signal }) => this.page.recommender.popular(0, 3 * kSuggestions, { signal }),
    args: () => [],
  });

  private readonly results = new Task(this, {
    task: async ([choices, n], { signal }) => {
      if (!choices?.some(({ weight }) => weight > 0)) return null;
      const { recommender, text, announce } = this.page;
      const history = choices.map(({ item, weight }) => ({ id: item.id, weight }));
      const list = await timed(recommender.recommend({ history, n }, { signal }));
      announce(text.results.announce(list.value.length, text.you.results));
      return list;
    },
    args: () => [this.choices.value, this.page.route.n] as const,
  });

  override render() {
    const { text } = this.page;
    const liked = (this.choices.value ?? []).filter(({ weight }) => weight > 0);
    const items = liked.map(({ item }) => item);
    return html`
      <h1 tabindex="-1">${text.you.title}</h1>
      <p class="lead">${text.you.lead} ${text.you.private}</p>
      <pr-combobox class="wide-field" .page=${this.page} .label=${text.you.search}
        @choose=${(event: CustomEvent<Item>) => this.like(event.detail)}></pr-combobox>
      ${this.likedShelf(items)} ${items.length > 0 ? this.list() : this.startingPoints()}`;
  }

  private likedShelf(items: Item[]) {
    const { you } = this.page.text;
    const dismissed = this.page.liked.dismissedIds;
    return html`<section aria-labelledby="liked-heading">
      <div class="results-head">
        <h2 id="liked-heading">${you.liked}</h2>
        ${dismissed.length > 0 ? html`<p class="aside">${you.dismissed(dismissed.length)}</p>` : nothing}
        ${
          items.length + dismissed.length > 0
            ? html`<button class="link-button" type="button" @click=${() => this.page.liked.forget()}>
                ${you.clear}
              </button>`
            : nothing
        }
      </div>
      ${
        items.length > 0
          ? shelf(
              you.liked,
              items.map((item) => itemThumb(this.page, item, { foot: this.removeButton(item) })),
            )
          : html`<p class="aside">${you.likedEmpty}</p>`
      }
    </section>`;
  }

  private removeButton(item: Item) {
    const { you } = this.page.text;
    const label = you.remove(titleOf(item));
    return html`<button class="icon-button thumb-remove" type="button" aria-label=${label} title=${label}
      @click=${() => {
        this.page.liked.forget([item.id]);
        this.page.announce(you.removed(titleOf(item)));
      }}><span aria-hidden="true">×</span></button>`;
  }

  private list() {
    return resultList(this.page, {
      heading: this.page.text.you.results,
      items: this.results.value?.value,
      elapsedMs: this.results.value?.elapsedMs ?? 0,
      error: this.results.error ? asPocketrecError(this.results.error) : null,
      scoreKind: "preference",
      actions: (item) => this.verdicts(item),
    });
  }

  private startingPoints() {
    const { you } = this.page.text;
    const dismissed = new Set(this.page.liked.dismissedIds);
    const items = (this.suggestions.value ?? []).filter((item) => !dismissed.has(item.id));
    return html`<section aria-labelledby="suggestions-heading">
      <h2 id="suggestions-heading">${you.suggestions}</h2>
      ${shelf(
        you.suggestions,
        items
          .slice(0, kSuggestions)
          .map((item) => itemThumb(this.page, item, { foot: this.likeButton(item) })),
      )}
    </section>`;
  }

  private verdicts(item: ScoredItem) {
    const { you } = this.page.text;
    const title = titleOf(item);
    return html`<div class="choices">
      ${this.likeButton(item)}
      <button class="chip" type="button" aria-label=${you.dismiss(title)}
        @click=${() => this.page.liked.dismiss(item.id)}>${you.dismissShort}</button>
    </div>`;
  }

  private likeButton(item: Item) {
    const { you } = this.page.text;
    return html`<button class="chip chip-like" type="button" aria-label=${you.add(titleOf(item))}
      @click=${() => this.like(item)}>${you.addShort}</button>`;
  }

  private like(item: Item): void {
    this.page.liked.like(item.id);
    this.page.announce(this.page.text.you.added(titleOf(item)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-you": You;
  }
}
