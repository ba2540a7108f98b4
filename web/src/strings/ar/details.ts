// The panel with all that is known of one item.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"details"> {
  const words = wordsFor(isAboutBooks, locale);
  return { details: details(words) };
}

function details({ things, thePerson, numbers }: Words) {
  return {
    id: "المعرّف",
    otherIds: "طبعات أخرى",
    similar: `${things} متشابهة`,
    like: "يعجبني",
    unlike: "إزالة مما يعجبني",
    why: "لماذا هذا؟",
    whyReader: (id: string) =>
      `ما اختاره ${thePerson} ${isolate(id)} من قبل، ومقدار ما يضيفه كل اختيار إلى هذه الدرجة:`,
    whyYou: "ما يعجبك، ومقدار ما يضيفه كل اختيار إلى هذه الدرجة:",
    because: (title: string, share: number) => `${numbers.percent(share)} بفضل ${isolate(title)}`,
    against: (title: string, share: number) => `${isolate(title)} يُنقص ${numbers.percent(share)}`,
    rest: (n: number, share: number) =>
      `الباقي معًا (${numbers.integer(n)}): ${numbers.percent(share)}`,
  };
}
