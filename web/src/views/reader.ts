// For a stored user: choose one, see what they chose and what they might like next.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ListOptions, ScoredItem } from "pocketrec";
import { bestFor, type ShownList, soFar } from "../best.js";
import { asPocketrecError } from "../bundle-session.js";
import { cardWhy } from "../components/card-why.js";
import "../components/refine.js";
import "../components/user-picker.js";
import { itemThumb, shelf } from "../components/item-card.js";
import { LightElement } from "../components/light-element.js";
import { mapLink } from "../components/map-link.js";
import { emptyState, errorState } from "../components/messages.js";
import { noneLeft, resultList } from "../components/result-list.js";
import { Growing } from "../growing.js";
import { offers, type Page, timed } from "../page.js";
import { Reasons } from "../reasons.js";
import { listOptions, numFilters } from "../refinement.js";
import { linkTo } from "../route.js";

const kHistoryShown = 20;
/** Below it stand what was chosen, and rated low. */
const kLikedWeight = 1;

type Shown = ShownList & { user: string | null };

@customElement("pr-reader")
export class Reader extends LightElement {
  @property({ attribute: false }) page!: Page;
  @state() private isPickerOpen = false;
  @state() private showsWholeHistory = false;

  private readonly history = new Task(this, {
    task: async ([user], { signal }) => {
      this.isPickerOpen = false;
      this.showsWholeHistory = false;
      if (!user) return [];
      await this.page.rest;
      const items = await this.page.recommender.userHistory(user, { signal });
      return items.sort((a, b) => b.score - a.score || a.index - b.index);
    },
    args: () => [this.page.route.user, this.page.rest] as const,
  });

  private readonly results = new Task(this, {
    task: async ([user, wanted], { signal }): Promise<Shown | null> => {
      if (!user) return null;
      await this.page.rest;
      const { recommender, text, announce } = this.page;
      const options = JSON.parse(wanted) as ListOptions;
      const list = await timed(bestFor(recommender, { user }, options, this.growing.hear(signal)));
      const { items, kind } = list.value;
      announce(text.results.announce(items.length, text.reader.name(user)));
      const explained = kind === "preference" ? items : [];
      void this.reasons.follow(recommender, { user }, explained);
      return { ...list.value, elapsedMs: list.elapsedMs, user };
    },
    // As text, so that a move that changes none of it asks nothing anew.
    args: () =>
      [this.page.route.user, JSON.stringify(listOptions(this.page.route)), this.page.rest] as const,
  });

  private readonly growing = new Growing<Shown | null>(this, (items) => ({
    ...soFar(items),
    user: this.page.route.user,
  }));
  private readonly reasons = new Reasons(this);

  override render() {
    const { text, route } = this.page;
    if (!offers(this.page, "users")) {
      return html`<h1 class="visually-hidden" tabindex="-1">${text.views.reader.title}</h1>
        ${emptyState(
          text.reader.noUsers,
          text.reader.noUsersHint,
          html`<a class="button" href=${linkTo(route, { view: "you" })}>${text.reader.noUsersAction}</a>`,
        )}`;
    }
    return html`<div class="split" ?data-chosen=${route.user !== null} ?data-picking=${this.isPickerOpen}>
      <aside class="split-side" aria-label=${text.views.reader.title}>
        <pr-user-picker .page=${this.page} .chosen=${route.user}></pr-user-picker>
      </aside>
      <div class="split-main">${route.user === null ? this.invitation() : this.person(route.user)}</div>
    </div>`;
  }

  private invitation() {
    const { reader, views } = this.page.text;
    return html`<h1 class="visually-hidden" tabindex="-1">${views.reader.title}</h1>
      ${emptyState(reader.choose, reader.chooseHint)}`;
  }

  private person(user: string) {
    const { text } = this.page;
    const error = this.results.error ? asPocketrecError(this.results.error) : null;
    return html`
      <div class="title-row">
        <h1 tabindex="-1"><bdi>${text.reader.name(user)}</bdi></h1>
        <button class="button button-quiet only-narrow" type="button"
          aria-expanded=${this.isPickerOpen ? "true" : "false"}
          @click=${() => {
            this.isPickerOpen = !this.isPickerOpen;
          }}>${text.reader.another}</button>
      </div>
      ${error ? errorState(text, error, () => this.page.retryRest()) : this.answer(user)}`;
  }

  private answer(user: string) {
    const { page, results } = this;
    const { text } = page;
    // The list of the person before must not stand under the name of this one.
    const answer = this.growing.of(results);
    const list = answer?.user === user ? answer : undefined;
    const isPopular = list?.kind === "popular";
    return html`
      ${this.historyShelf(this.history.value ?? [])}
      ${resultList(page, {
        heading: isPopular ? text.results.popular : text.reader.results,
        items: list?.items,
        elapsedMs: list?.elapsedMs ?? null,
        error: null,
        scoreKind: "preference",
        isPopular,
        refine: html`<pr-refine .page=${page} .seenLabel=${text.reader.withSeen}></pr-refine>`,
        ...(isPopular ? { note: text.reader.popularNote } : {}),
        ...(numFilters(page.route) > 0 ? { empty: noneLeft(page) } : {}),
        why: (item) => (isPopular ? nothing : cardWhy(page, this.reasons.of(item.id))),
      })}`;
  }

  private historyShelf(items: readonly ScoredItem[]) {
    if (items.length === 0) return nothing;
    const { reader } = this.page.text;
    const shown = this.showsWholeHistory ? items : items.slice(0, kHistoryShown);
    return html`<section class="history" aria-labelledby="history-heading">
      <div class="results-head">
        <h2 id="history-heading">${reader.history}</h2>
        <p class="aside">${reader.historyCount(items.length)}</p>
        ${mapLink(this.page, { user: this.page.route.user }, "text-link")}
        ${
          items.length > kHistoryShown
            ? html`<button class="link-button" type="button"
                aria-expanded=${this.showsWholeHistory ? "true" : "false"}
                @click=${() => {
                  this.showsWholeHistory = !this.showsWholeHistory;
                }}>
                ${this.showsWholeHistory ? reader.historyLess : reader.historyMore(items.length)}
              </button>`
            : nothing
        }
      </div>
      ${shelf(
        reader.history,
        shown.map((item) =>
          itemThumb(this.page, item, {
            foot:
              item.score >= kLikedWeight
                ? nothing
                : html`<span class="tag">${reader.disliked}</span>`,
          }),
        ),
        this.showsWholeHistory,
      )}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-reader": Reader;
  }
}
