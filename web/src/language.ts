// The language that the page is in: its words, fetched when they are first needed.
import type { ReactiveControllerHost } from "lit";
import { chooseLanguage, kEnglish, type Language, localeOf } from "./strings/languages.js";
import { isAboutBooks } from "./strings/shared.js";
import type { Group, Strings } from "./strings/translation.js";
import { Vocabulary } from "./strings/vocabulary.js";

const kRemembered = "pocketrec:language";

/** Its host is drawn again when the words change. */
export class LanguageSession {
  current: Language = kEnglish;
  /** Null until the first language is there. */
  text: Strings | null = null;
  /** The language that was wanted and could not be loaded. */
  failed: Language | null = null;
  private wanted: Language | null = null;
  private vocabulary: Vocabulary | null = null;
  private dataFormat = "";
  private begin!: () => void;
  private readonly begun = new Promise<void>((resolve) => {
    this.begin = resolve;
  });

  constructor(private readonly host: Pick<ReactiveControllerHost, "requestUpdate">) {}

  /** The language of an address: `asked` is its "lang", if it has one. */
  async follow(asked: string | null): Promise<void> {
    const language = chooseLanguage(asked, remembered(), navigator.languages);
    if (language === this.wanted && !this.failed) return;
    this.wanted = language;
    this.failed = null;
    try {
      const next = new Vocabulary(language, await language.load());
      await this.catchUp(next);
      if (this.wanted === language) this.become(next);
    } catch {
      if (this.wanted === language) await this.fallBack(language);
    }
  }

  /**
   * Settles when the words of these groups are there, and from then on they are there in every
   * language that the page changes to; rejects where they cannot be loaded.
   */
  async need(groups: readonly Group[]): Promise<void> {
    await this.begun;
    for (;;) {
      const vocabulary = this.vocabulary as Vocabulary;
      const missing = vocabulary.lacks(groups);
      if (missing.length === 0) return;
      try {
        await vocabulary.load(missing);
      } catch (error) {
        if (this.vocabulary === vocabulary) throw error; // else in the language of now
      }
      if (this.vocabulary === vocabulary) this.become(vocabulary);
    }
  }

  /** Words depend on what the bundle is about, once that is known. */
  about(dataFormat: string): void {
    this.dataFormat = dataFormat;
    if (this.vocabulary) this.become(this.vocabulary);
  }

  /** Keeps the visitor's choice for the next visit. */
  remember(code: string): void {
    try {
      localStorage.setItem(kRemembered, code);
    } catch {
      // Storage is refused: the choice still stands in the address.
    }
  }

  /** Views that were ready must stay so: what the page can say by now, it can say in `next`. */
  private async catchUp(next: Vocabulary): Promise<void> {
    const missing = () => next.lacks(this.vocabulary?.groups ?? []);
    // A view may begin meanwhile, with words of its own.
    while (missing().length > 0) await next.load(missing());
  }

  private become(vocabulary: Vocabulary): void {
    const { language } = vocabulary;
    this.current = language;
    this.vocabulary = vocabulary;
    this.text = vocabulary.strings(
      isAboutBooks(this.dataFormat),
      localeOf(language, navigator.languages),
    );
    document.documentElement.lang = language.code;
    document.documentElement.dir = language.dir;
    this.begin();
    this.host.requestUpdate();
  }

  /** The page stays in the language that it is in; on a first visit, that is English. */
  private async fallBack(failed: Language): Promise<void> {
    this.failed = failed;
    this.become(this.vocabulary ?? new Vocabulary(kEnglish, await kEnglish.load()));
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(kRemembered);
  } catch {
    return null;
  }
}
