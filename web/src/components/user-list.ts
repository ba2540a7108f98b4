// Stored users in the order of a score, each with a link to their own page.
import { html, type TemplateResult } from "lit";
import type { ScoredUser } from "pocketrec";
import type { Page } from "../page.js";
import { linkTo } from "../route.js";
import { strength } from "./strength.js";

/** `shares`, where known, say by user id what the score means. */
export function userList(
  page: Page<"audience">,
  users: readonly ScoredUser[],
  shares: ReadonlyMap<string, number> = new Map(),
): TemplateResult {
  const { text, route } = page;
  const { results, audience, numbers, reader } = text;
  const full = users[0]?.score ?? 1;
  return html`<ol class="users">
    ${users.map(({ id, score }, i) => {
      const share = shares.get(id);
      const meaning =
        share === undefined ? {} : { meaning: results.chosenBy(numbers.share(share)) };
      const options = { label: results.score, hint: audience.scoreHint, full, ...meaning };
      return html`<li class="user">
        <span class="user-rank" aria-hidden="true">${numbers.integer(i + 1)}</span>
        <div class="user-body">
          <span class="visually-hidden">${results.rank(i + 1)}: </span>
          <a href=${linkTo(route, { view: "reader", user: id })}>${reader.name(id)}</a>
          ${strength(numbers.score(score), score, options)}
        </div>
      </li>`;
    })}
  </ol>`;
}
