// Working without a network, and updating: the service worker keeps the page and this bundle; a
// newer page or bundle is offered, and never pushed on a tab that is in use.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Manifest } from "pocketrec";
import type { KeepMessage, Kept } from "./offline-message.js";

/** "off": no service worker here (an old browser, a private window, or a page without HTTPS). */
export type Keeping = "pending" | "off" | Kept | "cleared";

/** Between two looks for something newer, each of which asks the server for two small files. */
const kCheckEveryMs = 10 * 60_000;

/** What a worker says arrives within this. */
const kHeardMs = 1000;

/** A Lit controller: its host is drawn again whenever something of it changes. */
export class OfflineSession implements ReactiveController {
  keeping: Keeping = "pending";
  /** What there is a newer one of. */
  newer: "page" | "bundle" | null = null;
  private isDismissed = false;
  private registration: ServiceWorkerRegistration | null = null;
  private manifest: Manifest | null = null;
  private lastCheck = performance.now();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly manifestUrl: URL | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("online", this.onOnline);
    document.addEventListener("visibilitychange", this.onVisible);
  }

  hostDisconnected(): void {
    window.removeEventListener("online", this.onOnline);
    document.removeEventListener("visibilitychange", this.onVisible);
  }

  /**
   * Starts keeping what has just been opened. Not earlier: on a slow line the files for later would
   * come between a first visitor and the first list.
   */
  async start(manifest: Manifest): Promise<void> {
    this.manifest = manifest;
    if (!("serviceWorker" in navigator) || import.meta.env.DEV) return this.become("off");
    const script = "./service-worker.js";
    const isFull = new Promise<boolean>((told) => {
      navigator.serviceWorker.onmessage = ({ data }: MessageEvent<Kept>) => told(data === "full");
    });
    this.registration = await navigator.serviceWorker.register(script).catch(() => null);
    if (!this.registration) return this.become("off");
    const { installing, waiting } = this.registration;
    this.watch(installing ?? waiting); // it may have been found before this
    this.registration.addEventListener("updatefound", this.onWorkerFound);
    if (!this.registration.active && !(await isActivated(this.registration))) {
      // The worker says why before it ends, and may be heard after that.
      const isNot = new Promise<boolean>((late) => setTimeout(late, kHeardMs, false));
      return this.become((await Promise.race([isFull, isNot])) ? "full" : "failed");
    }
    this.become(await this.keep(true));
  }

  /** Looks for a newer page (the browser then installs it) and a newer bundle. */
  async check(): Promise<void> {
    this.lastCheck = performance.now();
    await this.registration?.update().catch(() => undefined);
    if (this.newer === null && this.manifest && (await this.isBundleNewer(this.manifest))) {
      // All of it is fetched and verified before it is offered: a change to it is a single step.
      if (this.registration && (await this.keep(false)) === "failed") return;
      this.offer("bundle");
    }
  }

  /** This device has no room for it, and the visitor has not read so yet. */
  get isRoomMissed(): boolean {
    return this.keeping === "full" && !this.isDismissed;
  }

  dismiss(): void {
    this.isDismissed = true;
    this.host.requestUpdate();
  }

  cleared(): void {
    this.registration = null;
    this.become("cleared");
  }

  private async keep(dropOlder: boolean): Promise<Kept> {
    const worker = this.registration?.active;
    if (!worker || !this.manifestUrl) return "failed";
    const { port1, port2 } = new MessageChannel();
    const message: KeepMessage = { type: "keep", manifestUrl: this.manifestUrl.href, dropOlder };
    return new Promise((answered) => {
      port1.onmessage = ({ data }: MessageEvent<Kept>) => answered(data);
      worker.postMessage(message, [port2]);
    });
  }

  private async isBundleNewer(open: Manifest): Promise<boolean> {
    try {
      const response = await fetch(this.manifestUrl as URL, { cache: "no-cache" });
      const found = (await response.json()) as Partial<Manifest>;
      return response.ok && JSON.stringify(found.parts) !== JSON.stringify(open.parts);
    } catch {
      return false; // no network, or a server in the middle of a change: the next look will tell
    }
  }

  private readonly onWorkerFound = (): void => this.watch(this.registration?.installing ?? null);

  /** A newer worker has fetched all of its page when it is installed. */
  private watch(worker: ServiceWorker | null): void {
    // Without one before it, it is the worker of this very page.
    if (!worker || !this.registration?.active) return;
    const look = async () => {
      if (worker.state === "installed" && (await isPageNewer())) this.offer("page");
    };
    worker.addEventListener("statechange", look);
    void look();
  }

  private readonly onOnline = (): void => void this.check();

  private readonly onVisible = (): void => {
    const isDue = performance.now() - this.lastCheck >= kCheckEveryMs;
    if (document.visibilityState === "visible" && isDue) void this.check();
  };

  private offer(newer: "page" | "bundle"): void {
    this.newer = newer;
    this.host.requestUpdate();
  }

  private become(keeping: Keeping): void {
    this.keeping = keeping;
    this.host.requestUpdate();
  }
}

/** Does the server have another page than this one? Told by the name of its script. */
async function isPageNewer(): Promise<boolean> {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  const name = script?.src.split("/").at(-1);
  const response = await fetch("./", { cache: "no-cache" }).catch(() => null);
  return !!name && !!response?.ok && !(await response.text()).includes(name);
}

/** Settles when the first worker runs, or with false when it could not be installed. */
function isActivated(registration: ServiceWorkerRegistration): Promise<boolean> {
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return Promise.resolve(false);
  return new Promise((settled) => {
    const look = () => {
      if (worker.state === "activated") settled(true);
      if (worker.state === "redundant") settled(false);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
