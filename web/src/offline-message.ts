// Types alone: code shared with the page would become a file of its own, which a worker of this kind
// cannot import.

/** What the page asks of its service worker: keep this bundle, whole or not at all. */
export interface KeepMessage {
  type: "keep";
  manifestUrl: string;
  /** Forget what is kept of older versions, once all of this one is. */
  dropOlder: boolean;
}

/** The answer: "full" where the device has no room for it. */
export type Kept = "kept" | "full" | "failed";
