// Pointer, wheel, pinch and keyboard on an element, as movements of a map.
import type { Place } from "./camera.js";

export interface Gestures {
  /** The map is dragged by so many pixels. */
  pan(dx: number, dy: number): void;
  /** Larger by `factor` around a pixel; null: around the middle. */
  zoom(factor: number, at: Place | null): void;
  /** The pointer rests there; null: it left. */
  point(at: Place | null): void;
  /** A click or a tap that did not move. */
  tap(at: Place): void;
  /** By keyboard. */
  step(dx: number, dy: number): void;
  showAll(): void;
  openMiddle(): void;
}

/** A pointer that moves further than this drags. */
const kTapPixels = 6;
const kWheelPerDoubling = 400;
const kLinePixels = 30;
const kKeyPixels = 80;
const kKeyZoom = 1.5;

/** Listens until `signal` aborts. */
export function listen(element: HTMLElement, gestures: Gestures, signal: AbortSignal): void {
  new GestureListener(element, gestures, signal);
}

class GestureListener {
  private readonly pointers = new Map<number, Place>();
  /** How far the pointers have moved since the first went down. */
  private travelled = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly gestures: Gestures,
    signal: AbortSignal,
  ) {
    element.addEventListener("pointerdown", this.onDown, { signal });
    element.addEventListener("pointermove", this.onMove, { signal });
    element.addEventListener("pointerup", this.onUp, { signal });
    element.addEventListener("pointercancel", this.onCancel, { signal });
    element.addEventListener("pointerleave", this.onLeave, { signal });
    element.addEventListener("wheel", this.onWheel, { signal, passive: false });
    element.addEventListener("keydown", this.onKey, { signal });
  }

  private readonly onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (this.pointers.size === 0) this.travelled = 0;
    this.pointers.set(event.pointerId, this.at(event));
    this.element.setPointerCapture(event.pointerId);
  };

  private readonly onMove = (event: PointerEvent) => {
    const here = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.gestures.point(here);
      return;
    }
    this.pointers.set(event.pointerId, here);
    const [dx, dy] = [here.x - before.x, here.y - before.y];
    this.travelled += Math.hypot(dx, dy);
    if (this.travelled < kTapPixels) return;
    this.element.dataset.dragging = "";
    this.gestures.point(null);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) this.pinch(before, here, other);
    else this.gestures.pan(dx, dy);
  };

  /** One of two pointers moves; the other stays. */
  private pinch(before: Place, here: Place, other: Place): void {
    const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 };
    const [wide, now] = [distance(before, other), distance(here, other)];
    this.gestures.pan((here.x - before.x) / 2, (here.y - before.y) / 2);
    if (wide > 0 && now > 0) this.gestures.zoom(now / wide, middle);
  }

  private readonly onUp = (event: PointerEvent) => {
    const isTap = this.pointers.size === 1 && this.travelled < kTapPixels;
    const wasDown = this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) delete this.element.dataset.dragging;
    if (wasDown && isTap) this.gestures.tap(this.at(event));
  };

  private readonly onCancel = (event: PointerEvent) => {
    this.pointers.delete(event.pointerId);
    delete this.element.dataset.dragging;
  };

  private readonly onLeave = () => {
    if (this.pointers.size === 0) this.gestures.point(null);
  };

  private readonly onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * kLinePixels;
    this.gestures.zoom(2 ** (-pixels / kWheelPerDoubling), this.at(event));
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { gestures } = this;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => gestures.step(kKeyPixels, 0),
      ArrowRight: () => gestures.step(-kKeyPixels, 0),
      ArrowUp: () => gestures.step(0, kKeyPixels),
      ArrowDown: () => gestures.step(0, -kKeyPixels),
      "+": () => gestures.zoom(kKeyZoom, null),
      "=": () => gestures.zoom(kKeyZoom, null),
      "-": () => gestures.zoom(1 / kKeyZoom, null),
      Home: () => gestures.showAll(),
      Enter: () => gestures.openMiddle(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  private at(event: MouseEvent): Place {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
