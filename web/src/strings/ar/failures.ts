// What each failure means for the visitor, and what they can do about it.
import { type Advice, isolate } from "../shared.js";
import type { Words } from "./words.js";

export function adviceFor(code: string, { person, aPerson, thing, things }: Words): Advice {
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
