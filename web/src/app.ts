// The shell: opens the bundle, knows where the visitor is, and shows the view for it.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import { asPocketrecError, BundleSession, manifestUrl } from "./bundle-session.js";
import "./components/details.js";
import { LightElement } from "./components/light-element.js";
import { loadingState } from "./components/loading.js";
import { errorState } from "./components/messages.js";
import type { Quality } from "./components/quality.js";
import "./components/quality.js";
import { LikedList } from "./liked.js";
import { keepForOffline } from "./offline.js";
import { offers, type Page } from "./page.js";
import { formatRoute, parseRoute, queryWithoutRoute, type Route, type View } from "./route.js";
import { type Strings, stringsFor } from "./strings.js";
import "./views/home.js";
import "./views/reader.js";
import "./views/similar.js";
import "./views/you.js";

/** How many entries of the browser's history the open details panel has put on top of its view. */
interface HistoryState {
  depth: number;
}

@customElement("pr-app")
export class App extends LightElement {
  @state() private route: Route = parseRoute(location.hash, location.search);
  @state() private announcement = "";
  private text: Strings = stringsFor("");
  private readonly url = urlOrError();
  private readonly liked = new LikedList(
    `pocketrec:liked:${this.url instanceof URL ? this.url.pathname : ""}`,
  );
  private readonly session =
    this.url instanceof URL
      ? new BundleSession(this, this.url, {
          opened: (recommender) => {
            this.text = stringsFor(recommender.info.manifest.data.format);
          },
          completed: (recommender) => {
            void keepForOffline(this.url as URL, recommender.info.manifest);
          },
        })
      : null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.onMove);
    window.addEventListener("popstate", this.onMove);
    this.liked.addEventListener("change", this.onLiked);
    const query = queryWithoutRoute(location.search);
    history.replaceState(
      history.state,
      "",
      `${location.pathname}${query}${formatRoute(this.route)}`,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.onMove);
    window.removeEventListener("popstate", this.onMove);
    this.liked.removeEventListener("change", this.onLiked);
  }

  override render() {
    const { text } = this;
    const page = this.page();
    return html`
      <a class="skip-link" href="#main" @click=${this.skip}>${text.skip}</a>
      <header class="site-head">
        <div class="site-head-inner">
          <a class="brand" href="#">${brandMark}<span>${text.brand}</span></a>
          ${page ? this.navigation(page) : nothing}
        </div>
        ${
          page?.recommender.info.manifest.data.simulated
            ? html`<p class="simulated" role="note">${text.simulated}</p>`
            : nothing
        }
        ${this.restBanner()}
      </header>
      <main id="main" tabindex="-1">${page ? this.view(page) : this.opening()}</main>
      ${page ? this.panels(page) : nothing}
      <div class="visually-hidden" role="status" aria-live="polite">${this.announcement}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("route") as Route | undefined;
    if (
      before &&
      (before.view !== this.route.view ||
        before.user !== this.route.user ||
        before.item !== this.route.item)
    ) {
      void this.showTop();
    }
    document.title =
      this.route.view === "home" ? this.text.brand : `${this.titleOfView()} · ${this.text.brand}`;
  }

  private page(): Page | null {
    const { session } = this;
    if (session?.state.status !== "ready") return null;
    return {
      recommender: session.state.recommender,
      rest: session.state.rest,
      retryRest: () => session.retryRest(),
      text: this.text,
      liked: this.liked,
      route: this.route,
      announce: (message) => {
        this.announcement = message;
      },
      go: this.go,
    };
  }

  private navigation(page: Page) {
    const { text } = this;
    const link = (view: View, label: string) => html`<a class="nav-link"
      href=${formatRoute({ view, n: this.route.n })}
      aria-current=${this.route.view === view ? "page" : nothing}>${label}</a>`;
    return html`<nav class="site-nav" aria-label=${text.navigation}>
        ${offers(page, "users") ? link("reader", text.navReader) : nothing}
        ${link("you", text.navYou)} ${link("similar", text.navSimilar)}
      </nav>
      <button class="link-button quality-button" type="button"
        @click=${() => (this.querySelector("pr-quality") as Quality).open()}>${text.qualityButton}</button>`;
  }

  /** The reader view says so itself, where its list would be. */
  private restBanner() {
    const state = this.session?.state;
    if (state?.status !== "ready" || !state.restFailed || this.route.view === "reader")
      return nothing;
    return html`<p class="banner" role="alert">
      ${this.text.restFailed}
      <button class="link-button" type="button" @click=${() => this.session?.retryRest()}>${this.text.retry}</button>
    </p>`;
  }

  private view(page: Page) {
    switch (this.route.view) {
      case "reader":
        return html`<pr-reader .page=${page}></pr-reader>`;
      case "you":
        return html`<pr-you .page=${page}></pr-you>`;
      case "similar":
        return html`<pr-similar .page=${page}></pr-similar>`;
      case "home":
        return html`<pr-home .page=${page}></pr-home>`;
    }
  }

  private panels(page: Page) {
    return html`<pr-details .page=${page} @close=${this.closeDetails}></pr-details>
      <pr-quality .page=${page}></pr-quality>`;
  }

  private opening() {
    const { session, text } = this;
    if (session?.state.status === "loading") {
      return loadingState(text, session.state.progress, () => session.cancel());
    }
    const error = session?.state.status === "failed" ? session.state.error : this.url;
    const retry = session ? () => void session.load() : undefined;
    return html`<h1 class="visually-hidden">${text.brand}</h1>
      ${errorState(text, asPocketrecError(error), retry)}`;
  }

  private titleOfView(): string {
    const { text, route } = this;
    if (route.view === "reader")
      return route.user ? text.reader.name(route.user) : text.reader.title;
    return route.view === "you" ? text.you.title : text.similar.title;
  }

  /** A new view begins at its top, and its heading is what a screen reader reads next. */
  private async showTop(): Promise<void> {
    await new Promise(requestAnimationFrame);
    window.scrollTo({ top: 0 });
    const heading = this.querySelector<HTMLElement>("main h1[tabindex]");
    heading?.focus({ preventScroll: true });
  }

  private readonly go = (route: Partial<Route>, replace = false): void => {
    if (replace) {
      history.replaceState(history.state, "", formatRoute(route));
      this.onMove();
    } else {
      location.hash = formatRoute(route);
    }
  };

  private readonly onMove = (): void => {
    if (location.hash === "#main") return;
    const route = parseRoute(location.hash);
    const before = history.state as HistoryState | null;
    if (before === null) {
      const depth = route.show === null ? 0 : this.depth + 1;
      history.replaceState({ depth } satisfies HistoryState, "");
    }
    this.depth = (history.state as HistoryState).depth;
    this.route = route;
  };

  private depth = 0;

  /** Back to where the panel was opened; where a link opened it, to the view beneath. */
  private readonly closeDetails = (): void => {
    if (this.depth > 0) history.go(-this.depth);
    else this.go({ ...this.route, show: null }, true);
  };

  private readonly onLiked = (): void => this.requestUpdate();

  private readonly skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("#main")?.focus();
  };
}

function urlOrError(): URL | unknown {
  try {
    return manifestUrl(new URL(location.href));
  } catch (error) {
    return error;
  }
}

const brandMark = html`<svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect x="4" y="5" width="24" height="23" rx="6" /><path d="M4 12 h24" />
  <circle cx="16" cy="19.5" r="4.2" />
</svg>`;
