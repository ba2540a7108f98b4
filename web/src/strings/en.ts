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
    refine: refine(words),
    data: data(words),
    similar: similar(words),
    content: content(words),
    audience: audience(words),
    taste: taste(words),
    launch: launch(words),
    map: map(words),
    results: results(words),
    details: details(words),
    quality: quality(words),
    measure: measure(words),
    storage: storage(words),
    offline: offline(),
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
    audienceTitle: "Audience",
    audienceText: `See who would want a ${thing}, how many they are, and what else they like.`,
    launchTitle: `Launch a new ${thing}`,
    launchText: `Describe a ${thing} that is not out yet: what would it stand beside, and who would want it?`,
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
    withSeen: `Include what they have chosen`,
    popularNote: `Nothing to go by is known of this ${person}: these are the ${things} that most ${people} choose, not a personal list.`,
    noUsers: `This bundle holds no ${people}`,
    noUsersHint: `Publishing ${people} is optional, and off unless asked for. Start from ${things} you like instead.`,
    noUsersAction: `Start from ${things} you like`,
  };
}

function you({ things, thing: one, people }: Words) {
  return {
    title: "For you",
    lead: `Say what you like, and the list follows. The more you say, the closer it gets.`,
    private: "Your answers are kept in this browser only.",
    rate: `Do you like it?`,
    rateHint: `Every answer changes the list at once.`,
    rateEnd: `There is nothing left to ask you about.`,
    verdictOn: (title: string) => `What you think of ${isolate(title)}`,
    skip: "Skip",
    skipHint: "Neither yes nor no; not asked again on this visit",
    search: `Add a ${one} you like`,
    liked: "You like",
    likedEmpty: `Nothing yet. Like one of the ${things} shown here, or search for one.`,
    toOwn: "To your list and your data",
    refused: "Not for you",
    results: "Recommended for you",
    popularNote: `Nothing is known of your taste yet: these are the ${things} that most ${people} choose. Like one, and the list becomes yours.`,
    popularUnknown: `This catalogue has none of the ${things} you like: these are the ones that most ${people} choose.`,
    withSeen: "Include what you like",
    add: (title: string) => `I like ${title}`,
    addShort: "Like",
    remove: (title: string) => `Remove ${title}`,
    dismiss: (title: string) => `Not for me: ${title}`,
    dismissShort: "Not for me",
    hideAuthor: (name: string) => `Hide author: ${isolate(name)}`,
    hideAuthorShort: "Hide author",
    hidden: "Hidden authors",
    authorHidden: (name: string) =>
      `${isolate(name)} is hidden. You can undo this under “Hidden authors”.`,
    showAuthor: (name: string) => `Show ${isolate(name)} again`,
    authorShown: (name: string) => `${isolate(name)} is shown again`,
    added: (title: string) => `Added ${title}`,
    removed: (title: string) => `Removed ${title}`,
  };
}

/** What limits a list, and how it is chosen. */
function refine({ things, count, numbers }: Words) {
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

/** The visitor's own data, and files of it. */
function data({ thing: one, things, count }: Words) {
  const own = (n: number) => count(n, one, things);
  const quoted = (found: string) => (found ? `“${isolate(found)}”` : "nothing");
  const faults: Record<string, (found: string) => string> = {
    columns: (found) =>
      `Expected a CSV file with the columns Title, Author and My Rating (Goodreads) or ISBN and Book-Rating (Book-Crossing), found ${quoted(found)}: export your ${things} there once more, and choose that file.`,
    quote: (found) =>
      `Expected a closing quotation mark for the field that opens in line ${isolate(found)}, found the end of the file: it is cut off, so export or download it once more.`,
    people: (found) =>
      `Expected the ratings of one person, found those of several (${isolate(found)}): keep only the rows with your own User-ID.`,
    json: (found) =>
      `Expected a JSON file that this page has saved, found “${isolate(found)}”: choose that file, or a CSV of Goodreads or Book-Crossing.`,
  };
  return {
    title: "Your data",
    kept: "All of it is in this browser, on this device: no account, no server, no copy. Another browser, or clearing this one's site data, starts from nothing.",
    notKept:
      "This browser does not let the page keep anything (a private window, or storage is full or switched off): your answers last until you close it. Save a copy to keep them.",
    import: "Bring your ratings",
    importHint: `A CSV from Goodreads or Book-Crossing, or a file saved here. It is read on this device and sent nowhere.`,
    importing: "Reading the file",
    cancelled: "Cancelled. Nothing was added.",
    unreadable: "The file could not be read: choose it once more.",
    fault: (fault: string, found: string) => (faults[fault] ?? faults.columns)?.(found) ?? "",
    matched: (n: number) => `${own(n)} found in this catalogue`,
    matchedFacts: (liked: number, refused: number, undecided: number) =>
      `You like ${own(liked)}; not for you: ${own(refused)}. Without a clear yes or no, and left out: ${own(undecided)}.`,
    unmatched: (n: number) => `${own(n)} not in this catalogue`,
    exportJson: "Save as JSON",
    exportCsv: "Save as CSV",
    delete: "Delete everything",
    deleteQuestion: "Delete everything you have said here?",
    deleteHint:
      "What you like, what is not for you and the hidden authors are gone for good. Save a copy first if you want them back.",
    deleteYes: "Delete",
    deleted: "Everything you said here is deleted",
  };
}

function similar({ thing: one, things, person, people, count, numbers }: Words) {
  return {
    title: `Similar ${things}`,
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

function content({ things }: Words) {
  return {
    missing: "This bundle lacks the content part",
    missingHint: `It says what the words, authors and categories of ${things} tell about who chooses them. To have it, train the bundle again with “pocketrec train --content”, from items with titles or authors.`,
    loading: `Fetching what is known of words, authors and categories`,
    loadingHint: "Only this part of the page needs it.",
  };
}

function audience({ person, people, thing: one, things, count, numbers }: Words) {
  return {
    nav: "Audience",
    title: `Who would want this ${one}?`,
    lead: `Choose a ${one}: see which ${people} are most likely to want it, how many they are, and what else they like.`,
    search: `Find a ${one}`,
    start: "Or start from one of these",
    results: (title: string) => `Most likely to want ${isolate(title)}`,
    announce: (n: number) => `${count(n, `likely ${person}`, `likely ${people}`)}`,
    size: "How large, how sure",
    liked: (n: number): string => (n === 1 ? "likes it already" : "like it already"),
    likedHint: (share: string, users: number) =>
      `${share} of the ${count(users, person, people)} in this bundle.`,
    likely: (n: number): string => (n === 1 ? "more is likely to" : "more are likely to"),
    likelyHint: "Their score is at least half of the highest one.",
    atLeast: (n: number) => `${numbers.integer(n)} or more`,
    sure: "chose it, at such scores",
    sureHint: (n: number) =>
      `The mean of the ${count(n, person, people)} listed: of people for whom one of the ${things} scored like this, so many had chosen it, among a fifth of their choices that was kept from the model.`,
    scoreHint: `The score puts ${people} in order: the higher, the better the ${one} fits their taste. It is not a probability.`,
    notShown: "Where they live and how old they are is not in the bundle.",
    save: "Export as CSV",
    saved: (n: number) => `Saved: ${count(n, person, people)}`,
    taste: "What else they like",
    none: `No ${people} are left`,
    noneHint: `Every one of the ${people} in this bundle has chosen it already.`,
    noUsersHint: `This view names the ${people} of a bundle, and publishing them is optional. To have it, train the bundle with “pocketrec train --with-users”.`,
    similar: `Similar ${things}`,
  };
}

function taste({ person, people, things, count }: Words) {
  return {
    authors: "Authors",
    items: capital(things),
    shares: (n: number) => `Shares of the ${count(n, `likely ${person}`, `likely ${people}`)}.`,
    small: (least: number) => `What fewer than ${least} of them like is not shown.`,
    tooFew: (least: number) =>
      `There is nothing that ${least} or more of them like; smaller groups are not shown.`,
  };
}

function launch({ person, people, thing: one, things, count, numbers }: Words) {
  return {
    nav: `New ${one}`,
    title: `Launch a new ${one}`,
    lead: `Describe a ${one} that nobody has chosen yet: see what it would stand beside, and who would want it.`,
    form: `The new ${one}`,
    name: "Title",
    authorHint: "Several with commas between",
    addCategory: "Add a category",
    add: "Add",
    addNamed: (name: string) => `Add ${isolate(name)}`,
    removeNamed: (name: string) => `Remove ${isolate(name)}`,
    chosenCategories: "Chosen categories",
    suggestedCategories: "Categories to add",
    added: (name: string) => `Added ${isolate(name)}`,
    removed: (name: string) => `Removed ${isolate(name)}`,
    yearWrong: "A whole number, such as 2026.",
    example: "Fill in an example",
    exampleTitle: "The Lighthouse at the End of Winter",
    clear: "Start over",
    link: "The address of this page holds what you typed: share it to share this.",
    empty: "Nothing to go by yet",
    emptyHint: `Its place appears here while you type. Author and categories say the most.`,
    unknown: "None of this is known",
    unknownHint: `No ${one} in the bundle shares a word of the title, an author, a publisher or a category with it. Add more, or try other spellings.`,
    sure: "How sure",
    knownOf: (known: number, keys: number) =>
      `${numbers.integer(known)} of ${numbers.integer(keys)}`,
    known: "words, names and categories are known",
    knownHint: `Known from other ${things}; the rest says nothing.`,
    certainty: "of the catalogue is less telling",
    certaintyHint: (share: string) =>
      `What you typed tells more about who would choose it than the content of ${share} of the ${things} here.`,
    guess: `It is a guess from content until ${people} choose it: then they decide.`,
    nearest: "It would stand beside",
    nearestHint: "How alike the likely audiences are, from 0 to 1.",
    users: "Likely audience",
    usersLead: (n: number) =>
      `The first of the ${count(n, person, people)} most likely to want it.`,
    taste: "What they like",
    announce: (n: number) => `${count(n, one, things)} beside it`,
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

function quality({ person, people, thing, things, count, numbers }: Words) {
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
    intro: `What was measured when this bundle was made, what it means for whoever runs a site, and what it costs on this very device.`,
    found: (depth: number) =>
      `of what ${people} chose, and the model had not been told, stands in a list of ${numbers.integer(depth)}`,
    range: (low: number, high: number) =>
      `${numbers.percent(low)} to ${numbers.percent(high)}, with 95% confidence`,
    times: (ratio: number) => `${numbers.ratio(ratio)} times`,
    timesWhat: (share: number) =>
      `as much as the most popular ${things}, the same for everybody, would find (${numbers.percent(share)})`,
    points: (error: number) => `${numbers.ratio(100 * error)} points`,
    pointsWhat: `is what the shares on the cards (“12% chose it”) are off by, on average`,
    meaning: "What it means",
    worth: (ratio: number) =>
      `In the same space on a page, a list made for one ${person} holds ${numbers.ratio(ratio)} times as many ${things} that they would choose of their own accord as one list for all.`,
    unsure: `The intervals of the two overlap, or are not known: the difference may be chance.`,
    simulated: `The ${people} of this bundle are simulated. The figures say how well the method finds a pattern that was put there, not what your own ${people} would do.`,
    offline: `The figures are about choices made without seeing any recommendation. They tell which method knows ${people} better, not how much more is sold or borrowed.`,
    test: `What that is can only be told by a test: show half of your visitors these lists, the other half the most popular ${things}, and count.`,
    figures: "The figures",
    calibration: "Can the shares be believed?",
    calibrationLead: `Of ${people} for whom one of the ${things} had such a score, so many had chosen it:`,
    scored: (score: number) => `Score ${numbers.score(score)}`,
    choseIt: (share: string) => `${share} chose it`,
    calibrationError: (error: number) =>
      `Among ${people} kept from training, shares were off by ${numbers.ratio(100 * error)} percentage points on average.`,
    catalogue: "The lists as a whole",
    catalogueNames: {
      coverage: "Coverage",
      gini: "Inequality (Gini)",
      novelty: "Surprise",
      diversity: "Variety within a list",
    },
    catalogueFigure: (name: string, value: number) =>
      name === "coverage"
        ? `${numbers.percent(value)} of the catalogue is recommended to somebody`
        : name === "gini"
          ? `${numbers.score(value)}, where 0 shows all ${things} equally often, and 1 one alone`
          : name === "novelty"
            ? `${numbers.ratio(value)} bits: the higher, the less known what is shown`
            : `${numbers.score(value)}, where 0 is a list of the same, and 1 of nothing alike`,
    missing: "Not measured in this bundle",
    missingNames: {
      baseline: "How much simpler methods find",
      intervals: "How sure the figures are",
      calibration: `What share of ${people} a score stands for`,
      coverage: "How much of the catalogue is ever recommended",
      bias: "How far the lists lean to what is popular already",
      newItems: `How well ${things} are placed that nobody has chosen yet`,
    },
    missingHint: `Its manifest says nothing of these. “pocketrec evaluate” measures them on your own data; new ${things} with “--protocol cold”.`,
    privacy: "Who learns what",
    privately: [
      "What you choose, rate and look for is worked out on this device. It is sent to nobody, and this page counts nobody.",
      "The address of a view stands after a “#”, which browsers keep to themselves.",
      "The page may ask only the site it came from: its security policy forbids the browser everything else. That site sees that its files were fetched, and no more.",
    ],
    published: (n: number) =>
      `This bundle itself publishes the ids and choices of ${count(n, person, people)}, for a dashboard. On a public site, leave them out.`,
    unpublished: `This bundle says nothing about single ${people}.`,
    parts: "What is downloaded",
    partNames: {
      items: "Vectors: what is recommended",
      encoder: "Encoder: from choices to a taste",
      titles: "Titles, authors, years",
      search: "Search",
      users: `${capital(people)} and their choices`,
      content: `Content: for new ${things}`,
      map: "Map: where each stands",
    } as Record<string, string>,
    bytesEach: (bytes: number) => `${numbers.bytes(bytes)} of vectors for each ${thing}.`,
    partsNote:
      "The first list needs vectors, encoder and titles; the rest comes behind it, or when it is asked for.",
    settings: "All settings of the training",
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

function measure({ things, count, numbers }: Words) {
  return {
    title: "On this device",
    opened: "Ready after",
    bundleBytes: "Data loaded",
    engineBytes: "Engine",
    pageBytes: "Page",
    engineMemory: "Memory of the engine",
    scriptMemory: "Memory of the page",
    untold: "This browser does not tell",
    scanned: "Compared for a list",
    scannedAll: (n: number) => `all ${count(n, "title", "titles")}, each time`,
    loadNote:
      "“Ready after” counts from the address to the first list that could be asked for, in this tab. Sizes are those of the files, decompressed.",
    start: "Measure this device",
    again: "Measure again",
    running: "Asking many questions, one after the other",
    cancelled: "Cancelled. Nothing was measured.",
    finished: "Measured.",
    question: "Question",
    median: "Usually",
    slowest: "19 of 20 within",
    kinds: {
      recommend: `A list for ten ${things} you like`,
      similar: `Similar ${things}`,
      search: "A search",
    },
    note: (perSecond: number) =>
      `From the question to the answer in the page. That is ${numbers.integer(Math.round(perSecond / 1000) * 1000)} ${things} compared each second.`,
  };
}

function storage({ numbers }: Words) {
  return {
    title: "Kept on this device",
    keeping: {
      pending: "The page is being kept on this device, to work without a network.",
      kept: "All of this works without a network from now on.",
      off: "This browser keeps nothing for this page: it works with a network only.",
      full: "This device has no room to keep all of it: the page works, but with a network only.",
      failed: "Not all of it could be kept this time; the next visit tries again.",
      cleared: "Cleared. The page goes on from the network; the next visit keeps it again.",
    },
    bundle: "Data",
    page: "Page and engine",
    own: "Your choices and settings",
    ownNote: "Your own choices are not cleared here: that is done where you make them.",
    quota: (bytes: number) => `The browser allows this site ${numbers.bytes(bytes)}.`,
    clear: "Clear data and page",
    sure: "Clear what is kept of the data and of the page? Without a network it will not open then.",
    clearNow: "Clear now",
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
