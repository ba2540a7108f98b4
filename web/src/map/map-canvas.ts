// The map itself: points, what is lit up over them, and the title under the pointer or in the middle.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { LightElement } from "../components/light-element.js";
import { type Page, titleOf } from "../page.js";
import {
  between,
  type Camera,
  type Place,
  panned,
  type Size,
  scaleOf,
  toMap,
  zoomedAt,
} from "./camera.js";
import { type Gestures, listen } from "./gestures.js";
import type { MapData } from "./map-data.js";
import { drawMarkers, type Marker } from "./markers.js";
import { markerColours, pointColours } from "./palette.js";
import { PointsLayer } from "./points-layer.js";

const kFlightMs = 700;
/** More pixels than this are not seen, and cost as much again. */
const kMaxRatio = 2;
const kPickPixels = 14;
const kButtonZoom = 2;

interface Pointed {
  index: number;
  at: Place;
}

/**
 * Fires "camera" (CustomEvent<Camera>) when what is seen has changed by the visitor's hand, "choose"
 * (CustomEvent<Item>) when a title is clicked, and "unavailable" where nothing can be drawn.
 */
@customElement("pr-map-canvas")
export class MapCanvas extends LightElement {
  @property({ attribute: false }) page!: Page<"map">;
  @property({ attribute: false }) data!: MapData;
  @property({ attribute: false }) markers: readonly Marker[] = [];
  /** The shade that stands out; null: none. */
  @property({ attribute: false }) only: number | null = null;
  /** Where to begin, or to go to from outside; null: all of the map. */
  @property({ attribute: false }) camera: Camera | null = null;
  @state() private pointed: (Pointed & { item: Item }) | null = null;
  @state() private isLost = false;

  private now: Camera = { x: 0.5, y: 0.5, zoom: 1 };
  private size: Size = { width: 1, height: 1 };
  private layer: PointsLayer | null = null;
  private overlay: CanvasRenderingContext2D | null = null;
  private frame = 0;
  private flight: { from: Camera; to: Camera; start: number } | null = null;
  private wanted = -1;
  private life = new AbortController();
  private readonly resized = new ResizeObserver(() => this.fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.life = new AbortController();
    const { signal } = this.life;
    const repaint = () => this.paint();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.life.abort();
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  override render() {
    const { map } = this.page.text;
    return html`<div class="map-stage" dir="ltr">
      <canvas class="map-points"></canvas>
      <canvas class="map-markers"></canvas>
      <div class="map-surface" tabindex="0" role="application" aria-label=${map.label(this.data.numPlaced)}
        aria-describedby="map-keys"></div>
      <div class="map-cross" aria-hidden="true"></div>
      ${this.tip()}
      <div class="map-buttons">
        ${this.button("+", map.zoomIn, () => this.zoom(kButtonZoom, null))}
        ${this.button("−", map.zoomOut, () => this.zoom(1 / kButtonZoom, null))}
        ${this.button("⤢", map.showAll, () => this.showAll())}
      </div>
      ${this.isLost ? html`<p class="map-lost" dir="auto" role="status">${map.lost}</p>` : nothing}
    </div>`;
  }

  private button(sign: string, name: string, act: () => void) {
    return html`<button class="icon-button" type="button" aria-label=${name} title=${name}
      @click=${act}><span aria-hidden="true">${sign}</span></button>`;
  }

  private tip() {
    const { pointed } = this;
    if (!pointed) return nothing;
    const { item } = pointed;
    return html`<div class="map-tip">
      <bdi class="map-tip-title">${titleOf(item)}</bdi>
      ${item.author ? html`<bdi class="map-tip-side">${item.author}</bdi>` : nothing}
      ${item.categories[0] ? html`<bdi class="map-tip-side">${item.categories[0]}</bdi>` : nothing}
    </div>`;
  }

  protected override firstUpdated(): void {
    const { signal } = this.life;
    const canvas = this.canvas(".map-points");
    canvas.addEventListener("webglcontextlost", this.onLost, { signal });
    canvas.addEventListener("webglcontextrestored", this.onRestored, { signal });
    this.overlay = this.canvas(".map-markers").getContext("2d");
    listen(this.querySelector<HTMLElement>(".map-surface") as HTMLElement, this.gestures, signal);
    this.measure();
    this.now = this.camera ?? this.data.home(this.size);
    this.start();
    this.resized.observe(this);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("data") && changed.get("data") !== undefined)
      this.layer?.show(this.data.points);
    if (changed.has("camera") && changed.get("camera") !== undefined) this.flyTo(this.camera);
    if (changed.has("only") || changed.has("data") || changed.has("markers")) this.paint();
    this.placeTip();
  }

  /** Flies there, or jumps where the visitor wants no motion; null: all of the map. */
  flyTo(camera: Camera | null): void {
    const to = camera ?? this.data.home(this.size);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.flight = isStill ? null : { from: this.now, to, start: performance.now() };
    if (isStill) this.now = to;
    this.draw();
  }

  /** What draws the points; for people who measure it. */
  get renderer(): string | null {
    return this.layer?.renderer ?? null;
  }

  private start(): void {
    this.layer = PointsLayer.on(this.canvas(".map-points"));
    if (!this.layer) {
      this.dispatchEvent(new Event("unavailable"));
      return;
    }
    this.layer.show(this.data.points);
    this.paint();
  }

  private readonly onLost = (event: Event) => {
    event.preventDefault(); // only then the browser gives it back
    this.layer = null;
    this.isLost = true;
  };

  private readonly onRestored = () => {
    this.isLost = false;
    this.start();
  };

  private canvas(selector: string): HTMLCanvasElement {
    return this.querySelector(selector) as HTMLCanvasElement;
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.querySelector(".map-stage") as HTMLElement;
    this.size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    for (const canvas of this.querySelectorAll("canvas")) {
      canvas.width = Math.round(this.size.width * this.ratio);
      canvas.height = Math.round(this.size.height * this.ratio);
    }
  }

  private get ratio(): number {
    return Math.min(kMaxRatio, window.devicePixelRatio || 1);
  }

  /** A canvas that changes its size is emptied: it is drawn again at once, or it would flicker. */
  private fit(): void {
    this.measure();
    if (this.layer) this.drawNow(performance.now());
  }

  private paint(): void {
    this.layer?.paint(pointColours(this, this.only, this.markers.length > 0));
    this.draw();
  }

  private draw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.drawNow);
  }

  private readonly drawNow = (time: number) => {
    this.frame = 0;
    if (this.flight) this.advance(this.flight, time);
    this.layer?.draw(this.now, this.size, this.ratio, this.data.pointSize(this.now.zoom));
    if (this.overlay) {
      this.overlay.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      drawMarkers(this.overlay, this.markers, this.now, this.size, markerColours(this));
    }
    if (this.flight) this.draw();
  };

  private advance({ from, to, start }: { from: Camera; to: Camera; start: number }, time: number) {
    const progress = Math.min(1, Math.max(0, (time - start) / kFlightMs));
    this.now = between(from, to, progress);
    if (progress < 1) return;
    this.flight = null;
    this.told();
  }

  private move(camera: Camera): void {
    this.flight = null;
    this.now = camera;
    this.draw();
    this.told();
  }

  private told(): void {
    this.dispatchEvent(new CustomEvent<Camera>("camera", { detail: this.now }));
  }

  private get middle(): Place {
    return { x: this.size.width / 2, y: this.size.height / 2 };
  }

  private zoom(factor: number, at: Place | null): void {
    this.move(zoomedAt(this.flight?.to ?? this.now, this.size, factor, at ?? this.middle));
    if (at === null) this.point(this.middle);
  }

  private showAll(): void {
    this.flyTo(null);
    this.point(null);
    this.told();
  }

  private readonly gestures: Gestures = {
    pan: (dx, dy) => this.move(panned(this.now, this.size, dx, dy)),
    zoom: (factor, at) => this.zoom(factor, at),
    point: (at) => this.point(at),
    tap: (at) => void this.open(at),
    step: (dx, dy) => {
      this.move(panned(this.now, this.size, dx, dy));
      this.point(this.middle);
    },
    showAll: () => this.showAll(),
    openMiddle: () => void this.open(this.middle),
  };

  /** The item near a pixel; -1: none. */
  private pick(at: Place): number {
    const place = toMap(this.now, this.size, at);
    return this.data.nearest(place, kPickPixels / scaleOf(this.now.zoom, this.size));
  }

  private async open(at: Place): Promise<void> {
    const index = this.pick(at);
    if (index < 0) return;
    const item = await this.data.item(index, this.life.signal).catch(() => null);
    if (item) this.dispatchEvent(new CustomEvent<Item>("choose", { detail: item }));
  }

  private async point(at: Place | null): Promise<void> {
    const index = at ? this.pick(at) : -1;
    this.wanted = index;
    if (!at || index < 0) {
      this.pointed = null;
      return;
    }
    const item = await this.data.item(index, this.life.signal).catch(() => null);
    if (!item || this.wanted !== index) return;
    const isNew = this.pointed?.index !== index;
    this.pointed = { index, at, item };
    if (isNew && this.querySelector(".map-surface:focus-visible"))
      this.page.announce(titleOf(item));
  }

  /** Beside the pointer, within the map. The page's policy allows no style="", but this. */
  private placeTip(): void {
    const tip = this.querySelector<HTMLElement>(".map-tip");
    if (!tip || !this.pointed) return;
    const { x, y } = this.pointed.at;
    const { offsetWidth: width, offsetHeight: height } = tip;
    const beside = x + 16 + width < this.size.width ? x + 16 : Math.max(4, x - 16 - width);
    const below = y + 16 + height < this.size.height ? y + 16 : Math.max(4, y - 16 - height);
    tip.style.transform = `translate(${Math.round(beside)}px, ${Math.round(below)}px)`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-map-canvas": MapCanvas;
  }
}
