// All items as points of a map, and the same as a table for those who cannot see or draw it.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item } from "pocketrec";
import { asPocketrecError } from "../bundle-session.js";
import "../components/combobox.js";
import { itemThumb, shelf } from "../components/item-card.js";
import { LightElement } from "../components/light-element.js";
import { emptyState, errorState } from "../components/messages.js";
import { type Camera, formatCamera, parseCamera } from "../map/camera.js";
import { type Lit, litUp } from "../map/lit-up.js";
import "../map/map.css";
import "../map/map-canvas.js";
import { MapData } from "../map/map-data.js";
import "../map/map-table.js";
import type { Marker } from "../map/markers.js";
import { kNumShades } from "../map/palette.js";
import { offers, type Page, titleOf } from "../page.js";
import { linkTo } from "../route.js";

/** Browsers allow an address to be changed only so often. */
const kAddressMs = 300;
/** Of a title that was looked for: its neighbours can be told apart. */
const kFoundZoom = 12;

@customElement("pr-map")
export class MapView extends LightElement {
  @property({ attribute: false }) page!: Page<"map">;
  @state() private cannotDraw = false;
  /** What the address last said of the map's camera, be it by the visitor's hand or from outside. */
  private known: { at: string | null; camera: Camera | null } = { at: null, camera: null };
  private pending: ReturnType<typeof setTimeout> | undefined;

  private readonly data = new Task(this, {
    task: async ([recommender], { signal }) =>
      offers(this.page, "map") ? MapData.load(recommender, signal) : null,
    args: () => [this.page.recommender] as const,
  });

  private readonly lit = new Task(this, {
    task: async ([user, n, _history], { signal }) => litUp(this.page, user, n, signal),
    args: () =>
      [
        this.page.route.user,
        this.page.route.n,
        JSON.stringify(this.page.liked.history),
        this.page.rest,
      ] as const,
  });

  private readonly found = new Task(this, {
    task: async ([id], { signal }) => (id ? this.page.recommender.item(id, { signal }) : null),
    args: () => [this.page.route.mark] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pending);
  }

  override render() {
    const { views } = this.page.text;
    return html`
      <div class="map-head">
        <div>
          <h1 tabindex="-1">${views.map.title}</h1>
          <p class="lead">${views.map.about}</p>
        </div>
        ${this.canDraw ? this.switch() : nothing}
      </div>
      ${this.body()}`;
  }

  /** Undecided while the map is loading. */
  private get canDraw(): boolean {
    return offers(this.page, "map") && !this.cannotDraw;
  }

  private switch(): TemplateResult {
    const { route, text } = this.page;
    const as = route.as === "table" ? "points" : "table";
    return html`<button class="button button-quiet map-switch" type="button"
      @click=${() => this.page.go({ ...route, as })}>
      ${as === "table" ? text.map.asTable : text.map.asMap}
    </button>`;
  }

  private body() {
    const { text, route } = this.page;
    if (!offers(this.page, "map")) {
      return html`${emptyState(text.map.none, text.map.noneHint)} ${this.table()}`;
    }
    if (this.cannotDraw) return html`<p class="aside">${text.map.cannotDraw}</p> ${this.table()}`;
    if (route.as === "table") return this.table();
    if (this.data.error) {
      return errorState(text, asPocketrecError(this.data.error), () => void this.data.run());
    }
    const data = this.data.value;
    return data
      ? this.drawn(data)
      : html`<div class="map-stage map-loading placeholder" aria-busy="true"></div>
          <p class="aside">${text.map.loading}</p>`;
  }

  private table() {
    return html`<pr-map-table .page=${this.page}></pr-map-table>`;
  }

  private drawn(data: MapData) {
    const { map, views } = this.page.text;
    const unplaced = data.numItems - data.numPlaced;
    return html`
      <div class="map-layout">
        <div class="map-main">
          <pr-map-canvas .page=${this.page} .data=${data} .markers=${this.markers(data)}
            .only=${this.shadeShown(data)} .camera=${this.camera}
            @camera=${this.onCamera} @choose=${this.onChoose}
            @unavailable=${() => {
              this.cannotDraw = true;
            }}></pr-map-canvas>
          <p class="map-keys" id="map-keys">${map.keys}</p>
        </div>
        <aside class="map-side" aria-label=${views.map.title}>
          <pr-combobox .page=${this.page} .label=${map.search}
            @choose=${(event: CustomEvent<Item>) => this.find(data, event.detail)}></pr-combobox>
          ${this.failure(this.found.error)}
          ${
            this.lit.value?.chosen.length
              ? [this.litNote(), this.legend(data)]
              : [this.legend(data), this.litNote()]
          }
          ${unplaced > 0 ? html`<p class="aside">${map.unplaced(unplaced)}</p>` : nothing}
        </aside>
      </div>
      ${this.litShelves()}`;
  }

  private failure(error: unknown) {
    return error ? errorState(this.page.text, asPocketrecError(error)) : nothing;
  }

  private legend({ shades }: MapData) {
    const { map, numbers } = this.page.text;
    const { area } = this.page.route;
    const shown = shades
      .map((shade, i) => ({ ...shade, i }))
      .filter(({ numItems }) => numItems > 0);
    if (shown.length < 2) return nothing;
    const choose = (name: string | null) =>
      this.page.go({ ...this.page.route, area: name === area ? null : name }, true);
    return html`<section class="map-legend" aria-labelledby="legend-heading">
      <h2 id="legend-heading">${map.legend}</h2>
      <p class="aside">${map.legendHint}</p>
      <ul>
        ${shown.map(
          ({ name, numItems, i }) => html`<li>
            <button class="map-shade" type="button" aria-pressed=${name !== null && name === area ? "true" : "false"}
              ?disabled=${name === null} @click=${() => choose(name)}>
              <svg class="map-swatch" data-shade=${i} viewBox="0 0 14 14" aria-hidden="true">
                <circle cx="7" cy="7" r="6" />
              </svg>
              <bdi>${name ?? map.others}</bdi>
              <span class="map-count">${numbers.integer(numItems)}</span>
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** Whose books are lit up, or how to light some. */
  private litNote() {
    const { text, route } = this.page;
    const { map } = text;
    const lit = this.lit.value;
    if (this.lit.error) return this.failure(this.lit.error);
    if (!lit) return nothing;
    if (lit.chosen.length === 0) {
      return html`<section class="map-lit">
        <h2>${map.lit}</h2>
        <p class="aside">${map.litNothing}</p>
        <div class="map-actions">
          ${
            offers(this.page, "users")
              ? html`<a class="button button-quiet" href=${linkTo(route, { view: "reader" })}>${text.views.reader.title}</a>`
              : nothing
          }
          <a class="button button-quiet" href=${linkTo(route, { view: "you" })}>${text.views.you.title}</a>
        </div>
      </section>`;
    }
    return html`<section class="map-lit">
      <h2>${lit.user === null ? map.litYou : map.litReader(lit.user)}</h2>
      <ul class="map-signs">
        <li><svg class="map-sign" data-kind="chosen" viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="5.5" /></svg>${map.chosen}</li>
        <li><svg class="map-sign" data-kind="recommended" viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="7" /></svg>${map.recommended}</li>
      </ul>
      ${
        lit.user === null
          ? nothing
          : html`<a class="link-button" href=${linkTo(route, { view: "map", at: route.at })}>${map.unlight}</a>`
      }
    </section>`;
  }

  private litShelves() {
    const { map } = this.page.text;
    const lit = this.lit.value;
    if (!lit || lit.chosen.length === 0) return nothing;
    const one = (heading: string, items: readonly Item[], id: string) =>
      items.length === 0
        ? nothing
        : html`<section aria-labelledby=${id}>
            <h2 id=${id}>${heading}</h2>
            ${shelf(
              heading,
              items.map((item) => itemThumb(this.page, item)),
            )}
          </section>`;
    return html`${one(map.recommended, lit.recommended, "lit-recommended")}
    ${one(map.chosen, lit.chosen, "lit-chosen")}`;
  }

  private lastMarkers: { of: unknown[]; markers: Marker[] } = { of: [], markers: [] };

  /** The same array as long as nothing about it has changed: the map is drawn again only then. */
  private markers(data: MapData): Marker[] {
    const of = [data, this.lit.value, this.found.value];
    if (of.every((one, i) => one === this.lastMarkers.of[i])) return this.lastMarkers.markers;
    const { chosen, recommended }: Pick<Lit, "chosen" | "recommended"> = this.lit.value ?? {
      chosen: [],
      recommended: [],
    };
    const marked = (kind: Marker["kind"], items: readonly Item[]) =>
      items.flatMap((item): Marker[] => {
        const place = data.place(item.index);
        return place ? [{ kind, place, title: titleOf(item) }] : [];
      });
    const found = this.found.value ? [this.found.value] : [];
    const markers = [
      ...marked("found", found),
      ...marked("recommended", recommended),
      ...marked("chosen", chosen),
    ];
    this.lastMarkers = { of, markers };
    return markers;
  }

  private shadeShown({ shades }: MapData): number | null {
    const { area } = this.page.route;
    const shade = area === null ? -1 : shades.findIndex(({ name }) => name === area);
    return shade < 0 || shade >= kNumShades ? null : shade;
  }

  private get camera(): Camera | null {
    const { at } = this.page.route;
    if (at !== this.known.at) this.known = { at, camera: parseCamera(at) };
    return this.known.camera;
  }

  /** The address follows, once the map rests. */
  private readonly onCamera = (event: CustomEvent<Camera>) => {
    const at = formatCamera(event.detail);
    clearTimeout(this.pending);
    this.pending = setTimeout(() => {
      this.known = { at, camera: this.known.camera };
      this.page.go({ ...this.page.route, at }, true);
    }, kAddressMs);
  };

  private readonly onChoose = (event: CustomEvent<Item>) => {
    clearTimeout(this.pending);
    this.page.go({ ...this.page.route, show: event.detail.id });
  };

  private find(data: MapData, item: Item): void {
    const { text, route } = this.page;
    const place = data.place(item.index);
    clearTimeout(this.pending);
    const at = place ? formatCamera({ ...place, zoom: kFoundZoom }) : route.at;
    this.page.go({ ...route, mark: item.id, at });
    this.page.announce(place ? text.map.found(titleOf(item)) : text.map.notPlaced(titleOf(item)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-map": MapView;
  }
}
