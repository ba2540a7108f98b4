// Whose books are lit up on the map: those of the stored user in the address, else the visitor's.
import type { Item } from "pocketrec";
import { offers, type Page } from "../page.js";

/** From this weight on something counts as liked. */
const kLikedWeight = 1;

export interface Lit {
  /** Null: the visitor. */
  user: string | null;
  chosen: readonly Item[];
  recommended: readonly Item[];
}

export async function litUp(
  page: Page,
  user: string | null,
  n: number,
  signal: AbortSignal,
): Promise<Lit> {
  const { recommender, liked } = page;
  if (user !== null && offers(page, "users")) {
    await page.rest;
    const [history, recommended] = await Promise.all([
      recommender.userHistory(user, { signal }),
      recommender.recommend({ user, n }, { signal }),
    ]);
    return { user, chosen: history.filter(({ score }) => score >= kLikedWeight), recommended };
  }
  const found = await Promise.allSettled(
    liked.likedIds.map((id) => recommender.item(id, { signal })),
  );
  const chosen = found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (chosen.length === 0) return { user: null, chosen, recommended: [] };
  const { history } = liked;
  const recommended = await recommender.recommend({ history, skipUnknown: true, n }, { signal });
  return { user: null, chosen, recommended };
}
