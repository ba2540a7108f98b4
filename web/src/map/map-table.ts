// Every item in rows, the most chosen first, or those of one category, which stand out on the map: the
// map for those who cannot see it.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item, MainCategories } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import { choiceField } from "../components/choice-field.js";
import { LightElement } from "../components/light-element.js";
import { errorState } from "../components/messages.js";
import { detailsLink, type Page, titleOf } from "../page.js";
import { linkTo } from "../route.js";

const kRows = 25;
const kCategoriesShown = 3;

@customElement("pr-map-table")
export class MapTable extends LightElement {
  @property({ attribute: false }) page!: Page<"map">;

  private readonly categories = new Task(this, {
    task: ([recommender], { signal }) => recommender.mainCategories({ signal }),
    args: () => [this.page.recommender] as const,
  });

  private readonly rows = new Task(this, {
    task: async ([wanted, area, categories], { signal }) => {
      const { recommender } = this.page;
      if (area !== null && !categories) return undefined; // they are on their way
      const indices = area === null ? null : ofCategory(categories as MainCategories, area);
      const total = indices?.length ?? recommender.info.numItems;
      const from = Math.min(wanted, Math.max(0, Math.floor((total - 1) / kRows) * kRows));
      if (!indices) {
        return { from, total, items: await recommender.popular(from, kRows, { signal }) };
      }
      const shown = indices.slice(from, from + kRows);
      const found = await Promise.all(
        Array.from(shown, (index) => recommender.popular(index, 1, { signal })),
      );
      return { from, total, items: found.flat() };
    },
    args: () => [this.page.route.from, this.page.route.area, this.categories.value] as const,
  });

  override render() {
    const { text } = this.page;
    const { table } = text.map;
    if (this.rows.error) return errorState(text, asPocketrecError(this.rows.error));
    if (!this.rows.value) return html`<div class="placeholder" aria-busy="true"></div>`;
    const { from, items, total } = this.rows.value;
    return html`
      ${this.choice()}
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
      ${this.pages(from, items.length, total)}`;
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

  private choice() {
    const { route, text } = this.page;
    const { table } = text.map;
    const names = this.categories.value?.names ?? [];
    if (names.length === 0) return nothing;
    return choiceField({
      label: table.category,
      none: table.allCategories,
      choices: names.map((name) => ({ value: name, name })),
      chosen: route.area,
      choose: (area) => this.page.go({ ...route, area: area || null, from: 0 }, true),
    });
  }

  private pages(from: number, count: number, total: number) {
    const { route, text } = this.page;
    const { table } = text.map;
    const to = (first: number, name: string) =>
      first < 0 || first >= total
        ? nothing
        : html`<a class="button button-quiet" href=${linkTo(route, { ...route, from: first })}>${name}</a>`;
    return html`<nav class="map-pages" aria-label=${table.pages}>
      ${to(from > 0 ? Math.max(0, from - kRows) : -1, table.before)}
      <p class="aside">${table.shown(Math.min(total, from + 1), from + count, total)}</p>
      ${to(from + kRows, table.after)}
    </nav>`;
  }
}

/** The items whose first category this is; none where no item's is. */
function ofCategory({ names, ofItems }: MainCategories, name: string): Uint32Array {
  const rank = names.indexOf(name);
  return ofItems.map((_, item) => item).filter((item) => rank >= 0 && ofItems[item] === rank);
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-map-table": MapTable;
  }
}
