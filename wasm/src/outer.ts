// The parts that the core leaves aside: each is read here when it is loaded, which few pages do.

import { PartBytes } from "./bytes.js";
import { AudienceGroups } from "./groups.js";
import { type Languages, parseLanguages } from "./languages.js";
import type { ListDirectory } from "./large.js";
import type { OuterPart } from "./manifest.js";
import { parseMap } from "./map.js";
import type { NativeInfo } from "./module.js";
import type { ShelfDirectory } from "./shelves.js";
import type { ItemMap } from "./types.js";

/** Those that are loaded. */
export interface OuterParts {
  map?: ItemMap;
  languages?: Languages;
  groups?: AudienceGroups;
  /** Of a large catalogue; the core reads the lists part, too. */
  lists?: ListDirectory;
  shelves?: ShelfDirectory;
}

/** What `bytes` are, of the bundle with this id and number of items. */
export function readOuter(
  part: Exclude<OuterPart, "shelves">,
  bytes: Uint8Array,
  bundle: string,
  { numItems }: NativeInfo,
): OuterParts {
  const open = (magic: string) => new PartBytes(part, magic, bytes, bundle, numItems);
  switch (part) {
    case "map":
      return { map: parseMap(open("PRma")) };
    case "languages":
      return { languages: parseLanguages(open("PRla")) };
    case "groups":
      return { groups: new AudienceGroups(open("PRgr")) };
  }
}
