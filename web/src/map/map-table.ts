// Every item in rows, the most chosen first: the map for those who cannot see it.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import { LightElement } from "../components/light-element.js";
import { errorState } from "../components/messages.js";
import { detailsLink, type Page, titleOf } from "../page.js";
import { linkTo } from "../route.js";

const kRows = 25;
const kCategoriesShown = 3;

@customElement("pr-map-table")
export class MapTable extends LightElement {
  @property({ attribute: false }) page!: Page<"map">;

  private readonly rows = new Task(this, {
    task: async ([from], { signal }) => {
      const items = await this.page.recommender.popular(from, kRows, { signal });
      return { from, items };
    },
    args: () => [this.from] as const,
  });

  override render() {
    const { text } = this.page;
    const { table } = text.map;
    if (this.rows.error) return errorState(text, asPocketrecError(this.rows.error));
    const { from, items } = this.rows.value ?? { from: 0, items: [] };
    if (items.length === 0) return html`<div class="placeholder" aria-busy="true"></div>`;
    return html`
      <div class="table-scroll map-table-scroll" tabindex="0" role="region" aria-label=${table.caption}>
        <table class="map-table">
          <caption class="visually-hidden">${table.caption}</caption>
          <thead>
            <tr>
              ${[table.title, table.author, table.categories, table.chosenBy, table.neighbours].map(
                (name) => html`<th scope="col">${name}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${items.map((item) => this.row(item))}
          </tbody>
        </table>
      </div>
      ${this.pages(from, items.length)}`;
  }

  private row(item: Item) {
    const { text, route } = this.page;
    const categories = item.categories.slice(0, kCategoriesShown).join(text.comma);
    const neighbours = linkTo(route, { view: "similar", item: item.id });
    return html`<tr>
      <th scope="row"><a href=${detailsLink(route, item)}><bdi>${titleOf(item)}</bdi></a></th>
      <td><bdi>${item.author}</bdi></td>
      <td><bdi>${categories}</bdi></td>
      <td class="map-number">${text.numbers.integer(item.popularity)}</td>
      <td><a href=${neighbours} aria-label=${text.map.table.similarTo(titleOf(item))}>
        ${text.map.table.similar}</a></td>
    </tr>`;
  }

  /** The first row; one beyond the last page counts as on it. */
  private get from(): number {
    const { numItems } = this.page.recommender.info;
    const last = Math.floor((numItems - 1) / kRows) * kRows;
    return Math.min(last, this.page.route.from);
  }

  private pages(from: number, count: number) {
    const { route, text, recommender } = this.page;
    const { numItems } = recommender.info;
    const { table } = text.map;
    const to = (first: number, name: string) =>
      first < 0 || first >= numItems
        ? nothing
        : html`<a class="button button-quiet" href=${linkTo(route, { ...route, from: first })}>${name}</a>`;
    return html`<nav class="map-pages" aria-label=${table.pages}>
      ${to(from > 0 ? Math.max(0, from - kRows) : -1, table.before)}
      <p class="aside">${table.shown(from + 1, from + count, numItems)}</p>
      ${to(from + kRows, table.after)}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-map-table": MapTable;
  }
}
