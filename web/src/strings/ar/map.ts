// The map, and the table that stands in for it.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"map"> {
  const words = wordsFor(isAboutBooks, locale);
  return { map: map(words) };
}

function map(words: Words) {
  const { aPerson, thePerson, things, theThings, counted, count, numbers } = words;
  return {
    loading: "جارٍ رسم الخريطة",
    label: (n: number) => `على الخريطة: ${count(n, counted)}`,
    keys: "اسحب لتحريك الخريطة، وأدر العجلة أو باعد بين إصبعيك للتكبير. وبلوحة المفاتيح: الأسهم للتحريك، و+ و− للتكبير والتصغير، ومفتاح البداية لعرض الكل، ومفتاح الإدخال لفتح العنوان الذي في الوسط.",
    zoomIn: "تكبير",
    zoomOut: "تصغير",
    showAll: "عرض الكل",
    asTable: "العرض في جدول",
    asMap: "العرض على الخريطة",
    search: "البحث عن عنوان على الخريطة",
    found: (title: string) => `أصبح ${isolate(title)} في وسط الخريطة`,
    notPlaced: (title: string) => `ليس على الخريطة مكان لهذا العنوان: ${isolate(title)}`,
    legend: "الألوان",
    legendHint: "اللون بحسب التصنيف الأول. اختر تصنيفًا لإبرازه.",
    others: "تصنيفات أخرى",
    lit: "المُبرَز على الخريطة",
    litNothing: `اختر ${aPerson} أو اذكر ما يعجبك، فيُبرَز هنا مع ما يُوصى به تاليًا.`,
    litYou: "المُبرَز: ما يعجبك",
    litReader: (id: string) => `المُبرَز: ${thePerson} ${isolate(id)}`,
    chosen: "ما اختير من قبل",
    recommended: "ما يُوصى به تاليًا",
    unlight: "إلغاء الإبراز",
    unplaced: (n: number) => `غير موضوع على الخريطة لعدم توفر معلومات عنه: ${count(n, counted)}.`,
    none: "لا خريطة في هذه الحزمة",
    noneHint: `درّب الحزمة من جديد مع خريطتها لتراها هنا. وإليك ${theThings} كلها في جدول.`,
    cannotDraw:
      "لا يستطيع هذا المتصفح رسم الخريطة، إذ تنقصه الرسوميات التي تحتاج إليها. إليك محتواها في جدول.",
    lost: "أُعيد تشغيل بطاقة الرسوم، وستعود الخريطة فور جاهزيتها.",
    table: {
      caption: `${theThings} كلها، الأكثر اختيارًا أولًا`,
      title: "العنوان",
      author: "المؤلف",
      categories: "التصنيفات",
      chosenBy: "عدد من اختاره",
      neighbours: "الجيران",
      similar: `${things} متشابهة`,
      similarTo: (title: string) => `${things} متشابهة: ${isolate(title)}`,
      category: "التصنيف",
      allCategories: "كل التصنيفات",
      pages: "صفحات الجدول",
      before: "السابق",
      after: "التالي",
      shown: (from: number, to: number, all: number) =>
        `من ${numbers.integer(from)} إلى ${numbers.integer(to)} من أصل ${numbers.integer(all)}`,
    },
  };
}
