// What a bundle's parts say about its data, read by the bytes of core/FORMAT.md: how many people
// chose each item, and what each person chose. Only for measuring; the page reads bundles with core.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const kHeaderBytes = 64;
const kFields = 32;

/** Walks the sections of a part, each of which begins at a multiple of 16 bytes. */
class Sections {
  constructor(bundle, part) {
    const { parts } = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));
    this.bytes = readFileSync(join(bundle, parts[part].file));
    this.at = kHeaderBytes;
  }

  field(number) {
    return this.bytes.readUInt32LE(kFields + 4 * number);
  }

  skip(size) {
    this.at = Math.ceil((this.at + size) / 16) * 16;
  }

  numbers(count) {
    const found = Array.from({ length: count }, (_, i) => this.bytes.readUInt32LE(this.at + 4 * i));
    this.skip(4 * count);
    return found;
  }

  octets(count) {
    const found = this.bytes.subarray(this.at, this.at + count);
    this.skip(count);
    return found;
  }

  skipStrings(count) {
    this.skip(this.numbers(count + 1).at(-1));
  }
}

/** Of every item, the most chosen first: how many people chose it. */
export function popularityOf(bundle) {
  const part = new Sections(bundle, "titles");
  const items = part.field(0);
  for (const strings of [items, items, part.field(1), part.field(2), part.field(3)]) {
    part.skipStrings(strings);
  }
  part.numbers(items); // authors
  part.numbers(items); // publishers
  return part.numbers(items);
}

/** `sizes`: how many items each person chose; `weights` of all choices, in sixteenths. */
export function historiesOf(bundle) {
  const part = new Sections(bundle, "users");
  const [users, factors, entries] = [part.field(0), part.field(1), part.field(3)];
  part.skip(users * Math.ceil(factors / 16) * 16);
  part.numbers(users); // scales
  part.skipStrings(users);
  const offsets = part.numbers(users + 1);
  part.numbers(entries); // items
  const weights = part.octets(entries);
  return { sizes: offsets.slice(1).map((end, user) => end - offsets[user]), weights };
}
