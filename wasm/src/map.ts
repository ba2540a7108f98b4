// The map part: where items lie when the catalogue is drawn.
import type { PartBytes } from "./bytes.js";
import type { ItemMap } from "./types.js";

export function parseMap(part: PartBytes): ItemMap {
  const numItems = part.field(0);
  const places = part.u16(2 * numItems);
  part.end();
  const map = { x: new Uint16Array(numItems), y: new Uint16Array(numItems) };
  for (let item = 0; item < numItems; item++) {
    const [x, y] = [places[2 * item], places[2 * item + 1]] as [number, number];
    if ((x === 0) !== (y === 0)) {
      throw part.failure("bad-value", "two coordinates above 0, or none", `one of item ${item}`);
    }
    map.x[item] = x;
    map.y[item] = y;
  }
  return map;
}
