// The languages part: in which language each item is.
import type { PartBytes } from "./bytes.js";

export interface Languages {
  /** Those of the most items first, as the data write them. */
  names: string[];
  /** By item, 1 + the position of its language in `names`; 0: unknown. */
  ofItems: Uint8Array;
}

export function parseLanguages(part: PartBytes): Languages {
  const names = part.strings(part.field(1));
  const ofItems = part.u8(part.field(0));
  part.end();
  if (ofItems.some((number) => number > names.length)) throw part.badValue("languages");
  return { names, ofItems };
}
