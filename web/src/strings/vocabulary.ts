// The words of one language, as far as they are loaded.
import type { Language } from "./languages.js";
import type { Group, Strings, StringsFor, Translation } from "./translation.js";

export class Vocabulary {
  private readonly later = new Map<Group, StringsFor<object>>();

  constructor(
    readonly language: Language,
    private readonly translation: Translation,
  ) {}

  /** What has come beside the words of the first view. */
  get groups(): Group[] {
    return [...this.later.keys()];
  }

  lacks(groups: readonly Group[]): Group[] {
    return groups.filter((group) => !this.later.has(group));
  }

  /** All of them, or none and why not. */
  async load(groups: readonly Group[]): Promise<void> {
    const files = await Promise.all(groups.map((group) => this.translation.later[group]()));
    for (const [i, group] of groups.entries()) {
      this.later.set(group, (files[i] as (typeof files)[number]).strings);
    }
  }

  /** `Strings<G>` for those of `groups`: `hasWords` (page.ts) tells. */
  strings(...about: Parameters<StringsFor<Strings>>): Strings {
    const later = [...this.later.values()].map((stringsFor) => stringsFor(...about));
    return Object.assign(this.translation.first(...about), ...later);
  }
}
