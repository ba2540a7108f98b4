// How good the recommendations are, what they cost here, and what is kept on the device.
import { capital, type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { quality: quality(words), measure: measure(words), storage: storage(words) };
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
      languages: "Languages",
      groups: "Groups: how many of a place or an age chose what",
      lists: "Lists: where the others are",
      background: "Background: some that stand for all",
      shelves: "Shelves: where it says what each is",
    } as Record<string, string>,
    bytesEach: (bytes: number) => `${numbers.bytes(bytes)} of vectors for each ${thing}.`,
    partsNote:
      "The first list needs vectors, encoder and titles; the rest comes behind it, or when it is asked for.",
    partsNoteOfLarge:
      "Vectors are those of the most popular titles. A list also loads small files of what it looks at and shows; search and all titles come when something asks for them.",
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
    keptOfLarge:
      "What was loaded so far works without a network from now on; other titles and the search need one.",
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
