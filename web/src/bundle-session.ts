// Opening the bundle: what recommending needs first, then the rest while the page is already in
// use. Progress while it loads, a way to cancel, and a way to try again.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import {
  type LoadProgress,
  type Manifest,
  type PartName,
  PocketrecError,
  type Recommender,
} from "pocketrec";
import { beginOpening, takeEarly } from "./early.js";
import { noteOpening } from "./opening.js";
import { isLarge } from "./page.js";

export interface Progress {
  loadedBytes: number;
  totalBytes: number;
  /** The parts seen so far, in the order of their first bytes. */
  parts: { name: LoadProgress["part"]; bytes: number }[];
}

export type BundleState =
  | { status: "loading"; progress: Progress }
  /** Usable; `rest` settles when search and users are there, or rejects with why not. */
  | { status: "ready"; recommender: Recommender; rest: Promise<unknown>; restFailed: boolean }
  | { status: "failed"; error: PocketrecError };

/** What views take besides the first parts. */
const kOtherParts: readonly PartName[] = ["search", "users", "languages"];
/** Of a large catalogue, the others come when something asks for them. */
const kOtherPartsOfLarge: readonly PartName[] = ["users"];

const kNothingYet: Progress = { loadedBytes: 0, totalBytes: 0, parts: [] };

/** A Lit controller: its host is drawn again whenever `state` changes. */
export class BundleSession implements ReactiveController {
  state: BundleState = { status: "loading", progress: kNothingYet };
  private abort: AbortController | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    readonly url: URL,
    private readonly on: {
      /** The manifest is there. */
      known(manifest: Manifest): void;
      /** When the rest may begin to load. */
      drawn(recommender: Recommender): Promise<unknown>;
      /** The rest is there too, or failed. */
      settled(recommender: Recommender): void;
    },
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    this.abort?.abort();
    if (this.state.status === "ready") this.state.recommender.close();
  }

  cancel(): void {
    this.abort?.abort();
  }

  async load(): Promise<void> {
    const opening = takeEarly(this.url) ?? beginOpening(this.url);
    this.abort = opening.abort;
    this.become({ status: "loading", progress: kNothingYet });
    void opening.manifest.then(this.on.known);
    opening.listen((progress) => this.progressed(progress));
    try {
      const recommender = await opening.recommender;
      this.noteOpened();
      this.loadRest(recommender, opening.abort.signal);
    } catch (error) {
      this.become({ status: "failed", error: asPocketrecError(error) });
    }
  }

  private noteOpened(): void {
    if (this.state.status !== "loading") return;
    const { parts } = this.state.progress;
    noteOpening(parts.find(({ name }) => name === "wasm")?.bytes ?? 0);
  }

  /** Tries once more to load what failed after the page had become usable. */
  retryRest(): void {
    if (this.state.status !== "ready" || !this.abort) return;
    this.loadRest(this.state.recommender, this.abort.signal);
  }

  private loadRest(recommender: Recommender, signal: AbortSignal): void {
    const parts = isLarge(recommender) ? kOtherPartsOfLarge : kOtherParts;
    const rest = this.on.drawn(recommender).then(() => recommender.load([...parts], { signal }));
    this.become({ status: "ready", recommender, rest, restFailed: false });
    rest
      .then(
        () => this.host.requestUpdate(),
        () => this.become({ status: "ready", recommender, rest, restFailed: true }),
      )
      .finally(() => this.on.settled(recommender));
  }

  private progressed({ part, loadedBytes, totalBytes }: LoadProgress): void {
    if (this.state.status !== "loading") return;
    const { progress } = this.state;
    const bytes = loadedBytes - progress.loadedBytes;
    const isKnown = progress.parts.some(({ name }) => name === part);
    const parts = isKnown
      ? progress.parts.map((p) => (p.name === part ? { ...p, bytes: p.bytes + bytes } : p))
      : [...progress.parts, { name: part, bytes }];
    this.become({ status: "loading", progress: { loadedBytes, totalBytes, parts } });
  }

  private become(state: BundleState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}

export function asPocketrecError(error: unknown): PocketrecError {
  if (error instanceof PocketrecError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PocketrecError("engine", message, { cause: error });
}
