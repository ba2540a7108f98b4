// The language that the page is in: its words, fetched when they are first needed.
import type { ReactiveControllerHost } from "lit";
import {
  chooseLanguage,
  kEnglish,
  type Language,
  localeOf,
  type Strings,
  type StringsFor,
} from "./strings/languages.js";
import { isAboutBooks } from "./strings/shared.js";

const kRemembered = "pocketrec:language";

/** Its host is drawn again when the words change. */
export class LanguageSession {
  current: Language = kEnglish;
  /** Null until the first language is there. */
  text: Strings | null = null;
  /** The language that was wanted and could not be loaded. */
  failed: Language | null = null;
  private wanted: Language | null = null;
  private stringsFor: StringsFor | null = null;
  private dataFormat = "";

  constructor(private readonly host: Pick<ReactiveControllerHost, "requestUpdate">) {}

  /** The language of an address: `asked` is its "lang", if it has one. */
  async follow(asked: string | null): Promise<void> {
    const language = chooseLanguage(asked, remembered(), navigator.languages);
    if (language === this.wanted && !this.failed) return;
    this.wanted = language;
    this.failed = null;
    try {
      const stringsFor = await language.load();
      if (this.wanted === language) this.become(language, stringsFor);
    } catch {
      if (this.wanted === language) await this.fallBack(language);
    }
  }

  /** Words depend on what the bundle is about, once that is known. */
  about(dataFormat: string): void {
    this.dataFormat = dataFormat;
    if (this.stringsFor) this.become(this.current, this.stringsFor);
  }

  /** Keeps the visitor's choice for the next visit. */
  remember(code: string): void {
    try {
      localStorage.setItem(kRemembered, code);
    } catch {
      // Storage is refused: the choice still stands in the address.
    }
  }

  private become(language: Language, stringsFor: StringsFor): void {
    this.current = language;
    this.stringsFor = stringsFor;
    this.text = stringsFor(isAboutBooks(this.dataFormat), localeOf(language, navigator.languages));
    document.documentElement.lang = language.code;
    document.documentElement.dir = language.dir;
    this.host.requestUpdate();
  }

  /** The page stays in the language that it is in; on a first visit, that is English. */
  private async fallBack(failed: Language): Promise<void> {
    this.failed = failed;
    this.become(this.current, this.stringsFor ?? (await kEnglish.load()));
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(kRemembered);
  } catch {
    return null;
  }
}
