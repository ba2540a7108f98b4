// The list for a taste, and what stands in where there is none to go by.
import {
  type CallOptions,
  type ListCallOptions,
  type ListOptions,
  PocketrecError,
  type Recommender,
  type ScoredItem,
  type Taste,
} from "pocketrec";
import { withParts } from "./refinement.js";

export interface BestList {
  /**
   * "popular" is what everybody chooses, "group" what people of the same place or age do: nothing is
   * known of this person.
   */
  kind: "preference" | "popular" | "group";
  items: ScoredItem[];
}

/** As a view shows it. */
export interface ShownList extends BestList {
  /** Null while the list still gets better. */
  elapsedMs: number | null;
}

/** A list that still gets better. */
export const soFar = (items: ScoredItem[]): ShownList => ({
  kind: "preference",
  items,
  elapsedMs: null,
});

/** What may be known of a person: nothing where it is null and 0. */
export interface About {
  place: string | null;
  /** In years. */
  age: number;
}

type Asked = Pick<Recommender, "info" | "load" | "recommend" | "titlesToRate" | "popularAmong">;

/** The same options hold for all kinds, but for sliders, which do not move what groups choose. */
export async function bestFor(
  recommender: Asked,
  taste: Taste,
  wanted: ListOptions,
  call: ListCallOptions,
  about: About = { place: null, age: 0 },
): Promise<BestList> {
  const options = await withParts(recommender, wanted, call);
  try {
    const items = await recommender.recommend({ ...taste, ...options }, call);
    return { kind: "preference", items };
  } catch (error) {
    if (!(error instanceof PocketrecError) || error.code !== "empty-history") throw error;
  }
  const history = "history" in taste ? taste.history : [];
  const items = await ofGroup(recommender, history, options, call, about);
  if (items) return { kind: "group", items };
  const seen = { history, skipUnknown: true };
  const popular = await recommender.titlesToRate({ ...seen, diversity: 0, ...options }, call);
  return { kind: "popular", items: popular };
}

/** Null where nothing is said, or the bundle knows nobody like that. */
async function ofGroup(
  recommender: Asked,
  history: Extract<Taste, { history: unknown }>["history"],
  options: ListOptions,
  call: CallOptions,
  { place, age }: About,
): Promise<ScoredItem[] | null> {
  const isSaid = place !== null || age > 0;
  if (!isSaid || !recommender.info.manifest.parts.groups) return null;
  await recommender.load(["groups"], call);
  const seen = history.map((entry) => (typeof entry === "string" ? entry : entry.id));
  const said = { ...(place === null ? {} : { place }), ...(age > 0 ? { age } : {}) };
  const exclude = [...(options.exclude ?? []), ...seen];
  try {
    return await recommender.popularAmong({ ...options, ...said, exclude }, call);
  } catch (error) {
    // An address made with another bundle may name a place that this one does not have.
    if (error instanceof PocketrecError && error.code === "bad-value") return null;
    throw error;
  }
}
