// "For you", and the visitor's own data on this device.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"you"> {
  const words = wordsFor(isAboutBooks, locale);
  return { you: you(words), data: data(words) };
}

function you({ thing, things, theThings }: Words) {
  return {
    lead: "قل ما يعجبك، فتتبعك القائمة. كلما قلت أكثر، اقتربت التوصيات من ذوقك.",
    private: "تُحفظ إجاباتك في هذا المتصفح فقط.",
    rate: "هل يعجبك؟",
    rateHint: "كل إجابة تغيّر القائمة فورًا.",
    rateEnd: "لم يبقَ ما نسألك عنه.",
    verdictOn: (title: string) => `رأيك في ${isolate(title)}`,
    knowAuthor: "أعرف المؤلف",
    knowAuthorHint: (author: string) => `نسألك عن المزيد من أعمال ${isolate(author)}`,
    skip: "تخطٍّ",
    skipHint: "لا نعم ولا لا، ولن نسألك عنه مجددًا في هذه الزيارة",
    search: `إضافة ${thing} يعجبك`,
    liked: "ما يعجبك",
    likedEmpty: `لا شيء بعد. اختر مما يعجبك هنا، أو ابحث بين ${theThings}.`,
    toOwn: "إلى قائمتك وبياناتك",
    refused: "ما لا يناسبك",
    results: "نوصيك بما يلي",
    popularNote: `لا نعرف شيئًا عن ذوقك بعد: هذه ${things} يكثر اختيارها. اختر واحدًا يعجبك لتصبح القائمة قائمتك.`,
    popularUnknown: `لا يضم هذا الفهرس شيئًا مما يعجبك: هذه ${things} يكثر اختيارها.`,
    about: "عنك، إن أحببت أن تقول",
    place: "أين تقيم",
    age: "عمرك",
    notSaid: "لم يُذكر",
    groupResults: "الأكثر اختيارًا لدى من يشبهونك",
    groupNote: `لا نعرف شيئًا عن ذوقك بعد: هذه ${things} يكثر أن يختارها أهل مكانك أو عمرك. اختر واحدًا يعجبك لتصبح القائمة قائمتك.`,
    withSeen: "إظهار ما يعجبك أيضًا",
    add: (title: string) => `يعجبني ${isolate(title)}`,
    addShort: "يعجبني",
    remove: (title: string) => `إزالة ${isolate(title)}`,
    dismiss: (title: string) => `لا يناسبني: ${isolate(title)}`,
    dismissShort: "لا يناسبني",
    hideAuthor: (name: string) => `إخفاء المؤلف: ${isolate(name)}`,
    hideAuthorShort: "إخفاء المؤلف",
    hidden: "مؤلفون مخفيّون",
    authorHidden: (name: string) =>
      `أُخفيت أعمال ${isolate(name)}. يمكنك التراجع من «مؤلفون مخفيّون».`,
    showAuthor: (name: string) => `إظهار أعمال ${isolate(name)} من جديد`,
    authorShown: (name: string) => `تظهر أعمال ${isolate(name)} من جديد`,
    added: (title: string) => `أُضيف ${isolate(title)}`,
    removed: (title: string) => `أُزيل ${isolate(title)}`,
  };
}

function data({ counted, theThings, count }: Words) {
  const own = (n: number) => count(n, counted);
  const goodreads = isolate("Goodreads");
  const bookCrossing = isolate("Book\u2011Crossing");
  const columns = `${isolate("Title")} و${isolate("Author")} و${isolate("My Rating")}`;
  const quoted = (found: string) => (found ? `«${isolate(found)}»` : "لا شيء");
  const faults: Record<string, (found: string) => string> = {
    columns: (found) =>
      `المتوقَّع ملف ${isolate("CSV")} فيه الأعمدة ${columns} (${goodreads}) أو ${isolate("ISBN")} و${isolate("Book-Rating")} (${bookCrossing})، والموجود ${quoted(found)}: صدّر تقييماتك من هناك مرة أخرى واختر ذلك الملف.`,
    quote: (found) =>
      `المتوقَّع علامة اقتباس تُغلق الخانة التي تبدأ في السطر ${isolate(found)}، لكن الملف انتهى قبلها: إنه مبتور، فصدّره أو نزّله مرة أخرى.`,
    people: (found) =>
      `المتوقَّع تقييمات شخص واحد، والموجود تقييمات عدة أشخاص (${isolate(found)}): أبقِ الأسطر التي تحمل معرّفك ${isolate("User-ID")} وحدها.`,
    json: (found) =>
      `المتوقَّع ملف ${isolate("JSON")} حفظته هذه الصفحة، والموجود «${isolate(found)}»: اختر ذلك الملف، أو ملف ${isolate("CSV")} من ${goodreads} أو ${bookCrossing}.`,
  };
  return {
    title: "بياناتك",
    kept: "كلها في هذا المتصفح وعلى هذا الجهاز: لا حساب ولا خادم ولا نسخة أخرى. إذا استخدمت متصفحًا آخر أو مسحت بيانات هذا الموقع، بدأت من الصفر.",
    notKept:
      "لا يسمح هذا المتصفح للصفحة بحفظ أي شيء (نافذة خاصة، أو مساحة التخزين ممتلئة أو معطّلة): تبقى إجاباتك حتى تغلق الصفحة. احفظ نسخة إن أردت الاحتفاظ بها.",
    import: "استيراد تقييماتك",
    importHint: `ملف ${isolate("CSV")} من ${goodreads} أو ${bookCrossing}، أو ملف حفظته هنا. يُقرأ على هذا الجهاز ولا يُرسل إلى أي مكان.`,
    importing: "جارٍ قراءة الملف",
    cancelled: "أُلغي الاستيراد. لم يُضف شيء.",
    unreadable: "تعذّرت قراءة الملف: اختره مرة أخرى.",
    fault: (fault: string, found: string) => (faults[fault] ?? faults.columns)?.(found) ?? "",
    matched: (n: number) => `وُجد في هذا الفهرس: ${own(n)}`,
    matchedFacts: (liked: number, refused: number, undecided: number) =>
      `ما يعجبك: ${own(liked)}. ما لا يناسبك: ${own(refused)}. ما تُرك لأنه بلا رأي واضح: ${own(undecided)}.`,
    unmatched: (n: number) => `غير موجود في هذا الفهرس: ${own(n)}`,
    exportJson: `حفظ بصيغة ${isolate("JSON")}`,
    exportCsv: `حفظ بصيغة ${isolate("CSV")}`,
    delete: "حذف كل شيء",
    deleteQuestion: "أتريد حذف كل ما قلته هنا؟",
    deleteHint: `يُحذف نهائيًا ما يعجبك وما لا يناسبك من ${theThings}، وكذلك المؤلفون المخفيّون. احفظ نسخة أولًا إن كنت قد تحتاج إليها.`,
    deleteYes: "حذف",
    deleted: "حُذف كل ما قلته هنا",
  };
}
