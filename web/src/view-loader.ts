// The code and the words of views on their way. A quick load shows nothing of itself: the view before
// stays until the next is there, or until a visitor would begin to wonder.
import type { ReactiveControllerHost } from "lit";
import type { Group } from "./strings/translation.js";
import { kViews, type View } from "./views.js";

/** Shorter than people notice as waiting. */
const kPatienceMs = 300;

export type ViewStatus = "quick" | "slow" | "ready" | { failed: unknown };

/** Its host is drawn again whenever the status of a view changes. */
export class ViewLoader {
  private readonly statuses = new Map<View, ViewStatus>();
  private readonly loads = new Map<View, Promise<void>>();

  /** `need` settles when the words of these groups are there (language.ts). */
  constructor(
    private readonly host: Pick<ReactiveControllerHost, "requestUpdate">,
    private readonly need: (groups: readonly Group[]) => Promise<void>,
  ) {}

  /** "quick" also for what was never asked for. */
  status(view: View): ViewStatus {
    return this.statuses.get(view) ?? "quick";
  }

  /** Settles, and never rejects, when the view is ready or cannot be had. */
  load(view: View): Promise<void> {
    const load = this.loads.get(view) ?? this.begin(view);
    this.loads.set(view, load);
    return load;
  }

  /** Settles when there is something to show for the view, if only that it takes long. */
  async showable(view: View): Promise<void> {
    const load = this.load(view);
    if (this.status(view) !== "quick") return;
    await Promise.race([load, delay(kPatienceMs)]);
  }

  /**
   * Tries a view that failed once more. Some browsers remember the failure of a module for as long
   * as the page lives, and where the page was replaced by a newer one the module is gone for good:
   * both are mended by the whole page anew, which comes back to the same address.
   */
  async retry(view: View): Promise<void> {
    this.loads.delete(view);
    await this.load(view);
    if (this.status(view) !== "ready") await reloadIfReachable();
  }

  private async begin(view: View): Promise<void> {
    this.become(view, "quick");
    const patience = setTimeout(() => this.become(view, "slow"), kPatienceMs);
    try {
      await Promise.all([kViews[view].load(), this.need(kViews[view].words)]);
      this.become(view, "ready");
    } catch (error) {
      this.become(view, { failed: error });
    } finally {
      clearTimeout(patience);
    }
  }

  private become(view: View, status: ViewStatus): void {
    this.statuses.set(view, status);
    this.host.requestUpdate();
  }
}

/** A page that cannot be reached must not be given up for the browser's own error. */
export async function reloadIfReachable(): Promise<void> {
  const response = await fetch("./", { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (response?.ok) location.reload();
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((passed) => setTimeout(passed, milliseconds));
}
