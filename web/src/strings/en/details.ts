// The panel with all that is known of one item.
import { isolate } from "../shared.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string) {
  const words = wordsFor(isAboutBooks, locale);
  return { details: details(words) };
}

function details({ things, person, numbers }: Words) {
  return {
    id: "Id",
    otherIds: "Other editions",
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
