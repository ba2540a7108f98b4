// One of several, or none: a labelled list to choose from.
import { html, type TemplateResult } from "lit";

export interface ChoiceField {
  label: string;
  /** What it is called to choose none; its value is "". */
  none: string;
  choices: readonly { value: string; name: string }[];
  chosen: string | null;
  choose(value: string): void;
}

export function choiceField({ label, none, choices, chosen, choose }: ChoiceField): TemplateResult {
  return html`<label class="choice-field">
    <span>${label}</span>
    <select class="chip" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${chosen === null}>${none}</option>
      ${choices.map(
        ({ value, name }) =>
          html`<option value=${value} dir="auto" ?selected=${value === chosen}>${name}</option>`,
      )}
    </select>
  </label>`;
}
