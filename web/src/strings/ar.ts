// Arabic. Nouns that stand beside a number take the form that its plural rule asks for; sentences
// are built so that such a noun is never governed by a preposition, which would change the dual.
import { type Numbers, numbersFor } from "../format.js";
import type { Strings } from "./en.js";
import { type Advice, isolate } from "./shared.js";

/** A noun beside a number. "one" and "two" hold the number themselves. */
interface Counted {
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
  thePeople: string;
  /** As the subject of a verb, and alone. */
  thePeopleAct: string;
  persons: Counted;
  thing: string;
  yourThing: string;
  twoThings: string;
  things: string;
  theThings: string;
  counted: Counted;
}

const kTitle: Counted = {
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

const kBooks: Nouns = {
  person: "قارئ",
  aPerson: "قارئًا",
  thePerson: "القارئ",
  people: "قرّاء",
  thePeople: "القرّاء",
  thePeopleAct: "القرّاء",
  persons: kReader,
  thing: "كتاب",
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
  thePeople: "المستخدمين",
  thePeopleAct: "المستخدمون",
  persons: kUser,
  thing: "عنوان",
  yourThing: "عنوانك",
  twoThings: "عنوانان",
  things: "عناوين",
  theThings: "العناوين",
  counted: kTitle,
};

interface Words extends Nouns {
  numbers: Numbers;
  count(n: number, noun: Counted): string;
}

export function strings(isAboutBooks: boolean, locale: string): Strings {
  const numbers = numbersFor(locale, { under: (least) => `أقل من ${least}`, units: "long" });
  const rules = new Intl.PluralRules("ar");
  const count = (n: number, noun: Counted) => {
    const form = rules.select(n);
    if (form === "one" || form === "two") return noun[form];
    return `${numbers.integer(n)} ${noun[form === "zero" ? "other" : form]}`;
  };
  const words: Words = { ...(isAboutBooks ? kBooks : kTitles), numbers, count };
  return {
    numbers,
    brand: "Pocketrec",
    ...shell(words),
    ...loading(words),
    home: home(words),
    reader: reader(words),
    you: you(words),
    similar: similar(words),
    map: map(words),
    results: results(words),
    details: details(words),
    quality: quality(words),
    failure: (code: string) => adviceFor(code, words),
  };
}

function shell({ person, thePeople, persons, things, count, numbers }: Words) {
  return {
    skip: "الانتقال إلى المحتوى",
    navigation: "أقسام الصفحة",
    languages: "اللغة",
    languageFailed: (name: string) => `تعذّر تحميل الصفحة بهذه اللغة: ${isolate(name)}.`,
    viewLoading: "لحظة من فضلك",
    comma: "، ",
    navReader: `توصيات ل${person}`,
    navYou: "توصيات لك",
    navSimilar: `${things} متشابهة`,
    qualityButton: "ما مدى جودتها؟",
    simulated: `بيانات ${thePeople} المعروضة هنا ناتجة عن محاكاة.`,
    promise: "كل شيء يُحسب على هذا الجهاز، ولا يغادره شيء مما تختاره هنا.",
    bundleFacts: (items: number, users: number, bytes: number) =>
      `${count(items, kTitle)}${users > 0 ? `، ${count(users, persons)}` : ""}، والحجم ${numbers.bytes(bytes)}`,
    computed: (milliseconds: number) =>
      `استغرق الحساب على هذا الجهاز ${numbers.milliseconds(milliseconds)}، ولم يغادره شيء.`,
    restFailed: "تعذّر تحميل البحث والقوائم.",
  };
}

function loading({ numbers }: Words) {
  return {
    loadingTitle: "جارٍ تحميل محرّك التوصيات",
    loadingHint: "مرة واحدة على هذا الجهاز، ثم يعمل كل شيء من دون شبكة.",
    loadingOf: (loaded: number, total: number) =>
      total > 0 ? `${numbers.bytes(loaded)} من ${numbers.bytes(total)}` : "جارٍ الاتصال",
    loadingParts: {
      wasm: "المحرّك",
      items: "المتّجهات",
      encoder: "المرمِّز",
      titles: "العناوين",
      search: "البحث",
      users: "الأشخاص",
    } as Record<string, string>,
    cancel: "إلغاء",
    retry: "إعادة المحاولة",
    close: "إغلاق",
  };
}

function home({ person, aPerson, thePeople, thing, yourThing, things, theThings }: Words) {
  return {
    title: `${yourThing} التالي المناسب، يُحسب على جهازك أنت`,
    lead: `اختر ${aPerson}، أو اذكر ما يعجبك، أو ابدأ من ${thing} واحد. لا حاجة إلى أي خادم.`,
    leadWithoutUsers: `اذكر ما يعجبك، أو ابدأ من ${thing} واحد. لا حاجة إلى أي خادم.`,
    readerTitle: `توصيات ل${person}`,
    readerText: `اختر أحد ${thePeople} في البيانات لترى ما اختاره من قبل وما قد يختاره تاليًا.`,
    youTitle: "توصيات لك",
    youText: `اذكر بعض ${theThings} التي تعجبك. تتغيّر القائمة مع كل اختيار، وتبقى في هذا المتصفح.`,
    similarTitle: `${things} متشابهة`,
    similarText: `اعثر على ${things} يختارها الأشخاص أنفسهم، وتتبّع الخيط من ${thing} إلى آخر.`,
    popular: "الأكثر اختيارًا",
  };
}

function reader(words: Words) {
  const { person, aPerson, thePerson, people, thePeople, thePeopleAct, things } = words;
  const { counted, count, numbers } = words;
  return {
    title: `توصيات ل${person}`,
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
    noUsers: `لا ${people} في هذه الحزمة`,
    noUsersHint: `نشر بيانات ${thePeople} اختياري، ولا يحدث ما لم يُطلب. ابدأ بدلًا من ذلك من ${things} تعجبك.`,
    noUsersAction: `البدء من ${things} تعجبني`,
  };
}

function you({ thing, theThings, counted, count }: Words) {
  return {
    title: "توصيات لك",
    lead: `أضف بعض ${theThings} التي تعجبك. كلما أضفت أكثر، اقتربت التوصيات من ذوقك.`,
    search: `إضافة ${thing} يعجبك`,
    liked: "ما يعجبك",
    likedEmpty: "لا شيء بعد. ابحث أعلاه، أو أضف واحدًا مما يلي.",
    suggestions: "الأكثر اختيارًا",
    results: "نوصيك بما يلي",
    add: (title: string) => `يعجبني ${isolate(title)}`,
    addShort: "يعجبني",
    remove: (title: string) => `إزالة ${isolate(title)}`,
    dismiss: (title: string) => `لا يناسبني: ${isolate(title)}`,
    dismissShort: "لا يناسبني",
    dismissed: (n: number) => `ما لا يناسبك: ${count(n, counted)}`,
    clear: "البدء من جديد",
    added: (title: string) => `أُضيف ${isolate(title)}`,
    removed: (title: string) => `أُزيل ${isolate(title)}`,
    private: "تُحفظ قائمتك في هذا المتصفح فقط.",
  };
}

function similar({ thing, twoThings, things, thePeopleAct }: Words) {
  return {
    title: `${things} متشابهة`,
    lead: `يتشابه ${twoThings} حين يختارهما ${thePeopleAct} أنفسهم.`,
    search: `البحث عن ${thing}`,
    results: (title: string) => `ما اختاره أيضًا من اختاروا ${isolate(title)}`,
    start: "أو ابدأ من واحد مما يلي",
  };
}

function map(words: Words) {
  const { aPerson, thePerson, thing, things, theThings, counted, count, numbers } = words;
  return {
    nav: "الخريطة",
    title: `خريطة ${theThings} كلها`,
    lead: `كل نقطة هي ${thing}، ويتقارب على الخريطة ما يختاره الأشخاص أنفسهم.`,
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
      pages: "صفحات الجدول",
      before: "السابق",
      after: "التالي",
      shown: (from: number, to: number, all: number) =>
        `من ${numbers.integer(from)} إلى ${numbers.integer(to)} من أصل ${numbers.integer(all)}`,
    },
  };
}

function results({ things, theThings, thePeople, count, numbers }: Words) {
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
    preferenceHint: "تفضيل متوقَّع. يقارن الشريط كل نتيجة بأفضل ما في هذه القائمة.",
    chosenBy: (share: string) => `اختاره ${share}`,
    chosenByHint: `«اختاره»: من بين ${thePeople} الذين نال أحد ${theThings} لديهم درجة كهذه، هذه نسبة من كانوا قد اختاروه فعلًا، ضمن خُمس اختياراتهم الذي حُجب عن النموذج.`,
    similarityHint: `مدى تشابه الجمهورين، من ${numbers.integer(0)} إلى ${numbers.integer(1)}.`,
    rank: (n: number) => `المرتبة ${numbers.integer(n)}`,
    empty: `لم تبقَ ${things} يمكن التوصية بها`,
    emptyHint: `كل ${theThings} في هذه الحزمة وقع عليها الاختيار من قبل.`,
  };
}

function details({ things, thePerson, persons, count, numbers }: Words) {
  return {
    label: "التفاصيل",
    author: "المؤلف",
    year: "السنة",
    publisher: "الناشر",
    categories: "التصنيفات",
    id: "المعرّف",
    otherIds: "طبعات أخرى",
    andMore: (n: number) => `و${numbers.integer(n)} غيرها`,
    chosenBy: (n: number) => (n === 0 ? "لم يختره أحد" : `اختاره ${count(n, persons)}`),
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

function quality({ person, persons, thePeople, thePeopleAct, count, numbers }: Words) {
  const models: Record<string, string> = {
    softmax: "Pocketrec",
    ials: "iALS",
    popularity: "الأكثر اختيارًا",
    popular: "الأكثر اختيارًا",
    random: "عشوائي",
    "item-knn": "أقرب العناصر",
    ease: "EASE",
  };
  const protocols: Record<string, string> = {
    strong: "لم يشارك هؤلاء في التدريب: فهم كزائر هذه الصفحة، لا يُعرف عنهم إلا جزء من اختياراتهم.",
    holdout: `حُجب عن التدريب جزء من اختيارات كل ${person}.`,
  };
  const metrics: Record<string, string> = { recall: "الاستدعاء", ndcg: "NDCG" };
  return {
    title: "ما مدى جودتها؟",
    lead: `قيست الجودة عند إعداد هذه الحزمة: أُخفي جزء مما اختاره ${thePeopleAct}، وكان على كل طريقة أن تعثر عليه بين كل العناوين. الأعلى أفضل.`,
    method: "الطريقة",
    model: (name: string, isOwn: boolean) =>
      models[name] ?? (name ? isolate(name) : isOwn ? "Pocketrec" : "؟"),
    column: (metric: string) => {
      const [name = "", depth] = metric.split("@");
      return `${metrics[name] ?? name} عند ${numbers.integer(Number(depth))}`;
    },
    none: "لا يحمل بيان هذه الحزمة قيمًا للاستدعاء ولا لمقياس NDCG.",
    recall: "الاستدعاء هو ما تعثر عليه بداية القائمة من الجزء المخفي.",
    ndcg: "يحسب مقياس NDCG الشيء نفسه، ويعطي وزنًا أكبر لما يقترب من بداية القائمة.",
    interval: `تحت كل رقم: المجال الذي يقع فيه بثقة ${numbers.percent(0.95)}.`,
    users: (n: number) => `عدد من حُسب المتوسط عليهم: ${count(n, persons)}.`,
    protocol: (name: string) => protocols[name] ?? `البروتوكول: ${isolate(name)}.`,
    source: "كل الأرقام مقروءة من بيان الحزمة.",
    about: "عن هذه الحزمة",
    data: "البيانات",
    dataFacts: (format: string, simulated: boolean) =>
      simulated ? `${isolate(format)}، مع محاكاة ${thePeople}` : isolate(format),
    size: "الحجم",
    vectors: "المتّجهات",
    vectorFacts: (factors: number, bits: number) =>
      `طول المتّجه لكل عنوان ${numbers.integer(factors)}، ودقة كل عدد فيه ${numbers.integer(bits)} بت`,
    version: "أُعدّت باستخدام",
    versionFacts: (version: string, seed: number) =>
      `${isolate(`pocketrec ${version}`)}، البذرة ${seed}`,
  };
}

function adviceFor(code: string, { person, aPerson, thing, things }: Words): Advice {
  const command = isolate("pocketrec train");
  const damaged: Advice = {
    title: "وصل جزء من البيانات تالفًا",
    hint: "رُفض هذا الجزء حتى لا تظهر إجابة خاطئة. أعد المحاولة؛ فإن تكرّر ذلك فالملفات على الخادم تالفة، وعلى الناشر أن ينشر الحزمة من جديد.",
    retry: true,
  };
  const advice: Record<string, Advice> = {
    truncated: damaged,
    "trailing-bytes": damaged,
    "bad-magic": damaged,
    "bad-checksum": damaged,
    "bad-value": damaged,
    "part-mismatch": {
      title: "أجزاء البيانات لا ينتمي بعضها إلى بعض",
      hint: "الأرجح أن الحزمة كانت تُستبدل الآن. أعد المحاولة بعد لحظة.",
      retry: true,
    },
    "missing-part": {
      title: "ينقص الحزمة جزء لازم لهذا",
      hint: "بقية الصفحة تعمل. انشر الحزمة بكل أجزائها ليعمل هذا أيضًا.",
      retry: false,
    },
    "unsupported-version": {
      title: "هذه الحزمة أحدث من هذه الصفحة",
      hint: "أعد تحميل الصفحة للحصول على أحدث إصدار منها؛ فإن لم يُجدِ ذلك، فابنِ الصفحة من جديد.",
      retry: true,
    },
    "bad-manifest": {
      title: "تعذّرت قراءة بيان الحزمة",
      hint: `المتوقَّع ملف ${isolate("manifest.json")} كتبه الأمر ${command}. تحقّق مما يقدّمه هذا العنوان فعلًا.`,
      retry: true,
    },
    network: {
      title: "تعذّر الوصول إلى البيانات",
      hint: `تحقّق من اتصالك. وإن كنت ناشر هذه الصفحة، فضع حزمة أعدّها الأمر ${command} في المجلد ${isolate("bundle/")} بجانبها.`,
      retry: true,
    },
    cancelled: {
      title: "أُلغي التحميل",
      hint: "لم يُحفظ شيء. يمكنك التحميل متى شئت.",
      retry: true,
    },
    "unknown-user": {
      title: `لا يوجد ${person} بهذا المعرّف`,
      hint: `اختر ${aPerson} من القائمة، أو تحقّق من المعرّف.`,
      retry: false,
    },
    "unknown-item": {
      title: `لا يوجد ${thing} بهذا المعرّف`,
      hint: "ابحث بجزء من العنوان أو اسم المؤلف بدلًا من ذلك.",
      retry: false,
    },
    "empty-history": {
      title: "لا شيء يُبنى عليه بعد",
      hint: `أضف ${things} تعجبك، ولو واحدًا.`,
      retry: false,
    },
    "bad-count": {
      title: "هذا العدد غير ممكن",
      hint: "اختر عددًا بين 5 و100.",
      retry: false,
    },
    "missing-view": {
      title: "تعذّر تحميل هذا القسم من الصفحة",
      hint: "تحقّق من اتصالك وأعد المحاولة. وإن كانت الصفحة قد استُبدلت للتو بأحدث منها، فستُحمَّل الجديدة.",
      retry: true,
    },
    closed: {
      title: "توقّف المحرّك",
      hint: "أعد المحاولة لتشغيله من جديد.",
      retry: true,
    },
    engine: {
      title: "تعذّر تشغيل المحرّك، أو توقّف على نحو غير متوقَّع",
      hint: `يلزم متصفح يدعم ${isolate("WebAssembly SIMD")}: ${isolate("Chrome 91")} أو ${isolate("Edge 91")} أو ${isolate("Firefox 89")} أو ${isolate("Safari 16.4")} أو ما هو أحدث.`,
      retry: true,
    },
  };
  return (
    advice[code] ?? {
      title: "حدث خطأ ما",
      hint: "أعد المحاولة. وإن تكرّر ذلك، فأبلغ عنه مع الجملة أدناه.",
      retry: true,
    }
  );
}
