// Items with a similar audience: find one, and follow the trail.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import "../components/combobox.js";
import { cover } from "../components/cover.js";
import { itemThumb, shelf } from "../components/item-card.js";
import { LightElement } from "../components/light-element.js";
import { errorState } from "../components/messages.js";
import { resultList } from "../components/result-list.js";
import { detailsLink, factLine, type Page, timed, titleOf } from "../page.js";
import { isolate } from "../strings/shared.js";

const kStartingPoints = 12;

@customElement("pr-similar")
export class Similar extends LightElement {
  @property({ attribute: false }) page!: Page;

  private readonly chosen = new Task(this, {
    task: async ([id], { signal }) => (id ? this.page.recommender.item(id, { signal }) : null),
    args: () => [this.page.route.item] as const,
  });

  private readonly popular = new Task(this, {
    task: async (_, { signal }) => this.page.recommender.popular(0, kStartingPoints, { signal }),
    args: () => [],
  });

  private readonly results = new Task(this, {
    task: async ([item, n], { signal }) => {
      if (!item) return null;
      const list = await timed(this.page.recommender.similar({ item, n }, { signal }));
      const { text, announce } = this.page;
      announce(text.results.announce(list.value.length, text.similar.title));
      return { ...list, item };
    },
    args: () => [this.page.route.item, this.page.route.n] as const,
  });

  override render() {
    const { similar } = this.page.text;
    return html`
      <h1 tabindex="-1">${similar.title}</h1>
      <p class="lead">${similar.lead}</p>
      <pr-combobox class="wide-field" .page=${this.page} .label=${similar.search}
        @choose=${(event: CustomEvent<Item>) =>
          this.page.go({ view: "similar", item: event.detail.id })}></pr-combobox>
      ${this.page.route.item === null ? this.startingPoints() : this.answer(this.page.route.item)}`;
  }

  private startingPoints() {
    const { similar } = this.page.text;
    return html`<section aria-labelledby="start-heading">
      <h2 id="start-heading">${similar.start}</h2>
      ${shelf(
        similar.start,
        (this.popular.value ?? []).map((item) => itemThumb(this.page, item)),
      )}
    </section>`;
  }

  private answer(id: string) {
    const failure = this.results.error ?? this.chosen.error;
    if (failure) return errorState(this.page.text, asPocketrecError(failure));
    const item = this.chosen.value;
    // A merged edition's id finds the work, whose own id differs from the one in the address.
    const isCurrent = this.results.value?.item === id;
    const heading = this.page.text.similar.results(item ? titleOf(item) : "");
    return html`
      ${item ? this.subject(item) : nothing}
      ${resultList(this.page, {
        heading,
        items: isCurrent ? this.results.value?.value : undefined,
        elapsedMs: this.results.value?.elapsedMs ?? 0,
        error: null,
        scoreKind: "similarity",
      })}`;
  }

  private subject(item: Item) {
    const { text, route } = this.page;
    const title = titleOf(item);
    return html`<section class="subject" aria-label=${isolate(title)}>
      <div class="subject-cover">
        ${cover({ title, author: item.author, categories: item.categories })}
      </div>
      <div class="subject-body">
        <h2 class="subject-title"><bdi>${title}</bdi></h2>
        ${item.author ? html`<p class="card-author"><bdi>${item.author}</bdi></p>` : nothing}
        <p class="card-facts"><bdi>${factLine(text, item)}</bdi></p>
        <p class="card-facts">${text.details.chosenBy(item.popularity)}</p>
        <a class="button button-quiet" href=${detailsLink(route, item)}>${text.details.label}</a>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-similar": Similar;
  }
}
