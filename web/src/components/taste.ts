// What a group of stored users likes, as shares of them. Small groups are left out: a share of two
// people says nothing of an audience, and much of the two.
import { html, nothing, type TemplateResult } from "lit";
import type { Shared, SharedTaste } from "pocketrec";
import { detailsLink, type Page, titleOf } from "../page.js";
import { bar } from "./strength.js";

/** As many as must share something before it is shown. */
export const kSmallestGroup = 5;
const kShown = 8;

/** What `numUsers` people like; null while it is not known. */
export function tastePanel(
  page: Page<"audience">,
  taste: SharedTaste | null,
  numUsers: number,
  heading: string,
): TemplateResult {
  const { taste: words } = page.text;
  const kinds = taste === null ? [] : kindsOf(page, taste, numUsers);
  const isEmpty = kinds.every(({ rows }) => rows.length === 0);
  return html`<section class="taste" aria-labelledby="taste-heading">
    <h2 id="taste-heading">${heading}</h2>
    ${
      taste === null
        ? html`<div class="placeholder placeholder-block"></div>`
        : html`<p class="aside">
            ${isEmpty ? words.tooFew(kSmallestGroup) : `${words.shares(numUsers)} ${words.small(kSmallestGroup)}`}
          </p>`
    }
    ${isEmpty ? nothing : html`<div class="taste-kinds">${kinds.map(kindList)}</div>`}
  </section>`;
}

export interface Kind {
  title: string;
  /** `beside`: what to compare the share with. */
  rows: { name: TemplateResult; share: number; written: string; beside?: string }[];
}

function kindsOf(page: Page<"audience">, taste: SharedTaste, numUsers: number): Kind[] {
  const { taste: words, numbers, facts } = page.text;
  const rowsOf = <T extends { share: number }>(
    shared: readonly T[],
    nameOf: (one: T) => TemplateResult,
  ) =>
    shared
      .filter(({ share }) => Math.round(share * numUsers) >= kSmallestGroup)
      .slice(0, kShown)
      .map((one) => ({ name: nameOf(one), share: one.share, written: numbers.share(one.share) }));
  const named = ({ name }: Shared) => html`<bdi>${name}</bdi>`;
  return [
    { title: facts.categories, rows: rowsOf(taste.categories, named) },
    { title: words.authors, rows: rowsOf(taste.authors, named) },
    {
      title: words.items,
      rows: rowsOf(
        taste.items,
        (item) => html`<a href=${detailsLink(page.route, item)}><bdi>${titleOf(item)}</bdi></a>`,
      ),
    },
  ];
}

/** Shares of people under a heading; nothing where there are none. */
export function kindList({ title, rows }: Kind): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<div>
    <h3>${title}</h3>
    <ul class="shares">
      ${rows.map(
        ({ name, share, written, beside }) => html`<li>
          <span class="share-name">${name}</span> <span class="share-value">${written}</span>
          ${bar(share)}
          ${beside === undefined ? nothing : html`<span class="share-beside">${beside}</span>`}
        </li>`,
      )}
    </ul>
  </div>`;
}
