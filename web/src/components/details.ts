// Everything about one item, in a panel over the page: facts, why it is on the list, and where to
// go from it. A native modal dialog, so that focus, Escape and screen readers behave.
import { Task } from "@lit/task";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, ScoredItem, Taste } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import { offers, type Page, titleOf } from "../page.js";
import { linkTo } from "../route.js";
import { isolate } from "../strings/shared.js";
import { stepTo } from "../trail.js";
import { cover } from "./cover.js";
import { LightElement } from "./light-element.js";
import { errorState } from "./messages.js";
import { bar } from "./strength.js";

const kReasonsShown = 5;
const kNamesShown = 12;

/** Fires "close" when the visitor wants it gone; the page then changes the route. */
@customElement("pr-details")
export class Details extends LightElement {
  @property({ attribute: false }) page!: Page<"details">;

  private readonly item = new Task(this, {
    task: async ([id], { signal }) => (id ? this.page.recommender.item(id, { signal }) : null),
    args: () => [this.page.route.show] as const,
  });

  private readonly reasons = new Task(this, {
    task: async ([item], { signal }): Promise<ScoredItem[]> => {
      const from = item ? this.explainedBy(item) : null;
      if (!item || !from) return [];
      return this.page.recommender.explain({ ...from, item: item.id }, { signal });
    },
    args: () => [this.item.value, this.page.route.user, this.page.route.view] as const,
  });

  override render() {
    const { text, route } = this.page;
    const item = this.item.value;
    return html`<dialog class="panel" aria-label=${item ? isolate(titleOf(item)) : text.facts.details}
      @cancel=${this.onCancel} @click=${this.onClick}>
      <div class="panel-inner">
        <button class="icon-button panel-close" type="button" aria-label=${text.close}
          @click=${this.close}><span aria-hidden="true">×</span></button>
        ${
          this.item.error
            ? errorState(text, asPocketrecError(this.item.error))
            : item && route.show !== null
              ? this.body(item)
              : nothing
        }
      </div>
    </dialog>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    const shouldBeOpen = this.page.route.show !== null;
    if (shouldBeOpen && !dialog.open) dialog.showModal();
    if (!shouldBeOpen && dialog.open) dialog.close();
  }

  private body(item: Item): TemplateResult {
    const { text, route } = this.page;
    const title = titleOf(item);
    return html`
      <div class="panel-head">
        <div class="panel-cover">
          ${cover({ title, author: item.author, categories: item.categories })}
        </div>
        <div>
          <h2 class="panel-title"><bdi>${title}</bdi></h2>
          ${item.author ? html`<p class="card-author"><bdi>${item.author}</bdi></p>` : nothing}
          <p class="card-facts">${text.facts.chosenBy(item.popularity)}</p>
        </div>
      </div>
      <div class="panel-actions">
        <a class="button" href=${linkTo(route, stepTo(route, item.id))}>
          ${text.details.similar}
        </a>
        ${
          offers(this.page, "users")
            ? html`<a class="button button-quiet" href=${linkTo(route, { view: "audience", item: item.id })}>
                ${text.views.audience.nav}
              </a>`
            : nothing
        }
        ${this.likeButton(item)}
      </div>
      ${this.why()} ${this.facts(item)}`;
  }

  private likeButton(item: Item): TemplateResult {
    const { text, liked } = this.page;
    return liked.likes(item.id)
      ? html`<button class="button button-quiet" type="button" @click=${() => liked.forget([item.id])}>
          ${text.details.unlike}
        </button>`
      : html`<button class="button button-quiet" type="button" @click=${() => liked.like(item.id)}>
          ${text.details.like}
        </button>`;
  }

  private facts(item: Item): TemplateResult {
    const { details, facts, numbers } = this.page.text;
    const rows: [string, string][] = [
      [facts.author, item.author],
      [facts.year, item.year === null ? "" : numbers.year(item.year)],
      [facts.publisher, item.publisher],
      [facts.categories, this.listed(item.categories)],
      [details.id, item.id],
      [details.otherIds, this.listed(item.otherIds)],
    ];
    return html`<dl class="facts">
      ${rows
        .filter(([, value]) => value)
        .map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl>`;
  }

  private listed(names: string[]): string {
    const rest = names.length - kNamesShown;
    const shown = names.slice(0, kNamesShown);
    const { comma, facts } = this.page.text;
    return [...shown, ...(rest > 0 ? [facts.andMore(rest)] : [])].join(comma);
  }

  /** Whose taste the list was made for; null where no list of a taste is shown. */
  private explainedBy(item: Item): Taste | null {
    const { route, liked } = this.page;
    if (route.user !== null) return { user: route.user };
    const isForVisitor = route.view === "you" && liked.likedIds.length > 0;
    return isForVisitor && !liked.likes(item.id)
      ? { history: liked.history, skipUnknown: true }
      : null;
  }

  private why(): TemplateResult | typeof nothing {
    const { text, route } = this.page;
    const reasons = this.reasons.value ?? [];
    const total = reasons.reduce((sum, reason) => sum + reason.score, 0);
    if (reasons.length === 0 || total <= 0) return nothing;
    const { details } = text;
    const shown = reasons.slice(0, kReasonsShown);
    const rest = reasons.slice(kReasonsShown);
    const restShare = rest.reduce((sum, reason) => sum + reason.score, 0) / total;
    return html`<section class="why" aria-labelledby="why-heading">
      <h3 id="why-heading">${details.why}</h3>
      <p class="aside">
        ${route.user === null ? details.whyYou : details.whyReader(route.user)}
      </p>
      <ul>
        ${shown.map((reason) => this.reason(reason, reason.score / total))}
        ${rest.length > 0 ? html`<li class="why-rest">${details.rest(rest.length, restShare)}</li>` : nothing}
      </ul>
    </section>`;
  }

  private reason(reason: ScoredItem, share: number): TemplateResult {
    const { details } = this.page.text;
    const title = titleOf(reason);
    return html`<li>
      <p>${share < 0 ? details.against(title, -share) : details.because(title, share)}</p>
      ${bar(share, share < 0 ? "against" : "for")}
    </li>`;
  }

  private close = () => {
    this.dispatchEvent(new Event("close"));
  };

  private onCancel = (event: Event) => {
    event.preventDefault();
    this.close();
  };

  /** A click beside the panel lands on the dialog itself: its backdrop. */
  private onClick = (event: Event) => {
    if (event.target === event.currentTarget) this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-details": Details;
  }
}
