// "For you", and the visitor's own data on this device.
import { isolate } from "../shared.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { you: you(words), data: data(words) };
}

function you({ things, thing: one, people }: Words) {
  return {
    lead: `Say what you like, and the list follows. The more you say, the closer it gets.`,
    private: "Your answers are kept in this browser only.",
    rate: `Do you like it?`,
    rateHint: `Every answer changes the list at once.`,
    rateEnd: `There is nothing left to ask you about.`,
    verdictOn: (title: string) => `What you think of ${isolate(title)}`,
    knowAuthor: "I know the author",
    knowAuthorHint: (author: string) => `Asks about more by ${isolate(author)}`,
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
    about: "About you, if you like to say",
    place: "Where you live",
    age: "Your age",
    notSaid: "Not said",
    groupResults: "Chosen most often by people like you",
    groupNote: `Nothing is known of your taste yet: these are the ${things} that people of your place or age choose most. Like one, and the list becomes yours.`,
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
