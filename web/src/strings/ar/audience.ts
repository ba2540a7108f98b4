// The audience of an item, and what people have in common.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"audience"> {
  const words = wordsFor(isAboutBooks, locale);
  return { audience: audience(words), taste: taste(words) };
}

function audience(words: Words) {
  const { thing, aThing, theThings, things, peopleAct, thePeople, persons } = words;
  const { count, numbers } = words;
  return {
    lead: `اختر ${aThing} لترى من يُرجَّح أن يرغب فيه من ${thePeople}، وكم عددهم، وماذا يعجبهم غيره.`,
    search: `البحث عن ${thing}`,
    start: "أو ابدأ من واحد مما يلي",
    results: (title: string) => `من يُرجَّح أن يرغبوا في ${isolate(title)}`,
    announce: (n: number) => `من يُرجَّح أن يرغبوا فيه: ${count(n, persons)}`,
    size: "الحجم ومدى التأكد",
    liked: () => "يعجبهم بالفعل",
    likedHint: (share: string, users: number) =>
      `نسبتهم ${share} من كل من في هذه الحزمة (${count(users, persons)}).`,
    likely: () => "يُرجَّح أن يرغبوا فيه أيضًا",
    likelyHint: "درجة كل منهم لا تقل عن نصف أعلى درجة.",
    atLeast: (n: number) => `${numbers.integer(n)} أو أكثر`,
    sure: "اختاروه عند درجات كهذه",
    sureHint: (n: number) =>
      `متوسط المعروضين في القائمة (${count(n, persons)}): من بين من نال أحد ${theThings} لديهم درجة كهذه، هذه نسبة من كانوا قد اختاروه فعلًا، ضمن خُمس اختياراتهم الذي حُجب عن النموذج.`,
    scoreHint: `الدرجة ترتّب ${thePeople}: كلما ارتفعت، كان ال${thing} أقرب إلى ذوقهم. وهي ليست احتمالًا.`,
    notShown: "أماكن إقامتهم وأعمارهم ليست في الحزمة.",
    readers: "من اختاروه حتى الآن",
    readersHint: (n: number, least: number) =>
      `من بين من اختاروه (${count(n, persons)})، بقدر ما ذكروه. هذه مجاميع: قُرّبت الأعداد إلى مضاعفات ${numbers.integer(least)}، وأُخفي ما يخص أقل من ذلك.`,
    readersFew: (least: number) =>
      `عددهم أقل من أن يُقال أين يقيمون وكم أعمارهم: تُخفى المجموعات التي تقل عن ${numbers.integer(least)}.`,
    places: "أين يقيمون",
    ages: "كم أعمارهم",
    amongAll: (share: string) => `${share} من الجميع`,
    save: `تصدير بصيغة ${isolate("CSV")}`,
    saved: (n: number) => `حُفظت القائمة: ${count(n, persons)}`,
    taste: "ما يعجبهم غيره",
    none: `لم يبقَ ${peopleAct}`,
    noneHint: `كل ${thePeople} في هذه الحزمة اختاروه من قبل.`,
    noUsersHint: `يذكر هذا القسم ${thePeople} الموجودين في الحزمة، ونشر بياناتهم اختياري. للحصول عليه، درّب الحزمة بالأمر ${isolate("pocketrec train --with-users")}.`,
    similar: `${things} متشابهة`,
  };
}

function taste({ persons, theThings, count, numbers }: Words) {
  return {
    authors: "المؤلفون",
    items: theThings,
    shares: (n: number) => `النسب محسوبة على من يُرجَّح أن يرغبوا فيه (${count(n, persons)}).`,
    small: (least: number) => `لا يُعرض ما يعجب أقل من ${numbers.integer(least)} منهم.`,
    tooFew: (least: number) =>
      `لا شيء يعجب ${numbers.integer(least)} منهم أو أكثر، والمجموعات الأصغر لا تُعرض.`,
  };
}
