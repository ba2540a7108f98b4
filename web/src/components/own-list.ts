// What the visitor has said so far, each to be taken back: likes, refusals, hidden authors.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Item } from "pocketrec";
import { detailsLink, type Page, titleOf } from "../page.js";
import { cover } from "./cover.js";
import { directionOf } from "./cover-design.js";
import { LightElement } from "./light-element.js";
import { mapLink } from "./map-link.js";

const kShown = 5;

@customElement("pr-own-list")
export class OwnList extends LightElement {
  @property({ attribute: false }) page!: Page<"you">;
  @state() private showsAllLiked = false;
  @state() private showsAllDismissed = false;
  /** Items by id, looked up once; null for an id of an older bundle. */
  private readonly items = new Map<string, Item | null>();

  constructor() {
    super();
    new Task(this, {
      task: (_, { signal }) => this.lookUp(signal),
      args: () => [this.shownIds().join("\n")],
    });
  }

  override render() {
    const { you } = this.page.text;
    const { likedIds, dismissedIds, hiddenAuthors } = this.page.liked;
    return html`
      ${this.titles("liked", you.liked, likedIds, this.showsAllLiked, () => {
        this.showsAllLiked = !this.showsAllLiked;
      })}
      ${likedIds.length > 0 ? mapLink(this.page, {}, "text-link") : nothing}
      ${
        dismissedIds.length > 0
          ? this.titles("dismissed", you.refused, dismissedIds, this.showsAllDismissed, () => {
              this.showsAllDismissed = !this.showsAllDismissed;
            })
          : nothing
      }
      ${hiddenAuthors.length > 0 ? this.authors(hiddenAuthors) : nothing}`;
  }

  private async lookUp(signal: AbortSignal): Promise<void> {
    const { recommender } = this.page;
    for (const id of this.shownIds().filter((one) => !this.items.has(one))) {
      const item = await recommender.item(id, { signal }).catch(() => null);
      if (signal.aborted) return;
      this.items.set(id, item);
      this.requestUpdate();
    }
  }

  /** The newest first. */
  private shownIds(): string[] {
    const { likedIds, dismissedIds } = this.page.liked;
    return [
      ...newest(likedIds, this.showsAllLiked),
      ...newest(dismissedIds, this.showsAllDismissed),
    ];
  }

  private titles(
    name: string,
    heading: string,
    ids: readonly string[],
    showsAll: boolean,
    toggle: () => void,
  ): TemplateResult {
    const { you, numbers, reader } = this.page.text;
    const items = newest(ids, showsAll).flatMap((id) => this.items.get(id) ?? []);
    return html`<section class="own-list" aria-labelledby="${name}-heading">
      <h2 id="${name}-heading" tabindex="-1">
        ${heading} ${ids.length > 0 ? html`<span class="own-count">${numbers.integer(ids.length)}</span>` : nothing}
      </h2>
      ${ids.length === 0 ? html`<p class="aside">${you.likedEmpty}</p>` : nothing}
      <ul class="own-rows">
        ${repeat(
          items,
          ({ id }) => id,
          (item) => this.row(item, name),
        )}
      </ul>
      ${
        ids.length > kShown
          ? html`<button class="link-button" type="button" aria-expanded=${showsAll ? "true" : "false"}
              @click=${toggle}>
              ${showsAll ? reader.historyLess : reader.historyMore(ids.length)}
            </button>`
          : nothing
      }
    </section>`;
  }

  private row(item: Item, list: string): TemplateResult {
    const { you } = this.page.text;
    const title = titleOf(item);
    const label = you.remove(title);
    const remove = () => {
      this.page.liked.forget([item.id]);
      this.page.announce(you.removed(title));
      this.focusOn(list);
    };
    return html`<li class="own-row">
      <div class="own-cover">${cover({ title, author: item.author, categories: item.categories })}</div>
      <div class="own-words">
        <a class="own-title" dir=${directionOf(title)} href=${detailsLink(this.page.route, item)}><bdi>${title}</bdi></a>
        ${item.author ? html`<p class="card-facts"><bdi>${item.author}</bdi></p>` : nothing}
      </div>
      <button class="icon-button" type="button" aria-label=${label} title=${label}
        @click=${remove}><span aria-hidden="true">×</span></button>
    </li>`;
  }

  private authors(names: readonly string[]): TemplateResult {
    const { you } = this.page.text;
    const show = (name: string) => {
      this.page.liked.showAuthor(name);
      this.page.announce(you.authorShown(name));
      this.focusOn("hidden");
    };
    return html`<section class="own-list" aria-labelledby="hidden-heading">
      <h2 id="hidden-heading" tabindex="-1">${you.hidden}</h2>
      <ul class="chips">
        ${names.map(
          (name) => html`<li><button class="chip chip-active" type="button"
            aria-label=${you.showAuthor(name)} @click=${() => show(name)}>
            <bdi>${name}</bdi> <span aria-hidden="true">×</span></button></li>`,
        )}
      </ul>
    </section>`;
  }

  /** What was pressed is gone: the keyboard goes on from the heading of its list, or of the first. */
  private focusOn(list: string): void {
    void this.updateComplete.then(() => {
      const heading = this.querySelector<HTMLElement>(`#${list}-heading`);
      (heading ?? this.querySelector<HTMLElement>("#liked-heading"))?.focus();
    });
  }
}

function newest(ids: readonly string[], all: boolean): string[] {
  return [...ids].reverse().slice(0, all ? ids.length : kShown);
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-own-list": OwnList;
  }
}
