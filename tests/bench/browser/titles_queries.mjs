// What people type into a field that searches titles.

/** `count` of `items`, evenly spread. */
export const spread = (items, count) =>
  Array.from({ length: Math.min(count, items.length) }, (_, i) => {
    return items[Math.floor((i * items.length) / Math.min(count, items.length))];
  });

const typed = (title) => title.trim().split(/\s+/).slice(0, 2).join(" ");

/** Every beginning of the first two words of a title: "t", "th", "the", "the ", "the l", ... */
export function keystrokes(title) {
  const letters = Array.from(typed(title));
  return letters.map((_, i) =>
    letters
      .slice(0, i + 1)
      .join("")
      .toLowerCase(),
  );
}

/** The four ways to mistype, each in the middle of a word's letters. */
const kMistakes = [
  (letters, at) => letters.toSpliced(at, 1), // one is missing
  (letters, at) => letters.toSpliced(at, 0, letters.at(-1)), // one too many
  (letters, at) => letters.toSpliced(at, 1, letters.at(-1)), // another one
  (letters, at) => letters.toSpliced(at, 2, letters[at + 1], letters[at]), // two swapped
];

/**
 * The first two words of a title with a mistake of kind 0 to 3 in the longer of them. Undefined where
 * that has under four letters, in which no search forgives one, or where nothing changes by it.
 */
export function mistyped(title, kind) {
  const words = typed(title).toLowerCase().split(" ");
  const longest = words.reduce((best, word, i) => (word.length > words[best].length ? i : best), 0);
  const letters = Array.from(words[longest]);
  if (letters.length < 4) return undefined;
  const wrong = kMistakes[kind](letters, letters.length >> 1).join("");
  return wrong === words[longest] ? undefined : words.with(longest, wrong).join(" ");
}
