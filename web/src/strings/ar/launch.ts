// An item that nobody has chosen yet.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"launch"> {
  const words = wordsFor(isAboutBooks, locale);
  return { launch: launch(words) };
}

function launch(words: Words) {
  const { thing, aThing, things, theThings, thePeopleAct, persons, counted } = words;
  const { count, numbers } = words;
  return {
    lead: `صِف ${aThing} لم يختره أحد بعد، لترى إلى جانب ماذا سيقف، ومن سيرغب فيه.`,
    form: `ال${thing} الجديد`,
    name: "العنوان",
    authorHint: "افصل بين الأسماء بفواصل",
    addCategory: "إضافة تصنيف",
    add: "إضافة",
    addNamed: (name: string) => `إضافة ${isolate(name)}`,
    removeNamed: (name: string) => `إزالة ${isolate(name)}`,
    chosenCategories: "التصنيفات المختارة",
    suggestedCategories: "تصنيفات يمكن إضافتها",
    added: (name: string) => `أُضيف ${isolate(name)}`,
    removed: (name: string) => `أُزيل ${isolate(name)}`,
    yearWrong: `عدد صحيح، مثل ${numbers.year(2026)}.`,
    example: "ملء النموذج بمثال",
    exampleTitle: "المنارة في آخر الشتاء",
    clear: "البدء من جديد",
    link: "عنوان هذه الصفحة في المتصفح يحمل ما كتبته: شاركه لتشارك هذه النتيجة.",
    empty: "لا شيء يُبنى عليه بعد",
    emptyHint: "يظهر موضعه هنا أثناء الكتابة. المؤلف والتصنيفات هي الأكثر دلالة.",
    unknown: "لا شيء من هذا معروف",
    unknownHint: `لا تشترك معه ${things} الحزمة في كلمة من العنوان ولا في مؤلف أو ناشر أو تصنيف. أضف المزيد، أو جرّب كتابة أخرى.`,
    sure: "مدى التأكد",
    knownOf: (known: number, keys: number) =>
      `${numbers.integer(known)} من ${numbers.integer(keys)}`,
    known: "كلمات وأسماء وتصنيفات معروفة",
    knownHint: `معروفة من ${theThings} الأخرى، والباقي لا يدلّ على شيء.`,
    certainty: "من الفهرس أقل دلالة منه",
    certaintyHint: (share: string) =>
      `ما كتبته أدلّ على من سيختاره من محتوى هذه النسبة من ${theThings} هنا: ${share}.`,
    guess: `هذا تخمين من المحتوى، إلى أن يختاره ${thePeopleAct}: عندئذ يكون القرار لهم.`,
    place: "مكانه على الخريطة",
    placeLead: `بين ${theThings} التي سيقف إلى جانبها.`,
    nearest: "سيقف إلى جانب",
    nearestHint: `مدى تشابه الجمهورين المتوقّعين، من ${numbers.integer(0)} إلى ${numbers.integer(1)}.`,
    users: "الجمهور المرجّح",
    usersLead: (n: number) => `أوائل من يُرجَّح أن يرغبوا فيه (${count(n, persons)}).`,
    taste: "ما يعجبهم",
    announce: (n: number) => `إلى جانبه: ${count(n, counted)}`,
  };
}
