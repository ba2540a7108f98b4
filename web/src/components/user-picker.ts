// The stored users: a list that filters as an id is typed and grows as it is scrolled.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { User } from "pocketrec";
import { type Page, titleOf } from "../page.js";
import { refinementOf } from "../refinement.js";
import { linkTo, type Route } from "../route.js";
import { magnifier } from "./combobox.js";
import { LightElement } from "./light-element.js";

const kPageSize = 50;

/** How many items a user chose, and what they like: categories, else authors, else a title. */
interface Summary {
  count: number;
  taste: string[];
}

const kTasteShown = 2;

@customElement("pr-user-picker")
export class UserPicker extends LightElement {
  @property({ attribute: false }) page!: Page;
  @property() chosen: string | null = null;
  @state() private users: User[] = [];
  @state() private typed = "";
  @state() private hasMore = false;
  /** By user id, once it has been looked up. */
  private readonly summaries = new Map<string, Summary>();
  private request: AbortController | null = null;
  private readonly nearEnd = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && void this.loadMore(),
    { rootMargin: "200px" },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.filter("");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.request?.abort();
    this.nearEnd.disconnect();
  }

  override render() {
    const { text } = this.page;
    return html`
      <form @submit=${this.onSubmit}>
        <label class="field-label" for="user-input">${text.reader.search}</label>
        <div class="picker-row">
          <div class="field">
            ${magnifier}
            <input id="user-input" type="text" autocomplete="off" autocapitalize="none"
              spellcheck="false" enterkeyhint="go" placeholder=${text.reader.placeholder}
              .value=${this.typed} @input=${this.onInput} />
          </div>
          <button class="button" type="submit">${text.reader.go}</button>
        </div>
      </form>
      <button class="link-button" type="button" @click=${this.surprise}>${text.reader.surprise}</button>
      ${this.list()}`;
  }

  private list() {
    const { reader } = this.page.text;
    if (this.users.length === 0) {
      return this.typed ? html`<p class="field-note">${reader.none(this.typed)}</p>` : nothing;
    }
    return html`<nav class="picker-list" aria-label=${reader.list}>
      <ul>
        ${this.users.map((user) => this.entry(user))}
      </ul>
      ${
        this.hasMore
          ? html`<button class="link-button picker-more" type="button" @click=${this.loadMore}>
              ${reader.more}
            </button>`
          : nothing
      }
    </nav>`;
  }

  private entry({ id }: User) {
    const link = linkTo(this.page.route, this.placeOf(id));
    const summary = this.summaries.get(id);
    return html`<li>
      <a class="picker-user" href=${link} aria-current=${id === this.chosen ? "true" : nothing}>
        <bdi>${id}</bdi>
        <span class="picker-summary">${summary ? this.summary(summary) : nothing}</span>
      </a>
    </li>`;
  }

  /** A title that is cut is cut at its own end, whatever the direction of the page. */
  private summary({ count, taste }: Summary) {
    const { reader, comma } = this.page.text;
    return html`<span>${reader.summary(count)}</span> <bdi class="picker-first">${taste.join(comma)}</bdi>`;
  }

  /** The same question about another person: what limits the list stays. */
  private placeOf(user: string): Partial<Route> {
    return { ...refinementOf(this.page.route), view: "reader", user };
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("users") && !changed.has("hasMore")) return;
    this.nearEnd.disconnect();
    const more = this.querySelector(".picker-more");
    if (more) this.nearEnd.observe(more);
  }

  private onInput = (event: Event) => {
    void this.filter((event.target as HTMLInputElement).value.trim());
  };

  private onSubmit = (event: Event) => {
    event.preventDefault();
    const user = this.typed || this.users[0]?.id;
    if (user) this.choose(user);
  };

  private surprise = async () => {
    const { recommender } = this.page;
    await this.page.rest;
    const offset = Math.floor(Math.random() * recommender.info.numUsers);
    const [user] = await recommender.searchUsers("", offset, 1);
    if (user) this.choose(user.id);
  };

  private choose(user: string): void {
    this.page.go(this.placeOf(user));
  }

  private async filter(typed: string): Promise<void> {
    this.typed = typed;
    await this.fetchUsers(typed, []);
    this.querySelector(".picker-list")?.scrollTo({ top: 0 });
  }

  private loadMore = () => this.fetchUsers(this.typed, this.users);

  /** Lists `before` and the users that follow it, unless a newer request overtakes this one. */
  private async fetchUsers(prefix: string, before: User[]): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    const { signal } = request;
    try {
      await this.page.rest;
      const { recommender } = this.page;
      const users = await recommender.searchUsers(prefix, before.length, kPageSize, { signal });
      if (signal.aborted) return;
      this.users = [...before, ...users];
      this.hasMore = users.length === kPageSize;
      await this.summarise(signal);
    } catch {
      // Overtaken, or the users could not be loaded, which the view says.
    }
  }

  private async summarise(signal: AbortSignal): Promise<void> {
    const { recommender } = this.page;
    for (const { id } of this.users.filter((user) => !this.summaries.has(user.id))) {
      const [history, { categories, authors, items }] = await Promise.all([
        recommender.userHistory(id, { signal }),
        recommender.taste({ users: [id], n: kTasteShown }, { signal }),
      ]);
      const named = categories.length > 0 ? categories : authors;
      const taste =
        named.length > 0 ? named.map(({ name }) => name) : items.map(titleOf).slice(0, 1);
      this.summaries.set(id, { count: history.length, taste });
      this.requestUpdate();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-user-picker": UserPicker;
  }
}
