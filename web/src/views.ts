// The views of the page. To add one: an entry here, its file in views/, and its words in strings/.
import { html, type TemplateResult } from "lit";
import type { PartName } from "pocketrec";
import type { Page } from "./page.js";
import type { Route } from "./route.js";
import type { Strings } from "./strings/languages.js";

export interface ViewEntry {
  /** Fetches the view's own code, when it is first needed. */
  load: () => Promise<unknown>;
  render: (page: Page) => TemplateResult;
  /** What the document is called; null for the page's own name alone. */
  title: (text: Strings, route: Route) => string | null;
  /** What the navigation calls it; a view without is reached in other ways. */
  nav?: (text: Strings) => string;
  /** Parts of the bundle without which the navigation does not offer it. */
  needs: readonly PartName[];
  /** The parameter that names this view by itself: "#user=7". One view for each. */
  subject?: "user" | "item";
}

/** In the order of the navigation. */
export const kViews = {
  home: define({
    load: () => import("./views/home.js"),
    render: (page) => html`<pr-home .page=${page}></pr-home>`,
    title: () => null,
    needs: [],
  }),
  reader: define({
    load: () => import("./views/reader.js"),
    render: (page) => html`<pr-reader .page=${page}></pr-reader>`,
    title: ({ reader }, { user }) => (user ? reader.name(user) : reader.title),
    nav: (text) => text.navReader,
    needs: ["users"],
    subject: "user",
  }),
  you: define({
    load: () => import("./views/you.js"),
    render: (page) => html`<pr-you .page=${page}></pr-you>`,
    title: (text) => text.you.title,
    nav: (text) => text.navYou,
    needs: [],
  }),
  similar: define({
    load: () => import("./views/similar.js"),
    render: (page) => html`<pr-similar .page=${page}></pr-similar>`,
    title: (text) => text.similar.title,
    nav: (text) => text.navSimilar,
    needs: [],
    subject: "item",
  }),
  audience: define({
    load: () => import("./views/audience.js"),
    render: (page) => html`<pr-audience .page=${page}></pr-audience>`,
    title: (text) => text.audience.title,
    nav: (text) => text.audience.nav,
    needs: ["users"],
  }),
  launch: define({
    load: () => import("./views/launch.js"),
    render: (page) => html`<pr-launch .page=${page}></pr-launch>`,
    title: (text) => text.launch.title,
    nav: (text) => text.launch.nav,
    needs: ["content"],
  }),
  quality: define({
    load: () => import("./views/quality.js"),
    render: (page) => html`<pr-quality .page=${page}></pr-quality>`,
    title: (text) => text.quality.title,
    needs: [],
  }),
  map: define({
    load: () => import("./views/map.js"),
    render: (page) => html`<pr-map .page=${page}></pr-map>`,
    title: (text) => text.map.title,
    nav: (text) => text.map.nav,
    needs: ["map"],
  }),
};

export type View = keyof typeof kViews;

function define(entry: ViewEntry): ViewEntry {
  return entry;
}
