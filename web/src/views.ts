// The views of the page. To add one: an entry here, its file in views/, and its words in strings/.
import { html, nothing, type TemplateResult } from "lit";
import type { PartName } from "pocketrec";
import { hasWords, type Page } from "./page.js";
import type { Route } from "./route.js";
import type { Group, Strings } from "./strings/translation.js";

export interface ViewEntry {
  /** Fetches the view's own code, when it is first needed. */
  load: () => Promise<unknown>;
  /** Words that it says and the first view does not: they come together with its code. */
  words: readonly Group[];
  /** Nothing as long as its words are not there. */
  render: (page: Page) => TemplateResult | typeof nothing;
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
    render: (page: PageOf<"pr-home">) => html`<pr-home .page=${page}></pr-home>`,
    title: () => null,
    needs: [],
  }),
  reader: define({
    load: () => import("./views/reader.js"),
    render: (page: PageOf<"pr-reader">) => html`<pr-reader .page=${page}></pr-reader>`,
    title: (text, { user }) => (user ? text.reader.name(user) : text.views.reader.title),
    nav: (text) => text.views.reader.title,
    needs: ["users"],
    subject: "user",
  }),
  you: define({
    load: () => import("./views/you.js"),
    words: ["you"],
    render: (page: PageOf<"pr-you">) => html`<pr-you .page=${page}></pr-you>`,
    title: (text) => text.views.you.title,
    nav: (text) => text.views.you.title,
    needs: [],
  }),
  similar: define({
    load: () => import("./views/similar.js"),
    render: (page: PageOf<"pr-similar">) => html`<pr-similar .page=${page}></pr-similar>`,
    title: (text) => text.views.similar.title,
    nav: (text) => text.views.similar.title,
    needs: [],
    subject: "item",
  }),
  audience: define({
    load: () => import("./views/audience.js"),
    words: ["audience"],
    render: (page: PageOf<"pr-audience">) => html`<pr-audience .page=${page}></pr-audience>`,
    title: (text) => text.views.audience.title,
    nav: (text) => text.views.audience.nav,
    needs: ["users"],
  }),
  launch: define({
    load: () => import("./views/launch.js"),
    words: ["launch", "audience", "map"],
    render: (page: PageOf<"pr-launch">) => html`<pr-launch .page=${page}></pr-launch>`,
    title: (text) => text.views.launch.title,
    nav: (text) => text.views.launch.nav,
    needs: ["content"],
  }),
  quality: define({
    load: () => import("./views/quality.js"),
    words: ["quality"],
    render: (page: PageOf<"pr-quality">) => html`<pr-quality .page=${page}></pr-quality>`,
    title: (text) => text.views.quality.title,
    needs: [],
  }),
  map: define({
    load: () => import("./views/map.js"),
    words: ["map"],
    render: (page: PageOf<"pr-map">) => html`<pr-map .page=${page}></pr-map>`,
    title: (text) => text.views.map.title,
    nav: (text) => text.views.map.nav,
    needs: ["map"],
  }),
};

export type View = keyof typeof kViews;

type Tag = keyof HTMLElementTagNameMap;

/** The page that an element asks for, with the words that it says. */
type PageOf<T extends Tag> = HTMLElementTagNameMap[T] extends { page: infer P } ? P : never;

/** Does not compile where a view says words of a group that its entry does not name. */
function define<const G extends Group = never>(
  entry: Omit<ViewEntry, "words" | "render"> & {
    words?: readonly G[];
    render: (page: Page<NoInfer<G>>) => TemplateResult;
  },
): ViewEntry {
  const words = entry.words ?? [];
  const render = (page: Page) => (hasWords(page, words) ? entry.render(page) : nothing);
  return { ...entry, words, render };
}
