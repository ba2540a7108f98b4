// The bundle begins to load before the page's own code is there: on a slow line, one wait less.
import { type LoadProgress, type Manifest, open, type Recommender } from "pocketrec";
import { kFirstParts, manifestUrl } from "./bundle-address.js";

export interface Opening {
  recommender: Promise<Recommender>;
  abort: AbortController;
  /** There long before the rest is, if it comes at all. */
  manifest: Promise<Manifest>;
  /** Hears of everything from now on, and first of how far it is. */
  listen(hear: (progress: LoadProgress) => void): void;
}

let begun: (Opening & { href: string }) | null = null;

/** Opens the bundle of this address. */
export function beginOpening(url: URL): Opening {
  const abort = new AbortController();
  let hear: ((progress: LoadProgress) => void) | undefined;
  const heard: LoadProgress[] = [];
  let onManifest!: (manifest: Manifest) => void;
  const manifest = new Promise<Manifest>((known) => {
    onManifest = known;
  });
  const recommender = open(url, {
    onManifest,
    parts: [...kFirstParts],
    largeParts: [],
    ahead: askedOrFetched,
    signal: abort.signal,
    onProgress: (progress) => {
      if (hear) hear(progress);
      else heard.push(progress);
    },
  });
  const listen = (listener: (progress: LoadProgress) => void) => {
    hear = listener;
    for (const progress of heard.splice(0)) listener(progress);
  };
  return { recommender, abort, manifest, listen };
}

/** What first.ts has asked for serves once, and only as long as nobody gave up. */
const askedOrFetched: typeof fetch = async (input, init) => {
  const { responses, all, abort } = globalThis.pocketrecAsked ?? {};
  const url = String(input);
  if (!responses?.has(url)) await all;
  const response = responses?.get(url);
  if (!response) return fetch(input, init);
  responses?.delete(url);
  init?.signal?.addEventListener("abort", () => abort?.abort());
  return response;
};

/** Called once, by the page's script; a wrong address is told later, by the page. */
export function beginEarly(): void {
  globalThis.pocketrecAsked ??= null;
  try {
    const url = manifestUrl(new URL(location.href));
    begun = { ...beginOpening(url), href: url.href };
    begun.recommender.catch(() => undefined); // it is looked at when there is a page to say so
  } catch {
    begun = null;
  }
}

/** What was begun early for this bundle, for the first who asks. */
export function takeEarly(url: URL): Opening | null {
  const taken = begun?.href === url.href ? begun : null;
  begun = null;
  return taken;
}
