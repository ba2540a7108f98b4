// The audience of an item, and what people have in common.
import { isolate } from "../shared.js";
import { capital, type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { audience: audience(words), taste: taste(words) };
}

function audience({ person, people, thing: one, things, count, numbers }: Words) {
  return {
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
    readers: "Who chose it so far",
    readersHint: (n: number, least: number) =>
      `Of the ${count(n, person, people)} who did, as far as they told. These are sums: numbers are rounded to multiples of ${numbers.integer(least)}, and what is told of fewer is hidden.`,
    readersFew: (least: number) =>
      `Too few to tell where they live and how old they are: groups of fewer than ${numbers.integer(least)} are hidden.`,
    places: "Where they live",
    ages: "How old they are",
    amongAll: (share: string) => `${share} of everybody`,
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
