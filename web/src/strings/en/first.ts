// English, what the first view needs, and what others say too: it comes with the page itself.
import { isolate } from "../shared.js";
import { adviceFor } from "./failures.js";
import { reader, refine, results, similar } from "./lists.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return {
    numbers: words.numbers,
    brand: "Pocketrec",
    ...shell(words),
    ...loading(words),
    views: views(words),
    home: home(words),
    locale,
    facts: facts(words),
    reader: reader(words),
    refine: refine(words),
    similar: similar(words),
    results: results(words),
    content: content(words),
    offline: offline(),
    failure: (code: string) => adviceFor(code, words),
  };
}

function shell({ person, people, count, numbers }: Words) {
  return {
    skip: "Skip to the content",
    navigation: "Ways in",
    languages: "Language",
    languageFailed: (name: string) => `The page could not be loaded in ${isolate(name)}.`,
    viewLoading: "One moment",
    /** Between names of a list. */
    comma: ", ",
    simulated: `The ${people} shown here are simulated.`,
    promise: "Everything is computed on this device. Nothing you choose here leaves it.",
    bundleFacts: (items: number, users: number, bytes: number | null) =>
      `${count(items, "title", "titles")}${users > 0 ? `, ${count(users, person, people)}` : ""}${bytes === null ? "" : ` in ${numbers.bytes(bytes)}`}`,
    computed: (milliseconds: number) =>
      `Computed on this device in ${numbers.milliseconds(milliseconds)}. Nothing left it.`,
    restFailed: "Search and lists could not be loaded.",
  };
}

/** What each view is called, and what it is for. */
function views({ person, people, thing, things }: Words) {
  return {
    reader: {
      title: `For a ${person}`,
      about: `Pick one of the ${people} in the data: see what they chose, and what they might choose next.`,
    },
    you: {
      title: "For you",
      about: `Name a few ${things} you like. The list follows as you choose, and stays in this browser.`,
    },
    similar: {
      title: `Similar ${things}`,
      about: `Find ${things} that the same people choose. Follow the trail from one to the next.`,
    },
    audience: {
      nav: "Audience",
      title: `Who would want this ${thing}?`,
      about: `See who would want a ${thing}, how many they are, and what else they like.`,
    },
    launch: {
      nav: `New ${thing}`,
      title: `Launch a new ${thing}`,
      about: `Describe a ${thing} that is not out yet: what would it stand beside, and who would want it?`,
    },
    map: {
      nav: "Map",
      show: "Show on the map",
      title: `Map of all ${things}`,
      about: `Every point is a ${thing}. Those that the same ${people} choose lie near to each other.`,
    },
    quality: {
      title: "How good is it?",
    },
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

function home({ person, thing }: Words) {
  return {
    title: `The right ${thing} next, worked out on your own device`,
    lead: `Choose a ${person}, name what you like, or start from one ${thing}. No server takes part.`,
    leadWithoutUsers: `Name what you like, or start from one ${thing}. No server takes part.`,
    popular: `Chosen most often`,
  };
}

/** Of one item, wherever it is shown. */
function facts({ person, people, count, numbers }: Words) {
  return {
    author: "Author",
    year: "Year",
    publisher: "Publisher",
    categories: "Categories",
    andMore: (n: number) => `and ${numbers.integer(n)} more`,
    chosenBy: (n: number) => `Chosen by ${count(n, person, people)}`,
    details: "Details",
  };
}

function content({ things }: Words) {
  return {
    missing: "This bundle lacks the content part",
    missingHint: `It says what the words, authors and categories of ${things} tell about who chooses them. To have it, train the bundle again with “pocketrec train --content”, from items with titles or authors.`,
    loading: `Fetching what is known of words, authors and categories`,
    loadingHint: "Only this part of the page needs it.",
  };
}

function offline() {
  return {
    newer: {
      page: "There is a newer version of this page. This tab works on as it is.",
      bundle: "There are newer recommendations. This tab works on with those it has.",
    },
    useNewer: "Change now",
    noRoom: "This device has no room to keep all of this page: it works, but with a network only.",
    understood: "Understood",
  };
}
