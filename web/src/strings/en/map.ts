// The map, and the table that stands in for it.
import { isolate } from "../shared.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { map: map(words) };
}

function map({ person, thing: one, things, count, numbers }: Words) {
  return {
    loading: "Drawing the map",
    label: (n: number) => `Map of ${count(n, one, things)}`,
    keys: "Drag to move, turn the wheel or pinch to zoom. By keyboard: the arrows move, + and − zoom, Home shows all, Enter opens the title in the middle.",
    zoomIn: "Closer",
    zoomOut: "Further away",
    showAll: "Show all",
    asTable: "Show as a table",
    asMap: "Show as a map",
    search: `Find a ${one} on the map`,
    found: (title: string) => `${isolate(title)} is in the middle of the map`,
    notPlaced: (title: string) => `${isolate(title)} has no place on the map`,
    legend: "Colours",
    legendHint: "The category that comes first. Choose one to make it stand out.",
    others: "All others",
    lit: "Highlighted",
    litNothing: `Choose a ${person}, or name what you like: it is highlighted here, with what is recommended next.`,
    litYou: "Highlighted: what you like",
    litReader: (id: string) => `Highlighted: ${person} ${isolate(id)}`,
    chosen: "Chosen before",
    recommended: "Recommended next",
    unlight: "Stop highlighting",
    unplaced: (n: number) =>
      n === 1
        ? `1 ${one} is not on the map, since nothing is known of it.`
        : `${numbers.integer(n)} ${things} are not on the map, since nothing is known of them.`,
    none: "This bundle holds no map",
    noneHint: `Train it again, without --no-map, to have one. Here are all ${things} as a table.`,
    cannotDraw: "This browser cannot draw the map (it needs WebGL 2). Here is the same as a table.",
    lost: "The graphics card was reset. The map comes back as soon as it does.",
    table: {
      caption: `All ${things}, the most chosen first`,
      title: "Title",
      author: "Author",
      categories: "Categories",
      chosenBy: "Chosen by",
      neighbours: "Neighbours",
      similar: `Similar ${things}`,
      similarTo: (title: string) => `Similar ${things}: ${isolate(title)}`,
      category: "Category",
      allCategories: "All categories",
      pages: "Pages of the table",
      before: "Before",
      after: "Next",
      shown: (from: number, to: number, all: number) =>
        `${numbers.integer(from)} to ${numbers.integer(to)} of ${numbers.integer(all)}`,
    },
  };
}
