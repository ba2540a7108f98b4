import { LitElement } from "lit";

/**
 * A Lit element that draws into the page itself. The page is one document with one style sheet:
 * ids for ARIA, headings, focus order and print then work as in any other document.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
