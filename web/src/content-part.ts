// The "content" part of the bundle, which a few views need and no other: fetched when one of them
// is used for the first time, with progress and a way to stop.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PocketrecError } from "pocketrec";
import { asPocketrecError } from "./bundle-session.js";
import { offers, type Page } from "./page.js";

export type ContentStatus =
  /** The bundle has none. */
  | { name: "absent" }
  | { name: "waiting"; loadedBytes: number; totalBytes: number }
  | { name: "failed"; error: PocketrecError }
  | { name: "ready" };

const kNothingYet: ContentStatus = { name: "waiting", loadedBytes: 0, totalBytes: 0 };

/** A Lit controller: its host is drawn again whenever `status` changes. */
export class ContentPart implements ReactiveController {
  private load: AbortController | null = null;
  private progress: ContentStatus = kNothingYet;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly page: () => Page,
  ) {
    host.addController(this);
  }

  /** A load that was begun goes on: what has come by then serves the next view that needs it. */
  hostDisconnected(): void {}

  get status(): ContentStatus {
    const page = this.page();
    if (page.recommender.info.hasContent) return { name: "ready" };
    return offers(page, "content") ? this.progress : { name: "absent" };
  }

  get isReady(): boolean {
    return this.status.name === "ready";
  }

  /** Begins to load what is not there and not on its way. */
  need(): void {
    if (this.status.name === "waiting" && !this.load) void this.begin();
  }

  cancel(): void {
    this.load?.abort();
  }

  retry(): void {
    this.become(kNothingYet);
    this.need();
  }

  private async begin(): Promise<void> {
    const load = new AbortController();
    this.load = load;
    try {
      await this.page().recommender.load(["content"], {
        signal: load.signal,
        onProgress: ({ loadedBytes, totalBytes }) =>
          this.become({ name: "waiting", loadedBytes, totalBytes }),
      });
      this.host.requestUpdate();
    } catch (error) {
      this.become({ name: "failed", error: asPocketrecError(error) });
    } finally {
      this.load = null;
    }
  }

  private become(progress: ContentStatus): void {
    this.progress = progress;
    this.host.requestUpdate();
  }
}
