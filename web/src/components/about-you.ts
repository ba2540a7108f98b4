// For visitors of whom nothing is known: where they live and how old they are, if they like to say.
// What most people choose becomes what such people choose. It stands in the address, behind the "#",
// which no server sees.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ageName, placeName } from "../names.js";
import type { Page } from "../page.js";
import { LightElement } from "./light-element.js";

@customElement("pr-about-you")
export class AboutYou extends LightElement {
  @property({ attribute: false }) page!: Page<"you">;

  private readonly groups = new Task(this, {
    task: async ([recommender], { signal }) => {
      await recommender.load(["groups"], { signal });
      return recommender.groups({ signal });
    },
    args: () => [this.page.recommender] as const,
  });

  override render() {
    const { text, route } = this.page;
    const { you } = text;
    const groups = this.groups.value;
    if (!groups) return nothing;
    const places = groups.places
      .map(({ name }) => ({ value: name, name: placeName(name, text.locale) }))
      .sort((a, b) => a.name.localeCompare(b.name, text.locale));
    const ages = groups.ages.map((group) => ({
      value: String(Math.max(1, group.from)),
      name: ageName(text.numbers, group),
    }));
    return html`<div class="about-you" role="group" aria-label=${you.about}>
      ${this.choice("place", you.place, places, route.place)}
      ${this.choice("age", you.age, ages, route.age === 0 ? null : String(route.age))}
    </div>`;
  }

  private choice(
    name: "place" | "age",
    label: string,
    all: readonly { value: string; name: string }[],
    chosen: string | null,
  ): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    const choose = (event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      const change = name === "age" ? { age: Number(value) } : { place: value || null };
      this.page.go({ ...this.page.route, ...change }, true);
    };
    return html`<label>
      <span>${label}</span>
      <select class="chip" @change=${choose}>
        <option value="" ?selected=${chosen === null}>${this.page.text.you.notSaid}</option>
        ${all.map(
          ({ value, name }) =>
            html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
        )}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-about-you": AboutYou;
  }
}
