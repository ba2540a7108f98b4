// Lists, what limits them, and the views of a reader and of similar items, which the first address
// may name.
import { isolate } from "../shared.js";
import { capital, type Words } from "./words.js";
export function reader({ person, people, thing, things, count, numbers }: Words) {
  return {
    name: (id: string) => `${capital(person)} ${isolate(id)}`,
    search: `Find a ${person} by id`,
    placeholder: "Type an id",
    go: "Show",
    list: capital(people),
    surprise: "Surprise me",
    another: `Choose another ${person}`,
    more: `Show more ${people}`,
    summary: (n: number) => `${count(n, thing, things)}:`,
    none: (prefix: string) => `No ${person}'s id starts with “${prefix}”. Try fewer characters.`,
    choose: `Choose a ${person}`,
    chooseHint: `Their recommendations appear here, with what they chose before.`,
    history: "Chosen before",
    historyCount: (n: number) => count(n, thing, things),
    historyMore: (n: number) => `Show all ${numbers.integer(n)}`,
    historyLess: "Show fewer",
    disliked: "Rated low",
    results: `Recommended next`,
    withSeen: `Include what they have chosen`,
    popularNote: `Nothing to go by is known of this ${person}: these are the ${things} that most ${people} choose, not a personal list.`,
    noUsers: `This bundle holds no ${people}`,
    noUsersHint: `Publishing ${people} is optional, and off unless asked for. Start from ${things} you like instead.`,
    noUsersAction: `Start from ${things} you like`,
  };
}

/** What limits a list, and how it is chosen. */
export function refine({ things, count, numbers }: Words) {
  return {
    label: "What the list shows",
    filters: "Filters",
    active: (n: number) => count(n, "filter is set", "filters are set"),
    activeLabel: "Filters that are set",
    remove: (name: string) => `Remove the filter ${isolate(name)}`,
    clear: "Clear filters",
    off: "Off",
    diversity: "Variety",
    diversityHint: `Further right, fewer ${things} on the list are alike.`,
    novelty: "Less known",
    noveltyHint: `Further right, more of the ${things} that few people know.`,
    categories: "Categories",
    moreCategories: "More categories",
    language: "Language",
    moreLanguages: "More languages",
    years: "Published",
    from: "From",
    to: "To",
    span: (from: number | null, to: number | null) =>
      from === null
        ? `Until ${numbers.year(to ?? 0)}`
        : to === null
          ? `From ${numbers.year(from)}`
          : `${numbers.year(from)}–${numbers.year(to)}`,
    author: "Author",
    authorPlaceholder: "Part of a name",
    add: "Add",
    noAuthor: (typed: string) => `No author is called “${isolate(typed)}”.`,
    none: `None of the ${things} passes these filters`,
    noneHint: "Take one of them away to see more.",
  };
}

export function similar({ thing: one, things, person, people, count, numbers }: Words) {
  return {
    lead: `Two ${things} are similar when the same ${people} choose them.`,
    search: `Find a ${one}`,
    results: (title: string) => `Chosen by the same ${people} as ${isolate(title)}`,
    start: "Or start from one of these",
    by: "Similar by",
    byAudience: "Audience",
    byContent: "Content",
    byBoth: "Side by side",
    resultsByContent: (title: string) => `What else is like ${isolate(title)}`,
    resultsBoth: (title: string) => `Two ways to be like ${isolate(title)}`,
    audienceColumn: `The same ${people}`,
    audienceColumnHint: `Who chooses them decides, not what they are.`,
    contentColumn: "The same kind",
    contentColumnHint: `Author, categories and words of the title decide, as for a ${one} that nobody has chosen yet.`,
    contentHint: `How close each ${one} is to where its content alone would put this one, from 0 to 1.`,
    onBoth: "On both lists",
    numOnBoth: (both: number, n: number) =>
      `${numbers.integer(both)} of ${numbers.integer(n)} stand on both lists.`,
    overlapLead: (liked: number, title: string) =>
      `${count(liked, person, people)} liked ${isolate(title)}. Each card says how many of them liked that ${one} too.`,
    overlap: (liked: number, both: number) =>
      `Of the ${numbers.integer(liked)} who liked that, ${both === 0 ? "nobody" : numbers.integer(both)} liked this.`,
    follow: "More like this",
    followTo: (title: string) => `More like this: ${isolate(title)}`,
    trail: "Your trail",
  };
}

export function results({ things, people, count }: Words) {
  return {
    count: "How many",
    placeholder: "Part of a title or author, or an id",
    suggestions: "Suggestions",
    noMatch: (query: string) => `Nothing matches “${query}”.`,
    matches: (n: number) => `${count(n, "suggestion", "suggestions")}`,
    searchUnavailable: `This bundle has no search. Type a whole id and press Enter.`,
    announce: (n: number, heading: string) => `${heading}: ${count(n, "result", "results")}`,
    score: "Score",
    similarity: "Similarity",
    because: "Because of",
    popular: "Chosen most often",
    preferenceHint: "Predicted preference. The bar compares with the best on this list.",
    chosenBy: (share: string) => `${share} chose it`,
    chosenByHint: `“Chose it”: of ${people} for whom one of the ${things} scored like this, so many had chosen it, among a fifth of their choices that was kept from the model.`,
    similarityHint: "How alike the audiences are, from 0 to 1.",
    rank: (n: number) => `Number ${n}`,
    empty: `No ${things} are left to recommend`,
    emptyHint: `Every one of the ${things} in this bundle has been chosen already.`,
  };
}
