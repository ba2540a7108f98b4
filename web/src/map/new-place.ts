// Where something that nobody has chosen yet would lie on the map: amid what it would stand beside.
// It says nothing that the list of these does not say in words, so where it cannot be drawn it is left out.
import { Task } from "@lit/task";
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item, ScoredItem } from "pocketrec";
import { LightElement } from "../components/light-element.js";
import type { Page } from "../page.js";
import { titleOf } from "../page.js";
import type { Camera } from "./camera.js";
import "./map.css";
import "./map-canvas.js";
import { MapData } from "./map-data.js";
import type { Marker } from "./markers.js";
import { type Neighbour, placeAmid } from "./placing.js";

/** Its neighbours can be told apart. */
const kZoom = 9;

@customElement("pr-new-place")
export class NewPlace extends LightElement {
  @property({ attribute: false }) page!: Page<"launch" | "map">;
  /** What it is called. */
  @property({ attribute: false }) name = "";
  @property({ attribute: false }) nearest: readonly ScoredItem[] = [];
  @state() private cannotDraw = false;

  private readonly data = new Task(this, {
    task: ([recommender], { signal }) => MapData.load(recommender, signal),
    args: () => [this.page.recommender] as const,
  });

  /** The same objects as long as nothing about them has changed: the map is drawn again only then. */
  private drawn: { of: unknown[]; markers: Marker[]; camera: Camera } | null = null;

  override render() {
    const data = this.data.value;
    if (this.cannotDraw || !data) return nothing;
    const drawn = this.markersAndCamera(data);
    if (!drawn) return nothing;
    const { launch, map } = this.page.text;
    return html`<section class="new-place" aria-labelledby="place-heading">
      <h2 id="place-heading">${launch.place}</h2>
      <p class="aside">${launch.placeLead}</p>
      <pr-map-canvas .page=${this.page} .data=${data} .markers=${drawn.markers} .camera=${drawn.camera}
        @choose=${(event: CustomEvent<Item>) =>
          this.page.go({ ...this.page.route, show: event.detail.id })}
        @unavailable=${() => {
          this.cannotDraw = true;
        }}></pr-map-canvas>
      <p class="map-keys" id="map-keys">${map.keys}</p>
    </section>`;
  }

  private markersAndCamera(data: MapData) {
    const of = [data, this.name, this.nearest];
    if (this.drawn?.of.every((one, i) => one === of[i])) return this.drawn;
    const known = this.nearest.flatMap((item): (Neighbour & { item: Item })[] => {
      const place = data.place(item.index);
      return place && item.score > 0 ? [{ item, place, weight: item.score }] : [];
    });
    const place = placeAmid(known);
    if (!place) return null;
    const markers: Marker[] = [
      { kind: "found", place, title: this.name },
      ...known.map(
        (one): Marker => ({
          kind: "recommended",
          place: one.place,
          title: titleOf(one.item),
        }),
      ),
    ];
    this.drawn = { of, markers, camera: { ...place, zoom: kZoom } };
    return this.drawn;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-new-place": NewPlace;
  }
}
