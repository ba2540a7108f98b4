// One title after another to say yes, no or nothing to: of well-known authors at first, more by those
// whom the visitor knows, then what would be recommended.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { detailsLink, factLine, isLarge, type Page, titleOf } from "../page.js";
import { cover } from "./cover.js";
import { directionOf } from "./cover-design.js";
import { LightElement } from "./light-element.js";

/** A few more than one, so that the next is there at once. */
const kAsked = 5;

@customElement("pr-rate-deck")
export class RateDeck extends LightElement {
  @property({ attribute: false }) page!: Page<"you">;

  private readonly titles = new Task(this, {
    task: async (_, { signal }) => {
      const { recommender, liked } = this.page;
      if (liked.isKept === null) return undefined; // what was kept is on its way
      const { history, knownAuthors, skippedIds: exclude, hiddenAuthors: notAuthors } = liked;
      const limits = notAuthors.length > 0 ? { filter: { notAuthors } } : {};
      // Titles by their authors take all titles.
      const known = isLarge(recommender) ? {} : { knownAuthors };
      const query = { history, ...known, skipUnknown: true, exclude, n: kAsked, ...limits };
      return recommender.titlesToRate(query, { signal });
    },
    args: () => {
      const { history, knownAuthors, skippedIds, hiddenAuthors, isKept } = this.page.liked;
      const known = [history, knownAuthors, skippedIds, hiddenAuthors, isKept === null];
      return [JSON.stringify(known)];
    },
  });

  override render() {
    const { you } = this.page.text;
    const item = this.next();
    return html`<section class="deck" aria-labelledby="deck-heading">
      <h2 id="deck-heading">${you.rate}</h2>
      <p class="aside">${you.rateHint}</p>
      ${
        item
          ? this.question(item)
          : html`<p class="deck-end" aria-live="polite">${this.titles.value ? you.rateEnd : ""}</p>`
      }
    </section>`;
  }

  /** What was answered meanwhile is not asked again while newer titles are on their way. */
  private next(): Item | undefined {
    const { history, skippedIds, hiddenAuthors } = this.page.liked;
    const done = new Set([...history.map(({ id }) => id), ...skippedIds]);
    return this.titles.value?.find(
      ({ id, author }) => !done.has(id) && !hiddenAuthors.includes(author),
    );
  }

  private question(item: Item): TemplateResult {
    const { text, route } = this.page;
    const title = titleOf(item);
    const facts = factLine(text, item);
    return html`<div class="deck-card">
      <div class="deck-cover">${cover({ title, author: item.author, categories: item.categories })}</div>
      <div class="deck-body">
        <div aria-live="polite">
          <h3 class="deck-title" dir=${directionOf(title)}>
            <a href=${detailsLink(route, item)}><bdi>${title}</bdi></a>
          </h3>
          ${item.author ? html`<p class="card-author"><bdi>${item.author}</bdi></p>` : ""}
        </div>
        ${facts ? html`<p class="card-facts"><bdi>${facts}</bdi></p>` : ""}
      </div>
      ${this.answers(item)}
    </div>`;
  }

  /** The buttons stay where they are, and so does the focus, when the title changes. */
  private answers(item: Item): TemplateResult {
    const { you } = this.page.text;
    const { recommender, liked, announce } = this.page;
    const title = titleOf(item);
    const like = () => {
      liked.like(item.id);
      announce(you.added(title));
    };
    return html`<div class="deck-answers" role="group" aria-label=${you.verdictOn(title)}>
      <button class="button deck-like" type="button" @click=${like}>${you.addShort}</button>
      <button class="button button-quiet deck-dismiss" type="button"
        @click=${() => liked.dismiss(item.id)}>${you.dismissShort}</button>
      ${
        isLarge(recommender)
          ? nothing
          : html`<button class="button button-quiet deck-author" type="button" ?disabled=${!item.author}
              title=${you.knowAuthorHint(item.author)}
              @click=${() => liked.knowAuthor(item.author, item.id)}>${you.knowAuthor}</button>`
      }
      <button class="button button-quiet deck-skip" type="button" title=${you.skipHint}
        @click=${() => liked.skip(item.id)}>${you.skip}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-rate-deck": RateDeck;
  }
}
