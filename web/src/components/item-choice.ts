// The item that a view is about, which the address names: searched for, or one of the popular ones to
// begin with.
import { Task } from "@lit/task";
import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Item } from "pocketrec";
import type { Page } from "../page.js";
import "./combobox.js";
import { itemThumb, shelf } from "./item-card.js";

const kStartingPoints = 12;

/** A part of its host, which has the page and draws what this gives. */
export class ItemChoice {
  readonly chosen: Task<readonly [string | null], Item | null>;
  private readonly popular: Task<readonly [boolean], Item[]>;

  constructor(
    host: ReactiveControllerHost,
    private readonly page: () => Page,
  ) {
    this.chosen = new Task(host, {
      task: async ([id], { signal }) => (id ? page().recommender.item(id, { signal }) : null),
      args: () => [page().route.item] as const,
    });
    this.popular = new Task(host, {
      task: async ([isWanted], { signal }) =>
        isWanted ? page().recommender.popular(0, kStartingPoints, { signal }) : [],
      args: () => [page().route.item === null] as const,
    });
  }

  /** The field to search in. */
  field(label: string, choose: (item: Item) => void): TemplateResult {
    return html`<pr-combobox class="wide-field" .page=${this.page()} .label=${label}
      @choose=${(event: CustomEvent<Item>) => choose(event.detail)}></pr-combobox>`;
  }

  /** Where nothing is chosen yet; without `linkOf` an item leads to its details. */
  startingPoints(heading: string, linkOf?: (item: Item) => string): TemplateResult {
    const thumbs = (this.popular.value ?? []).map((item) =>
      itemThumb(this.page(), item, linkOf ? { link: linkOf(item) } : {}),
    );
    return html`<section aria-labelledby="start-heading">
      <h2 id="start-heading">${heading}</h2>
      ${shelf(heading, thumbs)}
    </section>`;
  }
}
