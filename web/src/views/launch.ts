// An item that nobody has chosen yet: type what it is, and see what it would stand beside, who would
// want it, and how sure that is. What is typed stands in the address, so that it can be shared.
import { Task } from "@lit/task";
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PlacedItem } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import { contentState } from "../components/content-state.js";
import "../components/insight.css";
import "../components/launch-form.js";
import { LightElement } from "../components/light-element.js";
import { emptyState, errorState } from "../components/messages.js";
import { resultList } from "../components/result-list.js";
import { stats } from "../components/stats.js";
import { tastePanel } from "../components/taste.js";
import { userList } from "../components/user-list.js";
import { ContentPart } from "../content-part.js";
import {
  type Draft,
  draftOf,
  exampleLike,
  isEmpty,
  isSame,
  kEmptyDraft,
  newItemOf,
  routeOf,
} from "../new-item.js";
import { offers, type Page, timed } from "../page.js";
import { linkTo } from "../route.js";
import "./launch.css";

/** Of those most likely to want it: how many count as its audience, and how many are named. */
const kAudience = 100;
const kUsersShown = 10;
/** Browsers slow down pages that change their address with every key. */
const kWriteAfterMs = 300;

@customElement("pr-launch")
export class Launch extends LightElement {
  @property({ attribute: false }) page!: Page<"launch" | "audience" | "map">;
  @state() private draft: Draft = kEmptyDraft;
  private readonly content = new ContentPart(this, () => this.page);
  private write: ReturnType<typeof setTimeout> | undefined;
  /** What the address said when it was last looked at: anything else comes from outside. */
  private inAddress: Draft = kEmptyDraft;

  private readonly catalogue = new Task(this, {
    task: async (_, { signal }) => {
      const { recommender } = this.page;
      const [facets, popular] = await Promise.all([
        recommender.facets({ signal }),
        recommender.popular(0, 50, { signal }),
      ]);
      // The first of which there is something to borrow.
      const model = popular.find(({ author, categories }) => author || categories.length > 0);
      return { facets, model };
    },
    args: () => [],
  });

  /** A newer draft cancels the query of the one before. */
  private readonly place = new Task(this, {
    task: async ([draft, n, isReady], { signal }) => {
      if (!isReady || isEmpty(draft)) return null;
      const numUsers = offers(this.page, "users") ? kAudience : 0;
      if (numUsers > 0) await this.page.rest;
      const item = { ...newItemOf(draft), n, numUsers };
      const placed = await timed(this.page.recommender.placeNewItem(item, { signal }));
      const { text, announce } = this.page;
      announce(text.launch.announce(placed.value.nearest.length));
      return placed;
    },
    args: () => [this.draft, this.page.route.n, this.content.isReady] as const,
  });

  private readonly taste = new Task(this, {
    task: async ([placed], { signal }) => {
      const users = placed?.users.map(({ id }) => id) ?? [];
      if (users.length === 0) return null;
      return this.page.recommender.taste({ users, n: 1000 }, { signal });
    },
    args: () => [this.place.value?.value] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.write); // the address is that of another view by now
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.content.need();
    const inAddress = draftOf(this.page.route);
    if (isSame(inAddress, this.inAddress)) return;
    this.inAddress = inAddress;
    this.draft = inAddress;
  }

  override render() {
    const { text } = this.page;
    const { launch } = text;
    return html`
      <h1 tabindex="-1">${text.views.launch.title}</h1>
      <p class="lead">${launch.lead}</p>
      ${
        this.content.status.name === "absent"
          ? contentState(this.page, this.content)
          : html`<div class="launch">
              <div class="launch-side">${this.form()}</div>
              <div class="launch-main">${this.answer()}</div>
            </div>`
      }`;
  }

  private form() {
    const { launch } = this.page.text;
    const { facets, model } = this.catalogue.value ?? {};
    return html`
      <pr-launch-form .page=${this.page} .draft=${this.draft}
        .categories=${facets?.categories ?? []} @settled=${this.writeNow}
        @draft=${(event: CustomEvent<Draft>) => this.become(event.detail)}></pr-launch-form>
      <div class="list-actions">
        ${facets ? this.exampleLink(exampleLike(model, facets, launch.exampleTitle)) : nothing}
        ${
          isSame(this.draft, kEmptyDraft)
            ? nothing
            : html`<button class="link-button" type="button" @click=${this.clear}>${launch.clear}</button>`
        }
      </div>
      <p class="form-note">${launch.link}</p>`;
  }

  /** A link, so that it can be opened, copied and shared as any other. */
  private exampleLink(draft: Draft) {
    const { text, route } = this.page;
    const link = linkTo(route, { view: "launch", ...routeOf(draft) });
    return html`<a class="text-link" href=${link}>${text.launch.example}</a>`;
  }

  private answer() {
    const { text } = this.page;
    const { launch } = text;
    if (!this.content.isReady) return contentState(this.page, this.content);
    if (isEmpty(this.draft)) return emptyState(launch.empty, launch.emptyHint);
    const error = this.place.error ?? this.taste.error;
    if (error) return errorState(text, asPocketrecError(error), () => this.page.retryRest());
    const placed = this.place.value;
    if (!placed) return html`<div class="placeholder placeholder-block"></div>`;
    if (placed.value.numKnown === 0) return emptyState(launch.unknown, launch.unknownHint);
    return html`${this.certainty(placed.value)}
      ${resultList(this.page, {
        heading: launch.nearest,
        items: placed.value.nearest,
        elapsedMs: placed.elapsedMs,
        error: null,
        scoreKind: "similarity",
        hint: launch.nearestHint,
      })}
      ${this.onMap(placed.value)} ${this.audience(placed.value)}`;
  }

  private certainty({ certainty, numKnown, numKeys }: PlacedItem) {
    const { launch, numbers } = this.page.text;
    return html`<section aria-labelledby="sure-heading">
      <h2 id="sure-heading">${launch.sure}</h2>
      ${stats([
        {
          value: numbers.share(certainty),
          label: launch.certainty,
          hint: launch.certaintyHint(numbers.share(certainty)),
        },
        { value: launch.knownOf(numKnown, numKeys), label: launch.known, hint: launch.knownHint },
      ])}
      <p class="aside">${launch.guess}</p>
    </section>`;
  }

  private onMap({ nearest }: PlacedItem) {
    if (!offers(this.page, "map")) return nothing;
    // Long after the list that it stands below; where its code is gone, the list is there still.
    void import("../map/new-place.js").catch(() => undefined);
    const name = this.draft.title.trim() || this.page.text.views.launch.nav;
    return html`<pr-new-place .page=${this.page} .name=${name} .nearest=${nearest}></pr-new-place>`;
  }

  private audience({ users }: PlacedItem) {
    if (users.length === 0) return nothing;
    const { launch, audience } = this.page.text;
    return html`<section aria-labelledby="users-heading">
        <h2 id="users-heading">${launch.users}</h2>
        <p class="aside">${launch.usersLead(users.length)} ${audience.scoreHint}</p>
        ${userList(this.page, users.slice(0, kUsersShown))}
      </section>
      ${tastePanel(this.page, this.taste.value ?? null, users.length, launch.taste)}`;
  }

  private become(draft: Draft): void {
    this.draft = draft;
    clearTimeout(this.write);
    this.write = setTimeout(this.writeNow, kWriteAfterMs);
  }

  private readonly writeNow = (): void => {
    clearTimeout(this.write);
    if (!this.isConnected || isSame(this.draft, this.inAddress)) return;
    this.inAddress = this.draft;
    this.page.go({ ...this.page.route, ...routeOf(this.draft) }, true);
  };

  private readonly clear = (): void => {
    this.page.go({ view: "launch" });
    this.querySelector<HTMLInputElement>("#new-title")?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-launch": Launch;
  }
}
