// Titles to ask visitors about who may say that they know the author, if not the title: more people
// know one of an author's titles than any one title. Of each author in turn the most popular title,
// authors by how many people chose their titles among the most popular ones; of an author whom
// somebody knows, more titles. As trainer/evaluate/offered_titles.h, which measures it.

/** Of an author that somebody knows, how many titles they are asked about, with the first. */
const titlesOfAnAuthor = 11;
/** Titles by which authors are compared: all would have to be looked up one by one. */
const titlesCompared = 2000;

/** About which titles a visitor was asked; `allow`: if not empty, the only ones to offer, ascending. */
interface Asked {
  asked: Uint32Array;
  allow: Uint32Array;
}

export class OfferedTitles {
  readonly #people: number[] = [];
  readonly #alone: number[] = [];

  /** By item, in the order of popularity: the number of the author's name, which may be "". */
  constructor(
    private readonly authors: Uint32Array,
    private readonly names: string[],
    popularityOf: (item: number) => number,
  ) {
    for (let item = 0; item < Math.min(authors.length, titlesCompared); item++) {
      const author = authors[item] as number;
      const popularity = popularityOf(item);
      this.#people[author] = (this.#people[author] ?? 0) + popularity;
      this.#alone.push(popularity);
    }
  }

  get knowsAuthors(): boolean {
    return this.names.some((name) => name !== "");
  }

  /** The next n. When every author was asked about, the most popular titles that are left. */
  next(n: number, { asked, allow }: Asked): number[] {
    const done = new Set(asked);
    const met = new Set(Array.from(asked, (item) => this.authors[item] as number));
    const left = this.#items(allow).filter((item) => !done.has(item));
    const firsts = left.filter((item) => {
      const author = this.authors[item] as number;
      if (!this.names[author]) return true;
      return !met.has(author) && met.add(author);
    });
    firsts.sort((a, b) => this.#peopleOf(b) - this.#peopleOf(a) || a - b);
    const offered = new Set(firsts);
    return [...firsts, ...left.filter((item) => !offered.has(item))].slice(0, n);
  }

  /** Those left of these authors' most popular ones. */
  by(knownAuthors: string[], { asked, allow }: Asked): number[] {
    const done = new Set(asked);
    return knownAuthors.flatMap((name) => {
      const author = name === "" ? -1 : this.names.indexOf(name);
      const theirs = (item: number) => this.authors[item] === author;
      const room = titlesOfAnAuthor - asked.filter(theirs).length;
      const left = this.#items(allow).filter((item) => theirs(item) && !done.has(item));
      return left.slice(0, Math.max(0, room));
    });
  }

  #items(allow: Uint32Array): number[] {
    return allow.length > 0 ? Array.from(allow) : Array.from(this.authors, (_, item) => item);
  }

  /** Who chose the author's titles; of a title without an author, that title. */
  #peopleOf(item: number): number {
    const author = this.authors[item] as number;
    return (this.names[author] ? this.#people[author] : this.#alone[item]) ?? 0;
  }
}
