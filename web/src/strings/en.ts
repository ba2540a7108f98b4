// English: the reference. The other languages have the type of what this file returns, so that a
// word that is missing from one of them does not compile.
import { type Numbers, numbersFor } from "../format.js";
import { type Advice, isolate } from "./shared.js";

/** What the bundle is about decides two nouns; everything else is the same. */
interface Nouns {
  person: string;
  people: string;
  thing: string;
  things: string;
}

const kBooks: Nouns = { person: "reader", people: "readers", thing: "book", things: "books" };
const kTitles: Nouns = { person: "user", people: "users", thing: "title", things: "titles" };

interface Words extends Nouns {
  numbers: Numbers;
  /** "1 book", "2 books". */
  count(n: number, one: string, many: string): string;
}

export type Strings = ReturnType<typeof strings>;

/** The page's words; `isAboutBooks` says what the bundle holds, `locale` how numbers are written. */
export function strings(isAboutBooks: boolean, locale: string) {
  const numbers = numbersFor(locale, {
    under: (least) => `under ${least}`,
    units: "short",
  });
  const count = (n: number, one: string, many: string) =>
    `${numbers.integer(n)} ${n === 1 ? one : many}`;
  const words: Words = { ...(isAboutBooks ? kBooks : kTitles), numbers, count };
  return {
    numbers,
    brand: "Pocketrec",
    ...shell(words),
    ...loading(words),
    home: home(words),
    reader: reader(words),
    you: you(words),
    similar: similar(words),
    map: map(words),
    results: results(words),
    details: details(words),
    quality: quality(words),
    failure: (code: string) => adviceFor(code, words),
  };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function shell({ person, people, things, count, numbers }: Words) {
  return {
    skip: "Skip to the content",
    navigation: "Ways in",
    languages: "Language",
    languageFailed: (name: string) => `The page could not be loaded in ${isolate(name)}.`,
    viewLoading: "One moment",
    /** Between names of a list. */
    comma: ", ",
    navReader: `For a ${person}`,
    navYou: "For you",
    navSimilar: `Similar ${things}`,
    qualityButton: "How good is it?",
    simulated: `The ${people} shown here are simulated.`,
    promise: "Everything is computed on this device. Nothing you choose here leaves it.",
    bundleFacts: (items: number, users: number, bytes: number) =>
      `${count(items, "title", "titles")}${users > 0 ? `, ${count(users, person, people)}` : ""} in ${numbers.bytes(bytes)}`,
    computed: (milliseconds: number) =>
      `Computed on this device in ${numbers.milliseconds(milliseconds)}. Nothing left it.`,
    restFailed: "Search and lists could not be loaded.",
  };
}

function loading({ numbers }: Words) {
  return {
    loadingTitle: "Loading the recommender",
    loadingHint: "Once, for this device: after that it works without a network.",
    loadingOf: (loaded: number, total: number) =>
      total > 0 ? `${numbers.bytes(loaded)} of ${numbers.bytes(total)}` : "Connecting",
    loadingParts: {
      wasm: "Engine",
      items: "Vectors",
      encoder: "Encoder",
      titles: "Titles",
      search: "Search",
      users: "People",
    } as Record<string, string>,
    cancel: "Cancel",
    retry: "Try again",
    close: "Close",
  };
}

function home({ person, people, thing, things }: Words) {
  return {
    title: `The right ${thing} next, worked out on your own device`,
    lead: `Choose a ${person}, name what you like, or start from one ${thing}. No server takes part.`,
    leadWithoutUsers: `Name what you like, or start from one ${thing}. No server takes part.`,
    readerTitle: `For a ${person}`,
    readerText: `Pick one of the ${people} in the data: see what they chose, and what they might choose next.`,
    youTitle: "For you",
    youText: `Name a few ${things} you like. The list follows as you choose, and stays in this browser.`,
    similarTitle: `Similar ${things}`,
    similarText: `Find ${things} that the same people choose. Follow the trail from one to the next.`,
    popular: `Chosen most often`,
  };
}

function reader({ person, people, thing, things, count, numbers }: Words) {
  return {
    title: `For a ${person}`,
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
    noUsers: `This bundle holds no ${people}`,
    noUsersHint: `Publishing ${people} is optional, and off unless asked for. Start from ${things} you like instead.`,
    noUsersAction: `Start from ${things} you like`,
  };
}

function you({ things, thing: one, count }: Words) {
  return {
    title: "For you",
    lead: `Add a few ${things} you like. The more you add, the closer it gets.`,
    search: `Add a ${one} you like`,
    liked: "You like",
    likedEmpty: "Nothing yet. Search above, or add one of these.",
    suggestions: "Chosen most often",
    results: "Recommended for you",
    add: (title: string) => `I like ${title}`,
    addShort: "Like",
    remove: (title: string) => `Remove ${title}`,
    dismiss: (title: string) => `Not for me: ${title}`,
    dismissShort: "Not for me",
    dismissed: (n: number) => `${count(n, one, things)} you said no to`,
    clear: "Start over",
    added: (title: string) => `Added ${title}`,
    removed: (title: string) => `Removed ${title}`,
    private: "Your list is kept in this browser only.",
  };
}

function similar({ thing: one, things, people }: Words) {
  return {
    title: `Similar ${things}`,
    lead: `Two ${things} are similar when the same ${people} choose them.`,
    search: `Find a ${one}`,
    results: (title: string) => `Chosen by the same ${people} as ${isolate(title)}`,
    start: "Or start from one of these",
  };
}

function map({ person, people, thing: one, things, count, numbers }: Words) {
  return {
    nav: "Map",
    title: `Map of all ${things}`,
    lead: `Every point is a ${one}. Those that the same ${people} choose lie near to each other.`,
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
      pages: "Pages of the table",
      before: "Before",
      after: "Next",
      shown: (from: number, to: number, all: number) =>
        `${numbers.integer(from)} to ${numbers.integer(to)} of ${numbers.integer(all)}`,
    },
  };
}

function results({ things, people, count }: Words) {
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
    preferenceHint: "Predicted preference. The bar compares with the best on this list.",
    chosenBy: (share: string) => `${share} chose it`,
    chosenByHint: `“Chose it”: of ${people} for whom one of the ${things} scored like this, so many had chosen it, among a fifth of their choices that was kept from the model.`,
    similarityHint: "How alike the audiences are, from 0 to 1.",
    rank: (n: number) => `Number ${n}`,
    empty: `No ${things} are left to recommend`,
    emptyHint: `Every one of the ${things} in this bundle has been chosen already.`,
  };
}

function details({ things, people, person, count, numbers }: Words) {
  return {
    label: "Details",
    author: "Author",
    year: "Year",
    publisher: "Publisher",
    categories: "Categories",
    id: "Id",
    otherIds: "Other editions",
    andMore: (n: number) => `and ${numbers.integer(n)} more`,
    chosenBy: (n: number) => `Chosen by ${count(n, person, people)}`,
    similar: `Similar ${things}`,
    like: "I like this",
    unlike: "Remove from what you like",
    why: "Why this?",
    whyReader: (id: string) =>
      `What ${person} ${isolate(id)} chose before, and how much each adds to this score:`,
    whyYou: `What you like, and how much each adds to this score:`,
    because: (title: string, share: number) =>
      `${numbers.percent(share)} comes from ${isolate(title)}`,
    against: (title: string, share: number) =>
      `${isolate(title)} takes away ${numbers.percent(share)}`,
    rest: (n: number, share: number) =>
      n === 1
        ? `The other one: ${numbers.percent(share)}`
        : `The other ${numbers.integer(n)} together: ${numbers.percent(share)}`,
  };
}

function quality({ person, people, count, numbers }: Words) {
  const models: Record<string, string> = {
    softmax: "Pocketrec",
    ials: "iALS",
    popularity: "Most popular",
    popular: "Most popular",
    random: "Random",
    "item-knn": "Item neighbours",
    ease: "EASE",
  };
  const protocols: Record<string, string> = {
    strong: `These ${people} took no part in training: like a visitor of this page, they were known by a part of their choices only.`,
    holdout: `A part of the choices of every ${person} was kept out of training.`,
  };
  return {
    title: "How good is it?",
    lead: `Measured when this bundle was made: a part of what ${people} chose was hidden, and each method had to find it again among all titles. Higher is better.`,
    method: "Method",
    model: (name: string, isOwn: boolean) => models[name] ?? (name || (isOwn ? "Pocketrec" : "?")),
    column: (metric: string) => metric.replace("recall", "Recall").replace("ndcg", "NDCG"),
    none: "The manifest of this bundle carries no recall or NDCG.",
    recall: "Recall is the part of what was hidden that the top of the list finds.",
    ndcg: "NDCG counts the same, and more for what stands near the top.",
    interval: "Below each figure: where it lies with 95% confidence.",
    users: (n: number) => `The mean over ${count(n, person, people)}.`,
    protocol: (name: string) => protocols[name] ?? `Protocol: ${name}.`,
    source: "All figures are read from the bundle's manifest.",
    about: "About this bundle",
    data: "Data",
    dataFacts: (format: string, simulated: boolean) =>
      simulated ? `${format}, with simulated ${people}` : format,
    size: "Size",
    vectors: "Vectors",
    vectorFacts: (factors: number, bits: number) =>
      `${numbers.integer(factors)} numbers of ${bits} bits for each title`,
    version: "Made by",
    versionFacts: (version: string, seed: number) => `pocketrec ${version}, seed ${seed}`,
  };
}

/** What each failure means for the visitor, and what they can do about it. */
function adviceFor(code: string, { person, thing: one, things }: Words): Advice {
  const damaged: Advice = {
    title: "A part of the data arrived damaged",
    hint: "It was refused, so that no wrong answer is shown. Try again; if it happens again, the files on the server are damaged: publish the bundle anew.",
    retry: true,
  };
  const advice: Record<string, Advice> = {
    truncated: damaged,
    "trailing-bytes": damaged,
    "bad-magic": damaged,
    "bad-checksum": damaged,
    "bad-value": damaged,
    "part-mismatch": {
      title: "The parts of the data do not belong together",
      hint: "The bundle was probably being replaced just now. Try again in a moment.",
      retry: true,
    },
    "missing-part": {
      title: "The bundle lacks a part that this needs",
      hint: "The rest of the page works. Publish the bundle with all of its parts to have this too.",
      retry: false,
    },
    "unsupported-version": {
      title: "This bundle is newer than this page",
      hint: "Reload the page to get its newest version; if that does not help, build the page anew.",
      retry: true,
    },
    "bad-manifest": {
      title: "The bundle's manifest cannot be read",
      hint: "Expected a manifest.json written by “pocketrec train”. Check what the address really serves.",
      retry: true,
    },
    network: {
      title: "The data cannot be reached",
      hint: "Check your connection. If you publish this page: put a bundle, as made by “pocketrec train”, into the folder bundle/ beside it.",
      retry: true,
    },
    cancelled: {
      title: "Loading was cancelled",
      hint: "Nothing was kept. You can load it whenever you like.",
      retry: true,
    },
    "unknown-user": {
      title: `There is no such ${person}`,
      hint: `Choose a ${person} from the list, or check the id.`,
      retry: false,
    },
    "unknown-item": {
      title: `There is no such ${one}`,
      hint: "Search by part of the title or author instead.",
      retry: false,
    },
    "empty-history": {
      title: "Nothing to go by yet",
      hint: `Add one or more ${things} that you like.`,
      retry: false,
    },
    "bad-count": {
      title: "That list length is not possible",
      hint: "Choose between 5 and 100.",
      retry: false,
    },
    "missing-view": {
      title: "This part of the page could not be loaded",
      hint: "Check your connection and try again. If the page was just replaced by a newer one, this loads that one.",
      retry: true,
    },
    closed: {
      title: "The engine was stopped",
      hint: "Try again to start it anew.",
      retry: true,
    },
    engine: {
      title: "The engine could not start or stopped unexpectedly",
      hint: "This needs a browser with WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or newer.",
      retry: true,
    },
  };
  return (
    advice[code] ?? {
      title: "Something went wrong",
      hint: "Try again. If it happens again, please report it with the sentence below.",
      retry: true,
    }
  );
}
