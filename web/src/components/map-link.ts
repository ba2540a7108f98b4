// From a person or a title to their places on the map.
import { html, nothing } from "lit";
import { offers, type Page } from "../page.js";
import { linkTo, type Route } from "../route.js";

/** `lit`: who or what stands out there; nobody: what the visitor likes. */
export function mapLink(page: Page, lit: Partial<Pick<Route, "user" | "mark">>, style: string) {
  if (!offers(page, "map")) return nothing;
  const link = linkTo(page.route, { view: "map", ...lit });
  return html`<a class=${style} href=${link}>${page.text.views.map.show}</a>`;
}
