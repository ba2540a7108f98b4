// A ranked list with its heading, the choice of how many, and how long it took.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PocketrecError, ScoredItem } from "pocketrec";
import type { Page } from "../page.js";
import { kMaxCount, kMinCount } from "../route.js";
import { itemCard } from "./item-card.js";
import { emptyState, errorState } from "./messages.js";
import { strength } from "./strength.js";

export interface ResultList {
  heading: string;
  /** Undefined until the first answer; an older answer stays while a newer one is computed. */
  items: readonly ScoredItem[] | undefined;
  elapsedMs: number;
  error: PocketrecError | null;
  scoreKind: "preference" | "similarity";
  /** What the score means, where that is not what scores of its kind mean. */
  hint?: string;
  /** Buttons below a card's score. */
  actions?: (item: ScoredItem) => TemplateResult;
}

export function resultList(page: Page, list: ResultList): TemplateResult {
  return html`<section class="results" aria-labelledby="results-heading">
    <div class="results-head">
      <h2 id="results-heading">${list.heading}</h2>
      ${countControl(page)}
    </div>
    ${list.error ? errorState(page.text, list.error) : cards(page, list)}
  </section>`;
}

function meaningOf({ text }: Page, { share }: ScoredItem): { meaning?: string } {
  return share === undefined ? {} : { meaning: text.results.chosenBy(text.numbers.share(share)) };
}

function cards(page: Page, list: ResultList): TemplateResult {
  const { text } = page;
  if (!list.items)
    return html`<div class="cards" aria-busy="true">${placeholders(page.route.n)}</div>`;
  if (list.items.length === 0) return emptyState(text.results.empty, text.results.emptyHint);
  const isPreference = list.scoreKind === "preference";
  const options = {
    label: isPreference ? text.results.score : text.results.similarity,
    hint: list.hint ?? (isPreference ? text.results.preferenceHint : text.results.similarityHint),
    full: isPreference ? (list.items[0]?.score ?? 1) : 1,
  };
  const hasShares = list.items.some((item) => item.share !== undefined);
  return html`
    <ol class="cards">
      ${repeat(
        list.items,
        (item) => item.id,
        (item, i) =>
          html`<li>
            ${itemCard(page, item, {
              rank: i + 1,
              foot: html`${strength(page.text.numbers.score(item.score), item.score, { ...options, ...meaningOf(page, item) })}${list.actions?.(item) ?? nothing}`,
            })}
          </li>`,
      )}
    </ol>
    <p class="computed">${options.hint} ${hasShares ? text.results.chosenByHint : ""} ${text.computed(list.elapsedMs)}</p>`;
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
