// For the visitor: say what you like, and the list follows. The taste is computed on the device from
// these choices alone, which never leave it.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, ListOptions, ScoredItem } from "pocketrec";
import { type BestList, bestFor, type ShownList, soFar } from "../best.js";
import { asPocketrecError } from "../bundle-session.js";
import "../components/about-you.js";
import { cardWhy } from "../components/card-why.js";
import "../components/combobox.js";
import { LightElement } from "../components/light-element.js";
import "../components/own-data.js";
import "../components/own-list.js";
import "../components/rate-deck.js";
import "../components/refine.js";
import { noneLeft, resultList } from "../components/result-list.js";
import { Growing } from "../growing.js";
import { offers, type Page, timed, titleOf } from "../page.js";
import { Reasons } from "../reasons.js";
import { listOptions, numFilters } from "../refinement.js";
import "./you.css";

@customElement("pr-you")
export class You extends LightElement {
  @property({ attribute: false }) page!: Page<"you">;
  /** The button that took its own card off the list: the one in its place gets the focus. */
  private pressed: { place: number; kind: string } | null = null;

  private readonly results = new Task(this, {
    task: async ([choices, wanted, said], { signal }): Promise<ShownList | null> => {
      const { recommender, text, announce, liked } = this.page;
      if (liked.isKept === null) return null; // what was kept is on its way
      const taste = { history: JSON.parse(choices), skipUnknown: true };
      const options = JSON.parse(wanted) as ListOptions;
      const list = await timed(
        bestFor(recommender, taste, options, this.growing.hear(signal), JSON.parse(said)),
      );
      const { kind, items } = list.value;
      const isPopular = kind !== "preference";
      announce(text.results.announce(items.length, this.heading(kind)));
      void this.reasons.follow(recommender, taste, isPopular ? [] : items);
      void this.keepFocus();
      return { ...list.value, elapsedMs: list.elapsedMs };
    },
    // As text, so that what changes none of it asks nothing anew.
    args: () => {
      const { history, hiddenAuthors, isKept } = this.page.liked;
      const options = listOptions(this.page.route, hiddenAuthors);
      const { place, age } = this.page.route;
      return [
        JSON.stringify(history),
        JSON.stringify(options),
        JSON.stringify({ place, age }),
        isKept === null,
      ] as const;
    },
  });

  private readonly growing = new Growing<ShownList | null>(this, soFar);
  private readonly reasons = new Reasons(this);

  override render() {
    const { page } = this;
    const { you, views } = page.text;
    return html`
      <h1 tabindex="-1">${views.you.title}</h1>
      <p class="lead">${you.lead} ${page.liked.isKept === false ? nothing : you.private}</p>
      <div class="you">
        <div class="you-rate">
          <pr-rate-deck .page=${page}></pr-rate-deck>
          <pr-combobox class="you-search" .page=${page} .label=${you.search}
            @choose=${(event: CustomEvent<Item>) => this.like(event.detail)}></pr-combobox>
          <button class="link-button you-jump" type="button" @click=${this.toOwn}>${you.toOwn}</button>
        </div>
        <div class="you-list">${this.list()}</div>
        <div class="you-own">
          <pr-own-list .page=${page}></pr-own-list>
          <pr-own-data .page=${page}></pr-own-data>
        </div>
      </div>`;
  }

  private async keepFocus(): Promise<void> {
    await new Promise(requestAnimationFrame); // by then the new list is drawn
    const { pressed } = this;
    this.pressed = null;
    if (!pressed || document.activeElement !== document.body) return;
    const cards = this.querySelectorAll("ol.cards > li");
    const card = cards[Math.min(pressed.place, cards.length - 1)];
    card?.querySelector<HTMLElement>(`.${pressed.kind}`)?.focus({ preventScroll: true });
  }

  private list() {
    const { page, results } = this;
    const { text } = page;
    const list = this.growing.of(results);
    const kind = list?.kind ?? "preference";
    const isPopular = kind !== "preference";
    return resultList(page, {
      heading: this.heading(kind),
      items: list?.items,
      elapsedMs: list?.elapsedMs ?? null,
      error: results.error ? asPocketrecError(results.error) : null,
      scoreKind: "preference",
      isPopular,
      refine: html`${isPopular && offers(page, "groups") ? html`<pr-about-you .page=${page}></pr-about-you>` : nothing}
        <pr-refine .page=${page} .seenLabel=${text.you.withSeen}></pr-refine>`,
      ...(isPopular ? { note: this.note(kind) } : {}),
      ...(numFilters(page.route) > 0 ? { empty: noneLeft(page) } : {}),
      why: (item) => (isPopular ? nothing : cardWhy(page, this.reasons.of(item.id))),
      actions: (item, place) => this.verdicts(item, place),
    });
  }

  private heading(kind: BestList["kind"]): string {
    const { you, results } = this.page.text;
    return { preference: you.results, popular: results.popular, group: you.groupResults }[kind];
  }

  private note(kind: BestList["kind"]): string {
    const { you } = this.page.text;
    if (kind === "group") return you.groupNote;
    return this.page.liked.likedIds.length > 0 ? you.popularUnknown : you.popularNote;
  }

  private verdicts(item: ScoredItem, place: number) {
    const { you } = this.page.text;
    const { liked, announce } = this.page;
    const title = titleOf(item);
    const isLiked = liked.likes(item.id);
    const press = (kind: string, act: () => void) => () => {
      this.pressed = { place, kind };
      act();
    };
    const hide = press("chip-hide", () => {
      liked.hideAuthor(item.author);
      announce(you.authorHidden(item.author));
    });
    return html`<div class="choices">
      <button class="chip chip-like" type="button" aria-label=${you.add(title)}
        aria-pressed=${isLiked ? "true" : "false"}
        @click=${press("chip-like", () => (isLiked ? liked.forget([item.id]) : this.like(item)))}>${you.addShort}</button>
      <button class="chip chip-dismiss" type="button" aria-label=${you.dismiss(title)}
        @click=${press("chip-dismiss", () => liked.dismiss(item.id))}>${you.dismissShort}</button>
      ${
        item.author
          ? html`<button class="chip chip-hide" type="button" aria-label=${you.hideAuthor(item.author)}
              @click=${hide}>${you.hideAuthorShort}</button>`
          : nothing
      }
    </div>`;
  }

  /** On a narrow screen the visitor's own list stands below a long one. */
  private readonly toOwn = (): void => {
    const heading = this.querySelector<HTMLElement>("#liked-heading");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };

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
