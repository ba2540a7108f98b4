// "Text folding" of core/FORMAT.md: the trainer folds titles and authors with utf8proc, and a query
// must meet them in the same form. tests/golden/text_folding.json holds both to it.

/**
 * The words of `text`, folded, with one space between: compatibility forms undone, marks taken off,
 * case folded, split at whatever is neither letter nor digit.
 */
export function foldText(text: string): string {
  const bare = foldCase(text.normalize("NFKD").replace(/\p{Mn}+/gu, ""));
  return (bare.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/**
 * Unicode's full case folding, which JavaScript has not: lower case, but for the letters that
 * have no single lower-case form.
 */
function foldCase(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}
