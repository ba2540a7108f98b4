// The shell: opens the bundle, knows where the visitor is, and shows the view for it.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Manifest, Recommender } from "pocketrec";
import { manifestUrl } from "./bundle-address.js";
import { asPocketrecError, BundleSession } from "./bundle-session.js";
import { hero } from "./components/hero.js";
import { LightElement } from "./components/light-element.js";
import { loadingState } from "./components/loading.js";
import { banner, errorState, notice } from "./components/messages.js";
import { siteHead } from "./components/site-head.js";
import { LanguageSession } from "./language.js";
import { LikedList } from "./liked.js";
import { OfflineSession } from "./offline.js";
import { hasWords, type Page } from "./page.js";
import { formatRoute, linkTo, parseRoute, queryWithoutRoute, type Route } from "./route.js";
import type { Language } from "./strings/languages.js";
import type { Strings } from "./strings/translation.js";
import { reloadIfReachable, ViewLoader } from "./view-loader.js";
import { kViews } from "./views.js";

/** How many entries of the browser's history the open details panel has put on top of its view. */
interface HistoryState {
  depth: number;
}

@customElement("pr-app")
export class App extends LightElement {
  @state() private route: Route = parseRoute(location.hash, location.search);
  @state() private announcement = "";
  @state() private manifest: Manifest | null = null;
  private readonly language = new LanguageSession(this);
  private readonly views = new ViewLoader(this, (groups) => this.language.need(groups));
  private readonly url = urlOrError();
  private readonly liked = new LikedList(
    `pocketrec:liked:${this.url instanceof URL ? this.url.pathname : ""}`,
  );
  private readonly offline = new OfflineSession(this, this.url instanceof URL ? this.url : null);
  private readonly session =
    this.url instanceof URL
      ? new BundleSession(this, this.url, {
          known: (manifest) => {
            this.manifest = manifest;
            this.language.about(manifest.data.format);
          },
          drawn: async (recommender) => {
            await this.firstListDrawn(recommender).catch(() => undefined);
            void this.loadLiked();
          },
          settled: (recommender) => {
            void this.offline.start(recommender.info.manifest);
          },
        })
      : null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.onMove);
    window.addEventListener("popstate", this.onMove);
    this.liked.addEventListener("change", this.onLiked);
    void this.views.load(this.route.view);
    if (this.route.view === "you") void this.loadLiked();
    if (this.route.show !== null) void this.detailsLoaded();
    void this.language.follow(this.route.lang);
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
    const { text } = this.language;
    if (!text) return nothing; // for the moment that the first language takes
    const page = this.page(text);
    return html`
      <a class="skip-link" href="#main" @click=${this.skip}>${text.skip}</a>
      ${siteHead({
        text,
        route: this.route,
        manifest: this.manifest,
        language: this.language.current,
        speak: this.speak,
        banners: html`${this.restBanner(text)}${this.languageBanner(text)}${this.offlineNotice(text)}`,
      })}
      <main id="main" tabindex="-1">
        ${this.manifest?.data.simulated ? html`<p class="simulated" role="note">${text.simulated}</p>` : nothing}
        ${this.showsHero ? hero(text, this.manifest) : nothing}
        ${page ? this.view(page) : this.opening(text)}
      </main>
      ${page ? this.panels(page) : nothing}
      <div class="visually-hidden" role="status" aria-live="polite">${this.announcement}</div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("route") as Route | undefined;
    if (before && isElsewhere(before, this.route)) void this.showTop();
    const { text } = this.language;
    if (!text) return;
    const title = kViews[this.route.view].title(text, this.route);
    document.title = title === null ? text.brand : `${title} · ${text.brand}`;
  }

  /** What a first list does not need must not come between it and a visitor on a slow line. */
  private async firstListDrawn(recommender: Recommender): Promise<void> {
    const { view } = this.route;
    if (kViews[view].needs.length > 0) return;
    await this.views.load(view);
    await this.updateComplete;
    await recommender.popular(0, 1); // answered behind what the view has asked
    if (document.hidden) return; // nothing is drawn there
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }

  private page(text: Strings): Page | null {
    const { session } = this;
    if (session?.state.status !== "ready") return null;
    return {
      recommender: session.state.recommender,
      rest: session.state.rest,
      retryRest: () => session.retryRest(),
      text,
      liked: this.liked,
      route: this.route,
      offline: this.offline,
      announce: (message) => {
        this.announcement = message;
      },
      go: this.go,
    };
  }

  /** The reader view says so itself, where its list would be. */
  private restBanner(text: Strings) {
    const state = this.session?.state;
    if (state?.status !== "ready" || !state.restFailed || this.route.view === "reader")
      return nothing;
    return banner(text.restFailed, text.retry, () => this.session?.retryRest());
  }

  private languageBanner(text: Strings) {
    const { failed } = this.language;
    if (!failed) return nothing;
    return banner(text.languageFailed(failed.name), text.retry, this.retryLanguage);
  }

  /** Calm: what is open goes on as it is until the visitor says so. */
  private offlineNotice(text: Strings) {
    const { newer, isRoomMissed } = this.offline;
    const { offline } = text;
    if (newer)
      return notice(offline.newer[newer], offline.useNewer, () => void reloadIfReachable());
    if (!isRoomMissed) return nothing;
    return notice(offline.noRoom, offline.understood, () => this.offline.dismiss());
  }

  private view(page: Page) {
    const { text, route } = page;
    const entry = kViews[route.view];
    const status = this.views.status(route.view);
    if (status === "ready") return entry.render(page);
    if (status === "quick") return nothing;
    const heading = html`<h1 class="visually-hidden" tabindex="-1">
      ${entry.title(text, route) ?? text.brand}
    </h1>`;
    if (status === "slow") return html`${heading}<p class="view-loading">${text.viewLoading}</p>`;
    const error = { code: "missing-view", message: String(status.failed) };
    return html`${heading}
    ${errorState(text, error, () => void this.retryView())}`;
  }

  /** The start page begins with it, and does so before there is a bundle. */
  private get showsHero(): boolean {
    const status = this.session?.state.status ?? "failed";
    return this.route.view === "home" && status !== "failed";
  }

  private panels(page: Page) {
    if (!hasWords(page, ["details"])) return nothing;
    return html`<pr-details .page=${page} @close=${this.closeDetails}></pr-details>`;
  }

  private opening(text: Strings) {
    const { session } = this;
    if (session?.state.status === "loading") {
      return loadingState(text, session.state.progress, () => session.cancel(), this.showsHero);
    }
    const error = session?.state.status === "failed" ? session.state.error : this.url;
    const retry = session ? () => void session.load() : undefined;
    return html`<h1 class="visually-hidden">${text.brand}</h1>
      ${errorState(text, asPocketrecError(error), retry)}`;
  }

  /** A new view begins at its top, and its heading is what a screen reader reads next. */
  private async showTop(): Promise<void> {
    await this.views.load(this.route.view);
    await new Promise(requestAnimationFrame);
    window.scrollTo({ top: 0 });
    const heading = this.querySelector<HTMLElement>("main h1[tabindex]");
    heading?.focus({ preventScroll: true });
  }

  private readonly go = (change: Partial<Route>, replace = false): void => {
    const hash = linkTo(this.route, change);
    if (replace) {
      try {
        history.replaceState(history.state, "", hash);
      } catch {
        // Safari refuses a hundred in a few seconds, as a slider can make: the address follows later.
      }
      this.moveTo(hash);
    } else {
      location.hash = hash;
    }
  };

  private readonly onMove = (): void => {
    if (location.hash !== "#main") this.moveTo(location.hash);
  };

  private moveTo(hash: string): void {
    const route = parseRoute(hash);
    const before = history.state as HistoryState | null;
    if (before === null) {
      const depth = route.show === null ? 0 : this.depth + 1;
      history.replaceState({ depth } satisfies HistoryState, "");
    }
    this.depth = (history.state as HistoryState).depth;
    void this.language.follow(route.lang);
    void this.arrive(route);
  }

  /** The view before stays until the next can be shown, unless the visitor has moved on again. */
  private async arrive(route: Route): Promise<void> {
    this.destination = route;
    if (this.views.status(route.view) !== "ready") await this.views.showable(route.view);
    if (route.show !== null) await this.detailsLoaded();
    if (this.destination === route) this.route = route;
  }

  private destination = this.route;

  /** The panel's code and words come when it is first opened; the page anew has what is gone. */
  private detailsLoaded(): Promise<unknown> {
    this.details ??= Promise.all([
      import("./components/details.js"),
      this.language.need(["details"]),
    ]).catch(() => {
      this.details = null;
      return reloadIfReachable();
    });
    return this.details;
  }

  private details: Promise<unknown> | null = null;

  private depth = 0;

  /** Back to where the panel was opened; where a link opened it, to the view beneath. */
  private readonly closeDetails = (): void => {
    if (this.depth > 0) history.go(-this.depth);
    else this.go({ ...this.route, show: null }, true);
  };

  private async retryView(): Promise<void> {
    await this.views.retry(this.route.view);
    await this.showTop();
  }

  /** In place: the entry of the history is the same place in other words. */
  private readonly speak = (language: Language): void => {
    this.language.remember(language.code);
    this.go({ ...this.route, lang: language.code }, true);
  };

  /** As for a view (view-loader.ts): what trying again cannot mend, the page anew may. */
  private readonly retryLanguage = async (): Promise<void> => {
    await this.language.follow(this.route.lang);
    if (this.language.failed) await reloadIfReachable();
  };

  private async loadLiked(): Promise<void> {
    if (this.liked.isKept !== null) return;
    await this.liked.load(async (key) => (await import("./liked-store.js")).openLikedStore(key));
  }

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

/** Another place, rather than the same one with another setting. */
function isElsewhere(a: Route, b: Route): boolean {
  return a.view !== b.view || a.user !== b.user || a.item !== b.item;
}
