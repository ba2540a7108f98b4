// An item that nobody has chosen yet.
import { isolate } from "../shared.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { launch: launch(words) };
}

function launch({ person, people, thing: one, things, count, numbers }: Words) {
  return {
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
    place: "Its place on the map",
    placeLead: `Amid the ${things} that it would stand beside.`,
    nearest: "It would stand beside",
    nearestHint: "How alike the likely audiences are, from 0 to 1.",
    users: "Likely audience",
    usersLead: (n: number) =>
      `The first of the ${count(n, person, people)} most likely to want it.`,
    taste: "What they like",
    announce: (n: number) => `${count(n, one, things)} beside it`,
  };
}
