// The groups part: how many people of each place and age chose an item; and what people of whom
// nothing else is known choose. trainer/groups/popular_among.h has the formula and its source.

import type { PartBytes } from "./bytes.js";
import { badValue } from "./checks.js";
import type { AgeGroup, GroupReaders, Groups, PlaceGroup } from "./types.js";

/** As kGroupPrior there. */
const priorPeople = 200;

export class AudienceGroups {
  private readonly people: number;
  private readonly leastPeople: number;
  private readonly groups: { name: string; people: number }[];
  private readonly numPlaces: number;
  /** By item, where its entries begin, and at last where they end. */
  private readonly offsets: Uint32Array;
  private readonly numbers: Uint8Array;
  private readonly counts: Uint32Array;

  constructor(part: PartBytes) {
    const [numItems, numGroups, numCounts] = [part.field(0), part.field(1), part.field(3)];
    this.numPlaces = part.field(2);
    this.people = part.field(4);
    this.leastPeople = part.field(5);
    const names = part.strings(numGroups);
    const people = part.u32(numGroups);
    this.groups = names.map((name, group) => ({ name, people: people[group] as number }));
    this.offsets = offsetsOf(part.u8(numItems));
    this.numbers = part.u8(numCounts);
    this.counts = part.u32(numCounts).map((count) => count * this.leastPeople);
    part.end();
    const fits = this.offsets[numItems] === numCounts && this.numPlaces <= numGroups;
    const named = names.slice(this.numPlaces).every((name) => /^\d{1,3}-\d{0,3}$/.test(name));
    const known = this.numbers.every((group) => group < numGroups);
    if (!(fits && named && known && this.leastPeople > 0)) throw part.badValue("groups");
  }

  all(): Groups {
    return {
      people: this.people,
      leastPeople: this.leastPeople,
      places: this.groups.slice(0, this.numPlaces).map((group): PlaceGroup => ({ ...group })),
      ages: this.groups.slice(this.numPlaces).map(ageGroup),
    };
  }

  /** Of an item, the groups of which enough people chose it, most people first. */
  readers(item: number): GroupReaders {
    const places: GroupReaders["places"] = [];
    const ages: GroupReaders["ages"] = [];
    for (let i = this.offsets[item] as number; i < (this.offsets[item + 1] as number); i++) {
      const number = this.numbers[i] as number;
      const group = this.groups[number] as PlaceGroup;
      const chose = { chose: this.counts[i] as number };
      if (number < this.numPlaces) places.push({ ...group, ...chose });
      else ages.push({ ...ageGroup(group), ...chose });
    }
    places.sort((a, b) => b.chose - a.chose);
    return { places, ages };
  }

  /** By item, the share of the people of these groups that would choose it. */
  shares(popularity: Uint32Array, groups: number[]): Float64Array {
    const shares = new Float64Array(popularity.length);
    for (let item = 0; item < shares.length; item++) {
      const chosen = popularity[item] as number;
      if (chosen === 0) continue;
      const everybody = chosen / Math.max(1, this.people);
      let share = everybody;
      for (const group of groups) share *= this.lift(item, group, everybody);
      shares[item] = Math.min(share, 1);
    }
    return shares;
  }

  /** The groups of people of this place and age. Fails where one was asked for that is not there. */
  of({ place, age }: { place?: string; age?: number }): number[] {
    const found: number[] = [];
    if (place !== undefined) {
      const group = this.groups.findIndex(({ name }, i) => i < this.numPlaces && name === place);
      if (group < 0) throw badValue("a place of groups()", place);
      found.push(group);
    }
    if (age !== undefined) {
      const group = this.groups.findIndex((each, i) => i >= this.numPlaces && isOf(age, each));
      if (group < 0) throw badValue("an age within those of groups()", age);
      found.push(group);
    }
    return found;
  }

  private lift(item: number, group: number, everybody: number): number {
    const people = this.groups[group]?.people as number;
    const hidden = Math.min(people * everybody, this.leastPeople - 1);
    const chose = this.counted(item, group) || hidden;
    return (chose + priorPeople * everybody) / ((people + priorPeople) * everybody);
  }

  private counted(item: number, group: number): number {
    for (let i = this.offsets[item] as number; i < (this.offsets[item + 1] as number); i++) {
      if (this.numbers[i] === group) return this.counts[i] as number;
    }
    return 0;
  }
}

/** "18-24", and "65-" for the last. */
function ageGroup({ name, people }: { name: string; people: number }): AgeGroup {
  const [from, to] = name.split("-");
  return { name, people, from: Number(from), to: to ? Number(to) : null };
}

function isOf(age: number, group: PlaceGroup): boolean {
  const { from, to } = ageGroup(group);
  return age >= from && age < (to ?? Number.POSITIVE_INFINITY) + 1;
}

function offsetsOf(sizes: Uint8Array): Uint32Array {
  const offsets = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, item) => {
    offsets[item + 1] = (offsets[item] as number) + size;
  });
  return offsets;
}
