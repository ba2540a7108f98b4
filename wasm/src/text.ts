// "Text folding" of core/FORMAT.md: the trainer folds titles and authors with utf8proc, and a query
// must meet them in the same form. tests/golden/text_folding.json holds both to it. The numbers
// are the steps there.

/** Step 3: letters that people type differently, and that NFKD leaves alone. */
const replacements = new Map([
  ["\u00df", "ss"], // sharp s
  ["\u00e6", "ae"],
  ["\u00f0", "d"], // eth
  ["\u00f8", "o"], // o with stroke
  ["\u00fe", "th"], // thorn
  ["\u0111", "d"], // d with stroke
  ["\u0127", "h"], // h with stroke
  ["\u0131", "i"], // dotless i
  ["\u0142", "l"], // l with stroke
  ["\u0153", "oe"],
  ["\u0167", "t"], // t with stroke
  ["\u03c2", "\u03c3"], // final sigma
  ["\u0629", "\u0647"], // teh marbuta
  ["\u0640", ""], // tatweel
  ["\u0649", "\u064a"], // alef maksura
  ["\u0671", "\u0627"], // alef wasla
  ["\u06a9", "\u0643"], // keheh
  ["\u06cc", "\u064a"], // Farsi yeh
]);

const removed = /[\p{Mn}\p{Me}\p{Cf}]+/gu;
/** Han and kana have no spaces: each character is a word. */
const wordByItself =
  /[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/gu;
const word = /[\p{L}\p{N}\p{Mc}]+/gu;
const wordOrMark = /[\p{L}\p{N}\p{Mc}]+|[()[\],;:&/]/gu;
const longestWord = 32;

/** The words of `text`, folded, with one space between. */
export function foldText(text: string): string {
  return folded(text, word);
}

/** The same with marks among the words, as "Content keys" there want it. */
export function foldTextWithMarks(text: string): string {
  return folded(text, wordOrMark);
}

function folded(text: string, word: RegExp): string {
  const letters = Array.from(text.normalize("NFKD"), foldLetter).join("");
  const spaced = letters.replace(removed, "").replace(wordByItself, " $& ");
  const words = spaced.match(word) ?? [];
  return words.map((each) => Array.from(each).slice(0, longestWord).join("")).join(" ");
}

/** Steps 2 and 3 for one code point by itself: lower case, where JavaScript must see no context. */
function foldLetter(letter: string): string {
  const lower = letter.toLowerCase();
  return replacements.get(lower) ?? lower;
}
