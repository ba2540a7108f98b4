// Arabic, what the first view needs, and what others say too.
import { isolate } from "../shared.js";
import type { Strings } from "../translation.js";
import { adviceFor } from "./failures.js";
import { reader, refine, results, similar } from "./lists.js";
import { kTitle, type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): Strings {
  const words = wordsFor(isAboutBooks, locale);
  return {
    numbers: words.numbers,
    brand: "Pocketrec",
    ...shell(words),
    ...loading(words),
    views: views(words),
    home: home(words),
    locale,
    facts: facts(words),
    reader: reader(words),
    refine: refine(words),
    similar: similar(words),
    results: results(words),
    content: content(words),
    offline: offline(),
    failure: (code: string) => adviceFor(code, words),
  };
}

function shell({ thePeople, persons, count, numbers }: Words) {
  return {
    skip: "الانتقال إلى المحتوى",
    navigation: "أقسام الصفحة",
    languages: "اللغة",
    languageFailed: (name: string) => `تعذّر تحميل الصفحة بهذه اللغة: ${isolate(name)}.`,
    viewLoading: "لحظة من فضلك",
    comma: "، ",
    simulated: `بيانات ${thePeople} المعروضة هنا ناتجة عن محاكاة.`,
    promise: "كل شيء يُحسب على هذا الجهاز، ولا يغادره شيء مما تختاره هنا.",
    bundleFacts: (items: number, users: number, bytes: number | null) =>
      `${count(items, kTitle)}${users > 0 ? `، ${count(users, persons)}` : ""}${bytes === null ? "" : `، والحجم ${numbers.bytes(bytes)}`}`,
    computed: (milliseconds: number) =>
      `استغرق الحساب على هذا الجهاز ${numbers.milliseconds(milliseconds)}، ولم يغادره شيء.`,
    restFailed: "تعذّر تحميل البحث والقوائم.",
  };
}

/** What each view is called, and what it is for. */
function views({ person, thePeople, thing, things, theThings }: Words) {
  return {
    reader: {
      title: `توصيات ل${person}`,
      about: `اختر أحد ${thePeople} في البيانات لترى ما اختاره من قبل وما قد يختاره تاليًا.`,
    },
    you: {
      title: "توصيات لك",
      about: `اذكر بعض ${theThings} التي تعجبك. تتغيّر القائمة مع كل اختيار، وتبقى في هذا المتصفح.`,
    },
    similar: {
      title: `${things} متشابهة`,
      about: `اعثر على ${things} يختارها الأشخاص أنفسهم، وتتبّع الخيط من ${thing} إلى آخر.`,
    },
    audience: {
      nav: "الجمهور",
      title: `من يرغب في هذا ال${thing}؟`,
      about: `اعرف من يرغب في ${thing} ما، وكم عددهم، وماذا يعجبهم غيره.`,
    },
    launch: {
      nav: `${thing} جديد`,
      title: `إطلاق ${thing} جديد`,
      about: `صِف ما لم يصدر بعد: إلى جانب ماذا سيقف، ومن سيرغب فيه؟`,
    },
    map: {
      nav: "الخريطة",
      show: "اعرض على الخريطة",
      title: `خريطة ${theThings} كلها`,
      about: `كل نقطة هي ${thing}، ويتقارب على الخريطة ما يختاره الأشخاص أنفسهم.`,
    },
    quality: {
      title: "ما مدى جودتها؟",
    },
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

function home({ aPerson, thing, yourThing }: Words) {
  return {
    title: `${yourThing} التالي المناسب، يُحسب على جهازك أنت`,
    lead: `اختر ${aPerson}، أو اذكر ما يعجبك، أو ابدأ من ${thing} واحد. لا حاجة إلى أي خادم.`,
    leadWithoutUsers: `اذكر ما يعجبك، أو ابدأ من ${thing} واحد. لا حاجة إلى أي خادم.`,
    popular: "الأكثر اختيارًا",
  };
}

/** Of one item, wherever it is shown. */
function facts({ persons, count, numbers }: Words) {
  return {
    author: "المؤلف",
    year: "السنة",
    publisher: "الناشر",
    categories: "التصنيفات",
    andMore: (n: number) => `و${numbers.integer(n)} غيرها`,
    chosenBy: (n: number) => (n === 0 ? "لم يختره أحد" : `اختاره ${count(n, persons)}`),
    details: "التفاصيل",
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
