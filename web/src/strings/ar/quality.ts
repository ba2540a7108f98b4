// How good the recommendations are, what they cost here, and what is kept on the device.
import { isolate } from "../shared.js";
import type { LaterStrings } from "../translation.js";
import { type Words, wordsFor } from "./words.js";

export function strings(isAboutBooks: boolean, locale: string): LaterStrings<"quality"> {
  const words = wordsFor(isAboutBooks, locale);
  return { quality: quality(words), measure: measure(words), storage: storage(words) };
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
      languages: "اللغات",
      groups: "المجموعات: كم من أهل كل مكان وعمر اختاروا ماذا",
      lists: "القوائم: موضع العناوين الأخرى",
      background: "الخلفية: عناوين تمثّل الجميع",
      shelves: "الرفوف: بيان كل عنوان",
    } as Record<string, string>,
    bytesEach: (bytes: number) => `حجم المتّجه لكل ${thing}: ${numbers.bytes(bytes)}.`,
    partsNote:
      "تحتاج القائمة الأولى إلى المتّجهات والمرمِّز والعناوين، ويأتي الباقي بعدها، أو عند الحاجة إليه.",
    partsNoteOfLarge:
      "المتّجهات هي متّجهات أكثر العناوين رواجًا. وتنزّل كل قائمة ملفات صغيرة لما تنظر فيه وما تعرضه، أما البحث والعناوين كلها فتأتي عند الحاجة إليها.",
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
    keptOfLarge:
      "ما جرى تنزيله حتى الآن يعمل من دون شبكة، أما العناوين الأخرى والبحث فتحتاج إلى الشبكة.",
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
