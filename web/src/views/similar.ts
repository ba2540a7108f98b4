// Items like one: by audience, by content, or both side by side; and the trail from one to the next.
import { Task } from "@lit/task";
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, Overlap, ScoredItem } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import { type Column, compare, numOnBoth } from "../components/compare.js";
import { contentState } from "../components/content-state.js";
import "../components/insight.css";
import { ItemChoice } from "../components/item-choice.js";
import { LightElement } from "../components/light-element.js";
import { errorState } from "../components/messages.js";
import { countControl, resultList } from "../components/result-list.js";
import { subject } from "../components/subject.js";
import { trail } from "../components/trail.js";
import { ContentPart } from "../content-part.js";
import { Growing } from "../growing.js";
import { offers, type Page, timed, titleOf } from "../page.js";
import { linkTo, type Route } from "../route.js";
import { stepTo } from "../trail.js";
import "./similar.css";

@customElement("pr-similar")
export class Similar extends LightElement {
  @property({ attribute: false }) page!: Page;
  private readonly content = new ContentPart(this, () => this.page);

  private readonly choice = new ItemChoice(this, () => this.page);

  /** Of the trail, what this bundle knows: an id in an old link may be gone from it. */
  private readonly behind = new Task(this, {
    task: async (ids, { signal }) => {
      const items = await Promise.allSettled(
        ids.map((id) => this.page.recommender.item(id, { signal })),
      );
      return items.flatMap((item) => (item.status === "fulfilled" ? [item.value] : []));
    },
    args: () => this.page.route.trail,
  });

  private readonly growing = new Growing<Listed | null>(this, (value) => ({
    item: this.page.route.item as string,
    value,
    elapsedMs: null,
  }));
  private readonly byAudience = this.listTask("audience");
  private readonly byContent = this.listTask("content");

  /** How many who like the item like each of the list too; by id. */
  private readonly overlaps = new Task(this, {
    task: async ([item], { signal }) => {
      if (!item || !offers(this.page, "users")) return null;
      const others = this.shownIds();
      await this.page.rest;
      const overlap = await this.page.recommender.overlap({ item, others }, { signal });
      const both = new Map(others.map((id, i) => [id, (overlap.others[i] as Both).both]));
      return { item, liked: overlap.liked, both };
    },
    args: () => [this.page.route.item, this.shownIds().join("\n"), this.page.rest] as const,
  });

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.page.route.item !== null && this.wants("content")) this.content.need();
  }

  override render() {
    const { similar, views } = this.page.text;
    return html`
      <h1 tabindex="-1">${views.similar.title}</h1>
      <p class="lead">${similar.lead}</p>
      ${this.choice.field(similar.search, (item) =>
        this.page.go({ view: "similar", item: item.id, by: this.page.route.by }),
      )}
      ${this.page.route.item === null ? this.choice.startingPoints(similar.start) : this.answer()}`;
  }

  private answer() {
    const failure = this.byAudience.error ?? this.byContent.error ?? this.choice.chosen.error;
    if (failure) return errorState(this.page.text, asPocketrecError(failure));
    const item = this.choice.chosen.value;
    return html`
      ${item ? trail(this.page, this.behind.value ?? [], item) : nothing}
      ${item ? subject(this.page, item, this.audienceLink(item)) : nothing}
      ${this.kindControl()} ${item ? this.overlapLead(item) : nothing}
      ${this.lists(item ? titleOf(item) : "")}`;
  }

  private audienceLink(item: Item) {
    if (!offers(this.page, "users")) return nothing;
    const { text, route } = this.page;
    return html`<a class="button button-quiet" href=${linkTo(route, { view: "audience", item: item.id })}>
      ${text.views.audience.nav}
    </a>`;
  }

  private kindControl() {
    const { similar } = this.page.text;
    const names = {
      audience: similar.byAudience,
      content: similar.byContent,
      both: similar.byBoth,
    };
    return html`<fieldset class="segments">
      <legend class="visually-hidden">${similar.by}</legend>
      ${(Object.keys(names) as Route["by"][]).map(
        (by) => html`<label class="segment">
          <input type="radio" name="by" .checked=${this.page.route.by === by}
            @change=${() => this.page.go({ ...this.page.route, by })} />
          <span>${names[by]}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  private lists(title: string) {
    const { by } = this.page.route;
    if (by !== "audience" && !this.content.isReady) return contentState(this.page, this.content);
    return by === "both" ? this.sideBySide(title) : this.oneList(by, title);
  }

  private oneList(by: "audience" | "content", title: string) {
    const { similar } = this.page.text;
    const list = by === "audience" ? this.growing.of(this.byAudience) : this.byContent.value;
    return html`${resultList(this.page, {
      heading: by === "audience" ? similar.results(title) : similar.resultsByContent(title),
      // A merged edition's id finds the work, whose own id differs from the one in the address.
      items: list?.item === this.page.route.item ? list?.value : undefined,
      elapsedMs: list?.elapsedMs ?? null,
      error: null,
      scoreKind: "similarity",
      ...(by === "content" ? { hint: similar.contentHint } : {}),
      actions: (item) => this.cardFoot(item),
    })}`;
  }

  private sideBySide(title: string) {
    const { similar, results } = this.page.text;
    const itemsOf = (list: Listed | null | undefined) =>
      list?.item === this.page.route.item ? list?.value : undefined;
    const columns: [Column, Column] = [
      {
        name: "audience",
        title: similar.audienceColumn,
        hint: similar.audienceColumnHint,
        scoreHint: results.similarityHint,
        items: itemsOf(this.growing.of(this.byAudience)),
      },
      {
        name: "content",
        title: similar.contentColumn,
        hint: similar.contentColumnHint,
        scoreHint: similar.contentHint,
        items: itemsOf(this.byContent.value),
      },
    ];
    const both = numOnBoth(columns);
    return html`<section class="results" aria-labelledby="results-heading">
        <div class="results-head">
          <h2 id="results-heading">${similar.resultsBoth(title)}</h2>
          ${both === null ? nothing : html`<p class="aside">${similar.numOnBoth(both, this.page.route.n)}</p>`}
          ${countControl(this.page)}
        </div>
        ${compare(this.page, columns, (item) => this.cardFoot(item))}
      </section>`;
  }

  private cardFoot(item: ScoredItem) {
    const { text, route } = this.page;
    const { similar } = text;
    return html`${this.overlapSentence(item)}
      <a class="chip card-follow" href=${linkTo(route, stepTo(route, item.id))}
        aria-label=${similar.followTo(titleOf(item))}>${similar.follow}</a>`;
  }

  private overlapSentence({ id }: ScoredItem) {
    const overlap = this.currentOverlap();
    const both = overlap?.both.get(id);
    if (!overlap || both === undefined) return nothing;
    return html`<p class="overlap">${this.page.text.similar.overlap(overlap.liked, both)}</p>`;
  }

  private overlapLead(item: Item) {
    const overlap = this.currentOverlap();
    if (!overlap || overlap.both.size === 0) return nothing;
    const { similar } = this.page.text;
    return html`<p class="aside overlap-lead">${similar.overlapLead(overlap.liked, titleOf(item))}</p>`;
  }

  /** That of this item, unless nobody likes it, of which there is nothing to say. */
  private currentOverlap() {
    const overlap = this.overlaps.value;
    return overlap?.item === this.page.route.item && overlap.liked > 0 ? overlap : null;
  }

  private shownIds(): string[] {
    const lists = [
      this.wants("audience") ? this.byAudience.value : null,
      this.wants("content") ? this.byContent.value : null,
    ];
    return [...new Set(lists.flatMap((list) => list?.value.map(({ id }) => id) ?? []))];
  }

  private wants(by: "audience" | "content"): boolean {
    return this.page.route.by === by || this.page.route.by === "both";
  }

  /** The list by one of the measures, when it is asked for and can be had. */
  private listTask(by: "audience" | "content") {
    return new Task(this, {
      task: async ([item, n, isPossible], { signal }): Promise<Listed | null> => {
        if (!item || !isPossible) return null;
        const query = { item, n, by };
        const call = by === "audience" ? this.growing.hear(signal) : { signal };
        const list = await timed(this.page.recommender.similar(query, call));
        const { text, announce } = this.page;
        announce(text.results.announce(list.value.length, text.views.similar.title));
        return { ...list, item };
      },
      args: () =>
        [
          this.page.route.item,
          this.page.route.n,
          this.wants(by) && (by === "audience" || this.content.isReady),
        ] as const,
    });
  }
}

type Both = Overlap["others"][number];

interface Listed {
  item: string;
  value: ScoredItem[];
  elapsedMs: number | null;
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-similar": Similar;
  }
}
