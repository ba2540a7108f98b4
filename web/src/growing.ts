// Lists of a large catalogue are shown as they get better: first what the first items say, then what
// lies behind them.
import { type Task, TaskStatus } from "@lit/task";
import type { ReactiveControllerHost } from "lit";
import type { ListCallOptions, ScoredItem } from "pocketrec";

export class Growing<Shown> {
  private soFar: { shown: Shown; signal: AbortSignal } | null = null;

  /** `toShown` makes of a list what the host shows while it is not final. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly toShown: (items: ScoredItem[]) => Shown,
  ) {}

  /** For the call that a task makes. */
  hear(signal: AbortSignal): ListCallOptions {
    const onAnswer: ListCallOptions["onAnswer"] = ({ items, final }) => {
      if (final || signal.aborted) return;
      this.soFar = { shown: this.toShown(items), signal };
      this.host.requestUpdate();
    };
    return { signal, onAnswer };
  }

  /** What the task has, or has heard so far while it is at work. */
  of(task: Pick<Task<readonly unknown[], Shown>, "status" | "value">): Shown | undefined {
    const { soFar } = this;
    const isHeard = soFar && !soFar.signal.aborted && task.status === TaskStatus.PENDING;
    return isHeard ? soFar.shown : task.value;
  }
}
