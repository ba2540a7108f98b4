// What the words of every language are made with.

/** What a failure means for the visitor, and what they can do about it. */
export interface Advice {
  title: string;
  hint: string;
  /** What the button offers: try once more, or nothing because trying again cannot help. */
  retry: boolean;
}

/** Keeps a text of the other writing direction from turning the sentence around it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

const kBookFormats = new Set(["book-crossing", "goodbooks"]);

/** Whether a bundle's data format ("" while none is open) is about readers and books. */
export const isAboutBooks = (dataFormat: string): boolean => kBookFormats.has(dataFormat);
