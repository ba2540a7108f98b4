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

const kFilter: Counted = {
  one: "معيار واحد",
  two: "معياران",
  few: "معايير",
  many: "معيارًا",
  other: "معيار",
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
    refine: refine(words),
    data: data(words),
    similar: similar(words),
    content: content(words),
    audience: audience(words),
    taste: taste(words),
    launch: launch(words),
    map: map(words),
    results: results(words),
    details: details(words),
    quality: quality(words),
    measure: measure(words),
    storage: storage(words),
    offline: offline(),
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
    audienceTitle: "الجمهور",
    audienceText: `اعرف من يرغب في ${thing} ما، وكم عددهم، وماذا يعجبهم غيره.`,
    launchTitle: `إطلاق ${thing} جديد`,
    launchText: `صِف ما لم يصدر بعد: إلى جانب ماذا سيقف، ومن سيرغب فيه؟`,
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
    withSeen: "إظهار ما سبق اختياره أيضًا",
    popularNote: `لا يُعرف عن هذا ${thePerson} ما يُبنى عليه: هذه ${things} يكثر اختيارها، وليست قائمة شخصية.`,
    noUsers: `لا ${people} في هذه الحزمة`,
    noUsersHint: `نشر بيانات ${thePeople} اختياري، ولا يحدث ما لم يُطلب. ابدأ بدلًا من ذلك من ${things} تعجبك.`,
    noUsersAction: `البدء من ${things} تعجبني`,
  };
}

function you({ thing, things, theThings }: Words) {
  return {
    title: "توصيات لك",
    lead: "قل ما يعجبك، فتتبعك القائمة. كلما قلت أكثر، اقتربت التوصيات من ذوقك.",
    private: "تُحفظ إجاباتك في هذا المتصفح فقط.",
    rate: "هل يعجبك؟",
    rateHint: "كل إجابة تغيّر القائمة فورًا.",
    rateEnd: "لم يبقَ ما نسألك عنه.",
    verdictOn: (title: string) => `رأيك في ${isolate(title)}`,
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

function refine({ theThings, count, numbers }: Words) {
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

function similar({ thing, twoThings, things, thePeopleAct, persons, count, numbers }: Words) {
  return {
    title: `${things} متشابهة`,
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

function content({ theThings }: Words) {
  return {
    missing: "ينقص هذه الحزمة جزء المحتوى",
    missingHint: `هو الجزء الذي يبيّن ما تدلّ عليه كلمات ${theThings} ومؤلفوها وتصنيفاتها بشأن من يختارها. للحصول عليه، أعد تدريب الحزمة بالأمر ${isolate("pocketrec train --content")} من بيانات فيها عناوين أو مؤلفون.`,
    loading: "جارٍ جلب ما يُعرف عن الكلمات والمؤلفين والتصنيفات",
    loadingHint: "لا يحتاج إليه إلا هذا القسم من الصفحة.",
  };
}

function audience(words: Words) {
  const { thing, aThing, theThings, things, peopleAct, thePeople, persons } = words;
  const { count, numbers } = words;
  return {
    nav: "الجمهور",
    title: `من يرغب في هذا ال${thing}؟`,
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

function launch(words: Words) {
  const { thing, aThing, things, theThings, thePeopleAct, persons, counted } = words;
  const { count, numbers } = words;
  return {
    nav: `${thing} جديد`,
    title: `إطلاق ${thing} جديد`,
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
    nearest: "سيقف إلى جانب",
    nearestHint: `مدى تشابه الجمهورين المتوقّعين، من ${numbers.integer(0)} إلى ${numbers.integer(1)}.`,
    users: "الجمهور المرجّح",
    usersLead: (n: number) => `أوائل من يُرجَّح أن يرغبوا فيه (${count(n, persons)}).`,
    taste: "ما يعجبهم",
    announce: (n: number) => `إلى جانبه: ${count(n, counted)}`,
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

function quality(words: Words) {
  const { person, persons, thePeople, thePeopleAct, theThings, things } = words;
  const { thing, count, numbers } = words;
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
    intro:
      "ما قيس عند إعداد هذه الحزمة، وما يعنيه لمن يدير موقعًا، وما يكلّفه على هذا الجهاز بالذات.",
    found: (depth: number) =>
      `مما اختاره ${thePeopleAct} وأُخفي عن النموذج يظهر في قائمة طولها ${numbers.integer(depth)}`,
    range: (low: number, high: number) =>
      `بين ${numbers.percent(low)} و${numbers.percent(high)}، بثقة ${numbers.percent(0.95)}`,
    times: (ratio: number) => `${numbers.ratio(ratio)} ضعف`,
    timesWhat: (share: number) =>
      `ما تعثر عليه قائمة واحدة للجميع بأكثر ${theThings} اختيارًا (${numbers.percent(share)})`,
    points: (error: number) => `${numbers.ratio(100 * error)} نقطة`,
    pointsWhat: `متوسط خطأ النسب المكتوبة على البطاقات («اختاره ${numbers.percent(0.12)}»)`,
    meaning: "ماذا يعني ذلك؟",
    worth: (ratio: number) =>
      `في المساحة نفسها من الصفحة، تضم القائمة المعدّة ل${person} بعينه ما كان سيختاره من تلقاء نفسه بمقدار ${numbers.ratio(ratio)} ضعف ما تضمه قائمة واحدة للجميع.`,
    unsure: "مجالا الثقة متداخلان أو غير معروفين: قد يكون الفرق وليد المصادفة.",
    simulated: `بيانات ${thePeople} في هذه الحزمة ناتجة عن محاكاة. تقول الأرقام مدى نجاح الطريقة في العثور على نمط وُضع فيها، لا ما سيفعله ${thePeopleAct} عندك.`,
    offline: `تتعلق الأرقام باختيارات جرت من دون رؤية أي توصية. فهي تقول أي طريقة أعرف بميول ${thePeople}، لا كم سيزيد البيع أو الإعارة.`,
    test: `لا يُعرف ذلك إلا بالتجربة: اعرض هذه القوائم على نصف زوارك، وأكثر ${theThings} اختيارًا على النصف الآخر، ثم قارن.`,
    figures: "الأرقام",
    calibration: "هل يمكن الوثوق بالنسب؟",
    calibrationLead: `من بين ${thePeople} الذين نال أحد ${theThings} لديهم درجة كهذه، هذه نسبة من كانوا قد اختاروه:`,
    scored: (score: number) => `الدرجة ${numbers.score(score)}`,
    choseIt: (share: string) => `اختاره ${share}`,
    calibrationError: (error: number) =>
      `عند ${thePeople} الذين لم يشاركوا في التدريب، بلغ متوسط خطأ النسب ${numbers.ratio(100 * error)} نقطة مئوية.`,
    catalogue: "القوائم في مجموعها",
    catalogueNames: {
      coverage: "التغطية",
      gini: "التفاوت (معامل جيني)",
      novelty: "المفاجأة",
      diversity: "التنوّع داخل القائمة",
    },
    catalogueFigure: (name: string, value: number) =>
      name === "coverage"
        ? `يُوصى بما نسبته ${numbers.percent(value)} من الفهرس لأحد ما على الأقل`
        : name === "gini"
          ? `${numbers.score(value)}؛ الصفر يعني أن ${theThings} تظهر كلها بالتساوي، والواحد أن واحدًا منها يظهر وحده`
          : name === "novelty"
            ? `${numbers.ratio(value)} بت: كلما زادت، قلّت شهرة ما يُعرض`
            : `${numbers.score(value)}؛ الصفر قائمة من المتماثلات، والواحد قائمة لا تشابه فيها`,
    missing: "ما لم يُقَس في هذه الحزمة",
    missingNames: {
      baseline: "ما تعثر عليه طرق أبسط",
      intervals: "مدى اليقين في الأرقام",
      calibration: `نسبة ${thePeople} التي تعبّر عنها كل درجة`,
      coverage: "ما يُوصى به فعلًا من الفهرس",
      bias: "مدى ميل القوائم إلى ما هو شائع أصلًا",
      newItems: `مدى نجاح وضع ${things} لم يخترها أحد بعد في مكانها`,
    },
    missingHint: `لا يذكر بيان الحزمة عنها شيئًا. يقيسها الأمر ${isolate("pocketrec evaluate")} على بياناتك أنت، ويقيس الجديد منها بالخيار ${isolate("--protocol cold")}.`,
    privacy: "من يعرف ماذا؟",
    privately: [
      "ما تختاره وتقيّمه وتبحث عنه يُحسب على هذا الجهاز. لا يُرسل إلى أحد، ولا تُحصي هذه الصفحة زوارها.",
      "عنوان كل قسم يأتي بعد العلامة «#»، وهذا الجزء لا ترسله المتصفحات.",
      "لا يحق للصفحة أن تسأل إلا الموقع الذي جاءت منه: سياسة أمانها تمنع المتصفح من كل ما عداه. وذلك الموقع يعرف أن ملفاته جُلبت، ولا شيء سوى ذلك.",
    ],
    published: (n: number) =>
      `تنشر هذه الحزمة معرّفات الأشخاص واختياراتهم، من أجل لوحة المتابعة، وعددهم: ${count(n, persons)}. لا تنشرها في موقع عام.`,
    unpublished: `لا تقول هذه الحزمة شيئًا عن أي ${person} بعينه.`,
    parts: "ما يجري تنزيله",
    partNames: {
      items: "المتّجهات: ما يُوصى به",
      encoder: "المرمِّز: من الاختيارات إلى الذوق",
      titles: "العناوين والمؤلفون والسنوات",
      search: "البحث",
      users: "الأشخاص واختياراتهم",
      content: `المحتوى: من أجل ${things} جديدة`,
      map: "الخريطة: موضع كل عنوان",
    } as Record<string, string>,
    bytesEach: (bytes: number) => `حجم المتّجه لكل ${thing}: ${numbers.bytes(bytes)}.`,
    partsNote:
      "تحتاج القائمة الأولى إلى المتّجهات والمرمِّز والعناوين، ويأتي الباقي بعدها، أو عند الحاجة إليه.",
    settings: "كل إعدادات التدريب",
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

function measure({ things, theThings, numbers }: Words) {
  return {
    title: "على هذا الجهاز",
    opened: "الجاهزية بعد",
    bundleBytes: "البيانات المحمّلة",
    engineBytes: "المحرّك",
    pageBytes: "الصفحة",
    engineMemory: "ذاكرة المحرّك",
    scriptMemory: "ذاكرة الصفحة",
    untold: "لا يفصح هذا المتصفح عنها",
    scanned: "ما يُقارَن لكل قائمة",
    scannedAll: (n: number) => `كل العناوين في كل مرة، وعددها ${numbers.integer(n)}`,
    loadNote:
      "تُحسب الجاهزية في علامة التبويب هذه من فتح العنوان إلى أول قائمة يمكن طلبها. والأحجام هي أحجام الملفات بعد فك ضغطها.",
    start: "قياس هذا الجهاز",
    again: "القياس مرة أخرى",
    running: "تُطرح أسئلة كثيرة، واحدًا بعد الآخر",
    cancelled: "أُلغي القياس، ولم يُقَس شيء.",
    finished: "انتهى القياس.",
    question: "السؤال",
    median: "في العادة",
    slowest: `${numbers.percent(0.95)} منها خلال`,
    kinds: {
      recommend: `قائمة انطلاقًا من عشرة مما يعجبك`,
      similar: `${things} متشابهة`,
      search: "بحث",
    },
    note: (perSecond: number) =>
      `من السؤال إلى ظهور الجواب في الصفحة. وعدد ${theThings} التي تُقارَن في كل ثانية: ${numbers.integer(Math.round(perSecond / 1000) * 1000)}.`,
  };
}

function storage({ numbers }: Words) {
  return {
    title: "المحفوظ على هذا الجهاز",
    keeping: {
      pending: "يجري حفظ الصفحة على هذا الجهاز، لتعمل من دون شبكة.",
      kept: "كل هذا يعمل من الآن من دون شبكة.",
      off: "لا يحفظ هذا المتصفح شيئًا لهذه الصفحة: فهي لا تعمل إلا بوجود شبكة.",
      full: "لا يتسع هذا الجهاز لحفظها كلها: الصفحة تعمل، ولكن بوجود شبكة فقط.",
      failed: "تعذّر حفظ كل شيء هذه المرة، وستُعاد المحاولة في الزيارة التالية.",
      cleared: "جرى المسح. تواصل الصفحة عملها من الشبكة، وتحفظها الزيارة التالية من جديد.",
    },
    bundle: "البيانات",
    page: "الصفحة والمحرّك",
    own: "اختياراتك وإعداداتك",
    ownNote: "لا تُمسح اختياراتك من هنا، بل من حيث تختارها.",
    quota: (bytes: number) => `يسمح المتصفح لهذا الموقع بما يصل إلى ${numbers.bytes(bytes)}.`,
    clear: "مسح البيانات والصفحة",
    sure: "هل تريد مسح المحفوظ من البيانات والصفحة؟ لن تفتح الصفحة بعدها من دون شبكة.",
    clearNow: "المسح الآن",
  };
}

function offline() {
  return {
    newer: {
      page: "يتوفر إصدار أحدث من هذه الصفحة. تواصل علامة التبويب هذه عملها كما هي.",
      bundle: "تتوفر توصيات أحدث. تواصل علامة التبويب هذه عملها بما لديها.",
    },
    useNewer: "التبديل الآن",
    noRoom: "لا يتسع هذا الجهاز لحفظ الصفحة كلها: فهي تعمل، ولكن بوجود شبكة فقط.",
    understood: "فهمت",
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
