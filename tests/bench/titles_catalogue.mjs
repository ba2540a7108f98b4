// A catalogue whose titles have as many different words as real ones. The sample calls its invented
// books "Simulated title 4711", which no index of words finds hard to hold: here they get the words of
// two real titles of their language, and every fourth a word made of the halves of two, since in real
// catalogues new words never end.

const kMadeUp = 0.25; // share of titles and names with a made-up word: about 80,000 in 300,000 titles

const kField = /"(?:[^"]|"")*"|[^,]*/y;

/** The first `count` fields of a line, quotes left out, and where the last of them ends. */
function fieldsOf(line, count) {
  const fields = [];
  let at = 0;
  while (fields.length < count) {
    kField.lastIndex = at;
    const [field] = kField.exec(line);
    fields.push(field.replace(/^"|"$/g, "").replaceAll('""', '"'));
    at += field.length + 1;
  }
  return { fields, end: at - 1 };
}

const wordsOf = (text) => text.match(/[\p{L}\p{N}\p{M}'’-]+/gu) ?? [];
const languageOf = (line) => line.slice(line.lastIndexOf(",") + 1);
const isInvented = (line) => line.startsWith("PS"); // of their ids: titles may be in capitals

/** Random numbers below a limit, the same ones every time: a linear congruential generator. */
function numbersFrom(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The beginning of one word and the end of another. */
function madeUp(one, other) {
  const [letters, more] = [Array.from(one), Array.from(other)];
  return [...letters.slice(0, (letters.length + 1) >> 1), ...more.slice(more.length >> 1)].join("");
}

/** Two of `texts` (each its words), one behind the other; in some the last word made up. */
function composed(texts, below) {
  const any = () => texts[below(texts.length)];
  const words = [...any(), ...any()];
  if (below(1000) < 1000 * kMadeUp) words.push(madeUp(words.pop(), any().at(-1)));
  return words;
}

/** The words of the real titles and authors, by language. */
function realWords(lines) {
  const languages = new Map();
  for (const line of lines) {
    if (isInvented(line)) continue;
    const { fields } = fieldsOf(line, 3);
    const language = languageOf(line);
    if (!languages.has(language)) languages.set(language, { titles: [], authors: [] });
    const { titles, authors } = languages.get(language);
    const [title, author] = fields.slice(1).map(wordsOf);
    if (title.length > 0) titles.push(title);
    if (author.length > 0) authors.push(author);
  }
  return languages;
}

/** Books.csv of `pocketrec sample`, as text, with composed titles and authors for the invented books. */
export function withComposedTitles(csv) {
  const [header, ...lines] = csv.split("\n").filter((line) => line !== "");
  const languages = realWords(lines);
  const below = numbersFrom(1);
  const names = new Map(); // one name for all books of an invented author
  const rewritten = lines.map((line) => {
    if (!isInvented(line)) return line;
    const { fields, end } = fieldsOf(line, 3);
    const { titles, authors } = languages.get(languageOf(line));
    const [id, , author] = fields;
    if (!names.has(author)) {
      const words = composed(authors, below);
      names.set(author, `${words[0]} ${words.at(-1)}`);
    }
    return `${id},${composed(titles, below).join(" ")},${names.get(author)}${line.slice(end)}`;
  });
  return `${[header, ...rewritten].join("\n")}\n`;
}
