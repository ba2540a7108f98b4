// A ranked list with its heading, the choice of how many, and how long it took.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PocketrecError, ScoredItem } from "pocketrec";
import type { Page } from "../page.js";
import { kMaxCount, kMinCount } from "../route.js";
import { itemCard } from "./item-card.js";
import { emptyState, errorState } from "./messages.js";
import { type StrengthOptions, strength } from "./strength.js";

export interface ResultList {
  heading: string;
  /** Undefined until the first answer; an older answer stays while a newer one is computed. */
  items: readonly ScoredItem[] | undefined;
  /** Null until there is a list, and while it still gets better. */
  elapsedMs: number | null;
  error: PocketrecError | null;
  scoreKind: "preference" | "similarity";
  /** What the score means, where that is not what scores of its kind mean. */
  hint?: string;
  /** Buttons below a card's score. */
  actions?: (item: ScoredItem, place: number) => TemplateResult;
  /** What everybody chooses: a card says how many did, instead of a score. */
  isPopular?: boolean;
  /** What the list can be limited by, between its heading and its cards. */
  refine?: TemplateResult;
  /** What this list is, where it is not what its heading leads to expect. */
  note?: string;
  /** Why an item is on the list, below its score. */
  why?: (item: ScoredItem) => TemplateResult | typeof nothing;
  /** Stands where no item is left. */
  empty?: TemplateResult;
}

export function resultList(page: Page, list: ResultList): TemplateResult {
  return html`<section class="results" aria-labelledby="results-heading">
    <div class="results-head">
      <h2 id="results-heading">${list.heading}</h2>
      ${countControl(page)}
    </div>
    ${list.refine ?? nothing}
    ${list.note ? html`<p class="fallback-note">${list.note}</p>` : nothing}
    ${list.error ? errorState(page.text, list.error) : cards(page, list)}
  </section>`;
}

function meaningOf({ text }: Page, { share }: ScoredItem): { meaning?: string } {
  return share === undefined ? {} : { meaning: text.results.chosenBy(text.numbers.share(share)) };
}

function scoreOf(
  page: Page,
  list: ResultList,
  item: ScoredItem,
  options: StrengthOptions,
): TemplateResult {
  const { text } = page;
  if (list.isPopular)
    return html`<p class="card-facts">${text.facts.chosenBy(item.popularity)}</p>`;
  const meant = { ...options, ...meaningOf(page, item) };
  return strength(text.numbers.score(item.score), item.score, meant);
}

function cards(page: Page, list: ResultList): TemplateResult {
  const { text } = page;
  if (!list.items)
    return html`<div class="cards" aria-busy="true">${placeholders(page.route.n)}</div>`;
  if (list.items.length === 0)
    return list.empty ?? emptyState(text.results.empty, text.results.emptyHint);
  const isPreference = list.scoreKind === "preference";
  const options = {
    label: isPreference ? text.results.score : text.results.similarity,
    hint: list.hint ?? (isPreference ? text.results.preferenceHint : text.results.similarityHint),
    full: isPreference ? (list.items[0]?.score ?? 1) : 1,
  };
  // With sliders, the first of the list need not have the best score.
  if (isPreference) options.full = Math.max(...list.items.map(({ score }) => score));
  const hasShares = list.items.some((item) => item.share !== undefined);
  return html`
    <ol class="cards" aria-busy=${list.elapsedMs === null ? "true" : "false"}>
      ${repeat(
        list.items,
        (item) => item.id,
        (item, i) =>
          html`<li>
            ${itemCard(page, item, {
              rank: i + 1,
              foot: html`${scoreOf(page, list, item, options)}${list.why?.(item) ?? nothing}${list.actions?.(item, i) ?? nothing}`,
            })}
          </li>`,
      )}
    </ol>
    <p class="computed">${list.isPopular ? "" : options.hint} ${hasShares ? text.results.chosenByHint : ""} ${list.elapsedMs === null ? nothing : text.computed(list.elapsedMs)}</p>`;
}

export function placeholders(n: number): TemplateResult[] {
  return Array.from({ length: Math.min(n, 10) }, () => html`<div class="placeholder"></div>`);
}

export function countControl(page: Page): TemplateResult {
  const changed = (event: Event) =>
    page.go({ ...page.route, n: Number((event.target as HTMLInputElement).value) }, true);
  return html`<div class="count">
    <label for="count">${page.text.results.count}</label>
    <input id="count" type="range" min=${kMinCount} max=${kMaxCount} step="5"
      .value=${String(page.route.n)} @input=${changed} />
    <output for="count">${page.text.numbers.integer(page.route.n)}</output>
  </div>`;
}

/** For a list that filters have emptied. */
export function noneLeft({ text }: Page): TemplateResult {
  return emptyState(text.refine.none, text.refine.noneHint);
}
