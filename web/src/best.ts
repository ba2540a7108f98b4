// The list for a taste, and what stands in where there is none to go by.
import {
  type CallOptions,
  type ListOptions,
  PocketrecError,
  type Recommender,
  type ScoredItem,
  type Taste,
} from "pocketrec";

export interface BestList {
  /** "popular" is what everybody chooses: nothing is known of this person. */
  kind: "preference" | "popular";
  items: ScoredItem[];
}

/** The same options hold for both kinds. */
export async function bestFor(
  recommender: Pick<Recommender, "recommend" | "titlesToRate">,
  taste: Taste,
  options: ListOptions,
  call: CallOptions,
): Promise<BestList> {
  try {
    const items = await recommender.recommend({ ...taste, ...options }, call);
    return { kind: "preference", items };
  } catch (error) {
    if (!(error instanceof PocketrecError) || error.code !== "empty-history") throw error;
  }
  const seen = "history" in taste ? { history: taste.history, skipUnknown: true } : {};
  const items = await recommender.titlesToRate({ ...seen, diversity: 0, ...options }, call);
  return { kind: "popular", items };
}
