// The head of every page: where one can go, in which language, and what went wrong as a whole.
import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Manifest } from "pocketrec";
import { formatRoute, linkTo, type Route } from "../route.js";
import { kLanguages, type Language } from "../strings/languages.js";
import type { Strings } from "../strings/translation.js";
import { kViews, type View } from "../views.js";

export interface SiteHead {
  text: Strings;
  route: Route;
  /** Null until it is known. */
  manifest: Manifest | null;
  language: Language;
  /** The visitor asks for another language. */
  speak(language: Language): void;
  banners: TemplateResult;
}

export function siteHead(head: SiteHead): TemplateResult {
  const { text, route } = head;
  const home = linkTo(route, { view: "home" });
  return html`<header class="site-head">
    <div class="site-head-inner">
      <a class="brand" href=${home}>${brandMark}<span>${text.brand}</span></a>
      ${navigation(head)}
      <div class="site-tools">
        <a class="quality-button" href=${linkTo(route, { view: "quality" })}
          aria-current=${route.view === "quality" ? "page" : nothing}>${text.views.quality.title}</a>
        ${languages(head)}
      </div>
    </div>
    ${head.banners}
  </header>`;
}

/** Until it is known what the bundle has every view, so that little moves once it is. */
function navigation({ text, route, manifest }: SiteHead): TemplateResult {
  const views = (Object.keys(kViews) as View[]).filter(
    (view) => manifest === null || kViews[view].needs.every((part) => manifest.parts[part]),
  );
  return html`<nav class="site-nav" aria-label=${text.navigation}>
    ${views.map((view) => {
      const name = kViews[view].nav?.(text);
      const isHere = route.view === view;
      return name
        ? html`<a class="nav-link" href=${linkTo(route, { view })}
            aria-current=${isHere ? "page" : nothing}
            ${ref(isHere ? intoView : undefined)}>${name}</a>`
        : nothing;
    })}
  </nav>`;
}

/** Where the navigation is wider than the screen, the present view is in the middle of it. */
function intoView(link: Element | undefined): void {
  requestAnimationFrame(() => {
    const nav = link?.parentElement; // there only once all is drawn
    if (!link || !nav) return;
    const [a, b] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
    nav.scrollBy({ left: a.left + a.width / 2 - (b.left + b.width / 2) });
  });
}

/** Every other language by its own name, as its speakers look for it. */
function languages({ text, route, language, speak }: SiteHead): TemplateResult {
  const others = kLanguages.filter(({ code }) => code !== language.code);
  return html`<nav class="languages" aria-label=${text.languages}>
    ${others.map((other) => {
      const choose = (event: MouseEvent) => {
        // With a key held, the browser opens a tab of its own.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        speak(other);
      };
      return html`<a class="language" href=${formatRoute({ ...route, lang: other.code })}
        lang=${other.code} hreflang=${other.code} dir=${other.dir} @click=${choose}>${other.name}</a>`;
    })}
  </nav>`;
}

const brandMark = html`<svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect x="4" y="5" width="24" height="23" rx="6" /><path d="M4 12 h24" />
  <circle cx="16" cy="19.5" r="4.2" />
</svg>`;
