// What all Arabic words are made with. Nouns that stand beside a number take the form that its plural
// rule asks for; sentences are built so that such a noun is never governed by a preposition, which
// would change the dual.
import { type Numbers, numbersFor } from "../../format.js";

/** A noun beside a number. "one" and "two" hold the number themselves. */
export interface Counted {
  one: string;
  two: string;
  few: string;
  many: string;
  other: string;
}

interface Nouns {
  person: string;
  /** As the object of a verb. */
  aPerson: string;
  thePerson: string;
  people: string;
  /** As the subject of a verb. */
  peopleAct: string;
  thePeople: string;
  /** As the subject of a verb, and alone. */
  thePeopleAct: string;
  persons: Counted;
  thing: string;
  /** As the object of a verb. */
  aThing: string;
  yourThing: string;
  twoThings: string;
  things: string;
  theThings: string;
  counted: Counted;
}

export const kTitle: Counted = {
  one: "عنوان واحد",
  two: "عنوانان",
  few: "عناوين",
  many: "عنوانًا",
  other: "عنوان",
};
const kBook: Counted = {
  one: "كتاب واحد",
  two: "كتابان",
  few: "كتب",
  many: "كتابًا",
  other: "كتاب",
};
const kReader: Counted = {
  one: "قارئ واحد",
  two: "قارئان",
  few: "قرّاء",
  many: "قارئًا",
  other: "قارئ",
};
const kUser: Counted = {
  one: "مستخدم واحد",
  two: "مستخدمان",
  few: "مستخدمين",
  many: "مستخدمًا",
  other: "مستخدم",
};
const kBooks: Nouns = {
  person: "قارئ",
  aPerson: "قارئًا",
  thePerson: "القارئ",
  people: "قرّاء",
  peopleAct: "قرّاء",
  thePeople: "القرّاء",
  thePeopleAct: "القرّاء",
  persons: kReader,
  thing: "كتاب",
  aThing: "كتابًا",
  yourThing: "كتابك",
  twoThings: "كتابان",
  things: "كتب",
  theThings: "الكتب",
  counted: kBook,
};
const kTitles: Nouns = {
  person: "مستخدم",
  aPerson: "مستخدمًا",
  thePerson: "المستخدم",
  people: "مستخدمين",
  peopleAct: "مستخدمون",
  thePeople: "المستخدمين",
  thePeopleAct: "المستخدمون",
  persons: kUser,
  thing: "عنوان",
  aThing: "عنوانًا",
  yourThing: "عنوانك",
  twoThings: "عنوانان",
  things: "عناوين",
  theThings: "العناوين",
  counted: kTitle,
};

export interface Words extends Nouns {
  numbers: Numbers;
  count(n: number, noun: Counted): string;
}

export function wordsFor(isAboutBooks: boolean, locale: string): Words {
  const numbers = numbersFor(locale, { under: (least) => `أقل من ${least}`, units: "long" });
  const rules = new Intl.PluralRules("ar");
  const count = (n: number, noun: Counted) => {
    const form = rules.select(n);
    if (form === "one" || form === "two") return noun[form];
    return `${numbers.integer(n)} ${noun[form === "zero" ? "other" : form]}`;
  };
  return { ...(isAboutBooks ? kBooks : kTitles), numbers, count };
}
