// Titles to ask visitors about who may say that they know the author, if not the title: more people
// know one of an author's titles than any one title. Of each author in turn the most popular title,
// authors by how many people chose their titles among the most popular ones; of an author whom
// somebody knows, more titles. As trainer/evaluate/offered_titles.h, which measures it.

/** Of an author that somebody knows, how many titles they are asked about, with the first. */
const titlesOfAnAuthor = 11;
/** Titles by which authors are compared; further down little changes. */
const titlesCompared = 2000;

/** About which titles a visitor was asked, and which others may be offered. */
interface Asked {
  asked: Uint32Array;
  mayReturn: (item: number) => boolean;
}

export class OfferedTitles {
  /** All items: those of the author whose titles most people chose first, of one author as they come. */
  readonly #order: Uint32Array;

  /** By item, in the order of popularity: the number of the author's name, which may be "". */
  constructor(
    private readonly authors: Uint32Array,
    private readonly names: string[],
    popularity: Uint32Array,
  ) {
    const people = new Float64Array(names.length);
    const alone = new Float64Array(authors.length);
    for (let item = 0; item < Math.min(authors.length, titlesCompared); item++) {
      const author = this.#authorOf(item);
      alone[item] = popularity[item] as number;
      people[author] = (people[author] as number) + (alone[item] as number);
    }
    // Of a title without an author, that title.
    const peopleOf = (item: number) =>
      (this.#isByNobody(item) ? alone[item] : people[this.#authorOf(item)]) as number;
    this.#order = authors.map((_, item) => item).sort((a, b) => peopleOf(b) - peopleOf(a) || a - b);
  }

  get knowsAuthors(): boolean {
    return this.names.some((name) => name !== "");
  }

  /** The next n. When every author was asked about, the most popular titles that are left. */
  next(n: number, { asked, mayReturn }: Asked): number[] {
    const isLeft = leftOf({ asked, mayReturn });
    const met = new Set(Array.from(asked, (item) => this.#authorOf(item)));
    const titles = new Set<number>();
    for (const item of this.#order) {
      if (titles.size === n) break;
      const author = this.#authorOf(item);
      if (!isLeft(item) || (met.has(author) && !this.#isByNobody(item))) continue;
      met.add(author);
      titles.add(item);
    }
    for (let item = 0; item < this.authors.length && titles.size < n; item++) {
      if (isLeft(item)) titles.add(item);
    }
    return [...titles];
  }

  /** Those left of these authors' most popular ones. */
  by(knownAuthors: string[], { asked, mayReturn }: Asked): number[] {
    const isLeft = leftOf({ asked, mayReturn });
    return knownAuthors.flatMap((name) => {
      const author = name === "" ? -1 : this.names.indexOf(name);
      const theirs = (item: number) => this.authors[item] === author;
      const room = titlesOfAnAuthor - asked.filter(theirs).length;
      const left: number[] = [];
      for (let item = 0; item < this.authors.length && left.length < room; item++) {
        if (theirs(item) && isLeft(item)) left.push(item);
      }
      return left;
    });
  }

  #authorOf(item: number): number {
    return this.authors[item] as number;
  }

  #isByNobody(item: number): boolean {
    return !this.names[this.#authorOf(item)];
  }
}

function leftOf({ asked, mayReturn }: Asked): (item: number) => boolean {
  const done = new Set(asked);
  return (item) => !done.has(item) && mayReturn(item);
}
