// Who would want an item: the stored users most likely to, how many they are, how sure that is, and
// what else they like. For those who sell or recommend it.
import { Task } from "@lit/task";
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, ScoredUser } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import "../components/insight.css";
import { ItemChoice } from "../components/item-choice.js";
import { LightElement } from "../components/light-element.js";
import { emptyState, errorState } from "../components/messages.js";
import { readersPanel } from "../components/readers.js";
import { countControl } from "../components/result-list.js";
import { type Stat, stats } from "../components/stats.js";
import { subject } from "../components/subject.js";
import { tastePanel } from "../components/taste.js";
import { userList } from "../components/user-list.js";
import { csv, fileNameOf } from "../csv.js";
import { download } from "../download.js";
import { offers, type Page, timed, titleOf } from "../page.js";
import { linkTo } from "../route.js";

/** The most that the package names: beyond, "or more". */
const kMostUsers = 1000;
/** Of the highest score, what a likely user's is at least. */
const kLikely = 0.5;

/** The likely users of one item. */
interface Audience {
  item: string;
  /** Best first, up to kMostUsers. */
  users: ScoredUser[];
  /** The first so many of them are likely. */
  numLikely: number;
  /** Stored users who like it already. */
  liked: number;
  elapsedMs: number;
}

@customElement("pr-audience")
export class AudienceView extends LightElement {
  @property({ attribute: false }) page!: Page<"audience">;

  private readonly choice = new ItemChoice(this, () => this.page);

  private readonly audience = new Task(this, {
    task: async ([item], { signal }): Promise<Audience | null> => {
      if (!item || !offers(this.page, "users")) return null;
      await this.page.rest;
      const { recommender } = this.page;
      const list = await timed(recommender.audience({ item, n: kMostUsers }, { signal }));
      const users = list.value;
      const least = kLikely * (users[0]?.score ?? 0);
      const numLikely = users.filter(({ score }) => score > 0 && score >= least).length;
      this.page.announce(this.page.text.audience.announce(numLikely));
      const { liked } = await recommender.overlap({ item, others: [] }, { signal });
      return { item, users, numLikely, liked, elapsedMs: list.elapsedMs };
    },
    args: () => [this.page.route.item, this.page.rest] as const,
  });

  private readonly taste = new Task(this, {
    task: async ([audience], { signal }) => {
      if (!audience) return null;
      const users = audience.users.slice(0, audience.numLikely).map(({ id }) => id);
      const taste = await this.page.recommender.taste({ users, n: kMostUsers }, { signal });
      return { item: audience.item, taste };
    },
    args: () => [this.audience.value] as const,
  });

  /**
   * What the model's own list says of this item to each user shown, by id: there scores are
   * calibrated against people's choices (ScoredItem.share), which an audience's are not.
   */
  private readonly shares = new Task(this, {
    task: async ([audience, n], { signal }) => {
      const shares = new Map<string, number>();
      for (const { id } of audience?.users.slice(0, n) ?? []) {
        const query = { user: id, allow: [audience?.item ?? ""], n: 1 };
        const [item] = await this.page.recommender.recommend(query, { signal });
        if (item?.share === undefined) break;
        shares.set(id, item.share);
      }
      return shares;
    },
    args: () => [this.audience.value, this.page.route.n] as const,
  });

  /** Whom it has already, as sums of people. */
  private readonly readers = new Task(this, {
    task: async ([item], { signal }) => {
      if (!item || !offers(this.page, "groups")) return null;
      const { recommender } = this.page;
      await recommender.load(["groups"], { signal });
      const [groups, readers] = await Promise.all([
        recommender.groups({ signal }),
        recommender.readers(item, { signal }),
      ]);
      return { item, groups, readers };
    },
    args: () => [this.page.route.item] as const,
  });

  override render() {
    const { text } = this.page;
    const { audience } = text;
    if (!offers(this.page, "users")) {
      return html`<h1 tabindex="-1">${text.views.audience.title}</h1>
        ${emptyState(text.reader.noUsers, audience.noUsersHint)}`;
    }
    return html`
      <h1 tabindex="-1">${text.views.audience.title}</h1>
      <p class="lead">${audience.lead}</p>
      ${this.choice.field(audience.search, (item) => this.page.go({ view: "audience", item: item.id }))}
      ${this.page.route.item === null ? this.startingPoints() : this.answer()}`;
  }

  private startingPoints() {
    const { text, route } = this.page;
    return this.choice.startingPoints(text.audience.start, (item) =>
      linkTo(route, { view: "audience", item: item.id }),
    );
  }

  private answer() {
    const { text } = this.page;
    const failure =
      this.audience.error ?? this.choice.chosen.error ?? this.taste.error ?? this.readers.error;
    if (failure) {
      return errorState(text, asPocketrecError(failure), () => this.page.retryRest());
    }
    const item = this.choice.chosen.value;
    const audience = this.audience.value;
    // The list of the item before must not stand under the name of this one.
    if (!item || audience?.item !== this.page.route.item) {
      return html`<div class="cards" aria-busy="true"><div class="placeholder"></div></div>`;
    }
    return html`${subject(this.page, item, this.similarLink(item))}
      ${audience.users.length === 0 ? this.nobody() : this.facts(item, audience)}`;
  }

  private nobody() {
    const { audience } = this.page.text;
    return emptyState(audience.none, audience.noneHint);
  }

  private similarLink(item: Item) {
    const { text, route } = this.page;
    return html`<a class="button button-quiet" href=${linkTo(route, { view: "similar", item: item.id })}>
      ${text.audience.similar}
    </a>`;
  }

  private facts(item: Item, audience: Audience) {
    const { text, route } = this.page;
    const words = text.audience;
    const shown = audience.users.slice(0, route.n);
    const taste = this.taste.value?.item === audience.item ? this.taste.value.taste : null;
    return html`
      <section aria-labelledby="size-heading">
        <h2 id="size-heading">${words.size}</h2>
        ${stats(this.size(audience, shown))}
      </section>
      <section class="results" aria-labelledby="results-heading">
        <div class="results-head">
          <h2 id="results-heading">${words.results(titleOf(item))}</h2>
          ${countControl(this.page)}
        </div>
        ${userList(this.page, shown, this.shares.value)}
        <div class="list-actions">
          <button class="button button-quiet" type="button" @click=${() => this.export(item, shown)}>
            ${words.save}
          </button>
        </div>
      </section>
      ${tastePanel(this.page, taste, audience.numLikely, words.taste)}
      ${this.readersOf()}
      <p class="computed">${words.scoreHint} ${text.computed(audience.elapsedMs)}</p>`;
  }

  /** Nothing in place of what the bundle does not tell. */
  private readersOf() {
    if (!offers(this.page, "groups")) {
      return html`<p class="computed">${this.page.text.audience.notShown}</p>`;
    }
    const known = this.readers.value;
    return readersPanel(this.page, known?.item === this.page.route.item ? known : null);
  }

  private size({ liked, numLikely }: Audience, shown: readonly ScoredUser[]): Stat[] {
    const { audience: words, numbers } = this.page.text;
    const { numUsers } = this.page.recommender.info;
    const shares = shown.map(({ id }) => this.shares.value?.get(id));
    const known = shares.filter((share) => share !== undefined);
    const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
    const size = [
      {
        value: numbers.integer(liked),
        label: words.liked(liked),
        hint: words.likedHint(numbers.share(liked / numUsers), numUsers),
      },
      {
        value: numLikely < kMostUsers ? numbers.integer(numLikely) : words.atLeast(kMostUsers),
        label: words.likely(numLikely),
        hint: words.likelyHint,
      },
    ];
    if (known.length < shown.length) return size;
    return [
      ...size,
      { value: numbers.share(mean), label: words.sure, hint: words.sureHint(shown.length) },
    ];
  }

  /** The columns' names are for programs: the same in every language. */
  private export(item: Item, shown: readonly ScoredUser[]): void {
    const shares = this.shares.value;
    const rows = shown.map(({ id, score }, i) => {
      const share = shares?.get(id);
      return [
        i + 1,
        id,
        decimals(score),
        share === undefined ? "" : decimals(share),
        item.id,
        titleOf(item),
      ];
    });
    const head = ["rank", "user_id", "score", "share", "item_id", "item_title"];
    download(`audience-${fileNameOf(item.id)}.csv`, "text/csv;charset=utf-8", csv([head, ...rows]));
    this.page.announce(this.page.text.audience.saved(shown.length));
  }
}

/** More than this of a score says nothing. */
const decimals = (value: number) => Number(value.toFixed(4));

declare global {
  interface HTMLElementTagNameMap {
    "pr-audience": AudienceView;
  }
}
