// The start, below its heading (components/hero.ts): the ways in, and what is chosen most often.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { itemThumb, shelf } from "../components/item-card.js";
import { LightElement } from "../components/light-element.js";
import { loadedBytes, offers, type Page } from "../page.js";
import { linkTo } from "../route.js";
import type { View } from "../views.js";

const kPopular = 12;

@customElement("pr-home")
export class Home extends LightElement {
  @property({ attribute: false }) page!: Page;
  private readonly popular = new Task(this, {
    task: ([page], { signal }) => page.recommender.popular(0, kPopular, { signal }),
    args: () => [this.page] as const,
    argsEqual: (a, b) => a[0].recommender === b[0].recommender,
  });

  override render() {
    const { text, recommender } = this.page;
    const { home, views } = text;
    const { info } = recommender;
    const hasUsers = offers(this.page, "users");
    return html`
      <ul class="ways">
        ${hasUsers ? this.way("reader", views.reader.title, views.reader.about, peopleArt) : nothing}
        ${this.way("you", views.you.title, views.you.about, heartArt)}
        ${this.way("similar", views.similar.title, views.similar.about, trailArt)}
        ${hasUsers ? this.way("audience", views.audience.nav, views.audience.about, audienceArt) : nothing}
        ${
          offers(this.page, "content")
            ? this.way("launch", views.launch.title, views.launch.about, launchArt)
            : nothing
        }
        ${offers(this.page, "map") ? this.way("map", views.map.title, views.map.about, mapArt) : nothing}
      </ul>
      ${
        this.popular.value?.length
          ? html`<section aria-labelledby="popular-heading">
              <h2 id="popular-heading">${home.popular}</h2>
              ${shelf(
                home.popular,
                this.popular.value.map((item) => itemThumb(this.page, item)),
              )}
            </section>`
          : nothing
      }
      <p class="fine-print">
        ${text.bundleFacts(info.numItems, hasUsers ? info.manifest.counts.users : 0, loadedBytes(recommender))}. ${text.promise}
      </p>`;
  }

  private way(view: View, title: string, hint: string, art: unknown) {
    return html`<li class="way">
      ${art}
      <h2><a class="card-link" href=${linkTo(this.page.route, { view })}>${title}</a></h2>
      <p>${hint}</p>
    </li>`;
  }
}

const peopleArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <circle cx="18" cy="17" r="7" /><path d="M5 41 c0 -9 6 -14 13 -14 s13 5 13 14" />
  <circle cx="34" cy="20" r="5" /><path d="M34 29 c6 0 9 4 9 11" />
</svg>`;
const heartArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <path d="M24 41 C8 30 5 22 8 15 c3 -7 13 -7 16 1 c3 -8 13 -8 16 -1 c3 7 0 15 -16 26 z" />
</svg>`;
const trailArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <rect x="5" y="8" width="14" height="20" rx="2" /><rect x="29" y="20" width="14" height="20" rx="2" />
  <path d="M12 34 c0 6 5 8 12 6 M20 36 l4 4 l-4 4" />
</svg>`;
const audienceArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <circle cx="24" cy="24" r="18" /><circle cx="24" cy="24" r="10" /><circle cx="24" cy="24" r="2.5" />
  <path d="M24 24 L40 8 M35 8 h5 v5" />
</svg>`;
const launchArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <path d="M9 10 h22 a5 5 0 0 1 5 5 v24 h-22 a5 5 0 0 1 -5 -5 z M9 34 a5 5 0 0 1 5 -5 h22" />
  <path d="M22 14 v9 M17.5 18.5 h9 M41 6 v6 M38 9 h6" />
</svg>`;

const mapArt = html`<svg class="way-art" viewBox="0 0 48 48" aria-hidden="true">
  <circle cx="12" cy="14" r="3" /><circle cx="19" cy="9" r="3" /><circle cx="21" cy="18" r="3" />
  <circle cx="33" cy="27" r="3" /><circle cx="40" cy="33" r="3" /><circle cx="31" cy="37" r="3" />
  <circle cx="11" cy="37" r="3" />
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "pr-home": Home;
  }
}
