// Lists, what limits them, and the views of a reader and of similar items, which the first address
// may name.
import { isolate } from "../shared.js";
import type { Counted, Words } from "./words.js";

const kSuggestion: Counted = {
  one: "اقتراح واحد",
  two: "اقتراحان",
  few: "اقتراحات",
  many: "اقتراحًا",
  other: "اقتراح",
};
const kResult: Counted = {
  one: "نتيجة واحدة",
  two: "نتيجتان",
  few: "نتائج",
  many: "نتيجةً",
  other: "نتيجة",
};
const kFilter: Counted = {
  one: "معيار واحد",
  two: "معياران",
  few: "معايير",
  many: "معيارًا",
  other: "معيار",
};

export function reader(words: Words) {
  const { person, aPerson, thePerson, people, thePeople, thePeopleAct, things } = words;
  const { counted, count, numbers } = words;
  return {
    name: (id: string) => `${thePerson} ${isolate(id)}`,
    search: `البحث عن ${person} بالمعرّف`,
    placeholder: "اكتب معرّفًا",
    go: "عرض",
    list: thePeopleAct,
    surprise: "فاجئني",
    another: `اختيار ${person} آخر`,
    more: `عرض المزيد من ${thePeople}`,
    summary: (n: number) => `${count(n, counted)}:`,
    none: (prefix: string) => `لا يوجد ${person} يبدأ معرّفه بـ«${isolate(prefix)}». جرّب حروفًا أقل.`,
    choose: `اختر ${aPerson}`,
    chooseHint: "تظهر التوصيات هنا، مع ما وقع عليه الاختيار من قبل.",
    history: "اختيارات سابقة",
    historyCount: (n: number) => count(n, counted),
    historyMore: (n: number) => `عرض الكل (${numbers.integer(n)})`,
    historyLess: "عرض أقل",
    disliked: "تقييم منخفض",
    results: "ما نوصي به تاليًا",
    withSeen: "إظهار ما سبق اختياره أيضًا",
    popularNote: `لا يُعرف عن هذا ${thePerson} ما يُبنى عليه: هذه ${things} يكثر اختيارها، وليست قائمة شخصية.`,
    noUsers: `لا ${people} في هذه الحزمة`,
    noUsersHint: `نشر بيانات ${thePeople} اختياري، ولا يحدث ما لم يُطلب. ابدأ بدلًا من ذلك من ${things} تعجبك.`,
    noUsersAction: `البدء من ${things} تعجبني`,
  };
}

export function refine({ theThings, count, numbers }: Words) {
  return {
    label: "ما تعرضه القائمة",
    filters: "التصفية",
    active: (n: number) => `معايير التصفية المستخدمة: ${count(n, kFilter)}`,
    activeLabel: "معايير التصفية المستخدمة",
    remove: (name: string) => `إزالة المعيار ${isolate(name)}`,
    clear: "إزالة كل المعايير",
    off: "بلا",
    diversity: "التنوّع",
    diversityHint: `كلما زاد، قلّ التشابه بين ${theThings} في القائمة.`,
    novelty: "الأقل شهرة",
    noveltyHint: `كلما زاد، كثرت ${theThings} التي لا يعرفها إلا القليل.`,
    categories: "التصنيفات",
    moreCategories: "تصنيفات أخرى",
    language: "اللغة",
    moreLanguages: "لغات أخرى",
    years: "سنة النشر",
    from: "من",
    to: "إلى",
    span: (from: number | null, to: number | null) =>
      from === null
        ? `حتى ${numbers.year(to ?? 0)}`
        : to === null
          ? `منذ ${numbers.year(from)}`
          : `من ${numbers.year(from)} إلى ${numbers.year(to)}`,
    author: "المؤلف",
    authorPlaceholder: "جزء من الاسم",
    add: "إضافة",
    noAuthor: (typed: string) => `لا يوجد مؤلف بهذا الاسم: «${isolate(typed)}».`,
    none: "لا شيء يستوفي هذه المعايير",
    noneHint: "أزل أحدها لترى المزيد.",
  };
}

export function similar({ thing, twoThings, thePeopleAct, persons, count, numbers }: Words) {
  return {
    lead: `يتشابه ${twoThings} حين يختارهما ${thePeopleAct} أنفسهم.`,
    search: `البحث عن ${thing}`,
    results: (title: string) => `ما اختاره أيضًا من اختاروا ${isolate(title)}`,
    start: "أو ابدأ من واحد مما يلي",
    by: "أساس التشابه",
    byAudience: "الجمهور",
    byContent: "المحتوى",
    byBoth: "جنبًا إلى جنب",
    resultsByContent: (title: string) => `ما يشبه ${isolate(title)} في محتواه`,
    resultsBoth: (title: string) => `وجهان للتشابه مع ${isolate(title)}`,
    audienceColumn: "الجمهور نفسه",
    audienceColumnHint: "المعيار هو من يختارها، لا ما هي.",
    contentColumn: "النوع نفسه",
    contentColumnHint: `المعيار هو المؤلف والتصنيفات وكلمات العنوان، كما لو كان ${thing} لم يختره أحد بعد.`,
    contentHint: `مدى قرب كل ${thing} من الموضع الذي يضعه فيه محتواه وحده، من ${numbers.integer(0)} إلى ${numbers.integer(1)}.`,
    onBoth: "في القائمتين",
    numOnBoth: (both: number, n: number) =>
      `المشترك بين القائمتين: ${numbers.integer(both)} من ${numbers.integer(n)}.`,
    overlapLead: (liked: number, title: string) =>
      `عدد من أعجبهم ${isolate(title)}: ${count(liked, persons)}. وعلى كل بطاقة كم منهم أعجبه ما فيها أيضًا.`,
    overlap: (liked: number, both: number) =>
      both === 0
        ? `لم يعجب أحدًا من هؤلاء، وعددهم ${numbers.integer(liked)}.`
        : `أعجب ${numbers.integer(both)} من هؤلاء، وعددهم ${numbers.integer(liked)}.`,
    follow: "المزيد مثل هذا",
    followTo: (title: string) => `المزيد مثل هذا: ${isolate(title)}`,
    trail: "مسارك",
  };
}

export function results({ things, theThings, thePeople, count, numbers }: Words) {
  return {
    count: "العدد",
    placeholder: "جزء من عنوان أو اسم مؤلف، أو معرّف",
    suggestions: "اقتراحات",
    noMatch: (query: string) => `لا شيء يطابق «${isolate(query)}».`,
    matches: (n: number) => count(n, kSuggestion),
    searchUnavailable: "لا بحث في هذه الحزمة. اكتب معرّفًا كاملًا واضغط مفتاح الإدخال.",
    announce: (n: number, heading: string) => `${heading}: ${count(n, kResult)}`,
    score: "الدرجة",
    similarity: "التشابه",
    because: "السبب",
    popular: "الأكثر اختيارًا",
    preferenceHint: "تفضيل متوقَّع. يقارن الشريط كل نتيجة بأفضل ما في هذه القائمة.",
    chosenBy: (share: string) => `اختاره ${share}`,
    chosenByHint: `«اختاره»: من بين ${thePeople} الذين نال أحد ${theThings} لديهم درجة كهذه، هذه نسبة من كانوا قد اختاروه فعلًا، ضمن خُمس اختياراتهم الذي حُجب عن النموذج.`,
    similarityHint: `مدى تشابه الجمهورين، من ${numbers.integer(0)} إلى ${numbers.integer(1)}.`,
    rank: (n: number) => `المرتبة ${numbers.integer(n)}`,
    empty: `لم تبقَ ${things} يمكن التوصية بها`,
    emptyHint: `كل ${theThings} في هذه الحزمة وقع عليها الاختيار من قبل.`,
  };
}
