// For visitors of whom nothing is known: where they live and how old they are, if they like to say.
// What most people choose becomes what such people choose. It stands in the address, behind the "#",
// which no server sees.
import { Task } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AgeGroup } from "pocketrec";
import { ageName, placeName } from "../names.js";
import type { Page } from "../page.js";
import type { Route } from "../route.js";
import { type ChoiceField, choiceField } from "./choice-field.js";
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
    const yearIn = ({ from }: AgeGroup) => String(Math.max(1, from));
    const ages = groups.ages.map((group) => ({
      value: yearIn(group),
      name: ageName(text.numbers, group),
    }));
    // An address may say any age.
    const own = groups.ages.find(
      ({ from, to }) => route.age > 0 && from <= route.age && (to === null || route.age <= to),
    );
    return html`<div class="about-you" role="group" aria-label=${you.about}>
      ${this.choice(you.place, places, route.place, (place) => ({ place: place || null }))}
      ${this.choice(you.age, ages, own ? yearIn(own) : null, (age) => ({ age: Number(age) }))}
    </div>`;
  }

  private choice(
    label: string,
    choices: ChoiceField["choices"],
    chosen: string | null,
    change: (value: string) => Partial<Route>,
  ): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    const choose = (value: string) => this.page.go({ ...this.page.route, ...change(value) }, true);
    return choiceField({ label, none: this.page.text.you.notSaid, choices, chosen, choose });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pr-about-you": AboutYou;
  }
}
