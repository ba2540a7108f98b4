// The map part (core/FORMAT.md): read here, since all that is done with it is to draw it.
import { type ItemMap, PocketrecError } from "./types.js";

const magic = "PRma";
const version = 1;
const headerBytes = 64;
const bytesOfItem = 4;

/** Offsets in the header. */
const versionAt = 4;
const sizeAt = 16;
const modelIdAt = 24;
const numItemsAt = 32;

/** The places in `bytes`. Fails where those are not the map of the bundle with this id and size. */
export function parseMap(bytes: Uint8Array, bundle: string, numItems: number): ItemMap {
  if (bytes.length < headerBytes) {
    throw failure("truncated", `a header of ${headerBytes} bytes`, `${bytes.length} bytes`);
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = String.fromCharCode(...bytes.subarray(0, magic.length));
  if (found !== magic) throw failure("bad-magic", `"${magic}"`, JSON.stringify(found));
  const written = header.getUint32(versionAt, true);
  if (written !== version) {
    throw failure("unsupported-version", `format version ${version}`, `${written}`);
  }
  const modelId = header.getBigUint64(modelIdAt, true).toString(16).padStart(16, "0");
  if (modelId !== bundle) throw failure("part-mismatch", `bundle ${bundle}`, modelId);
  const counted = header.getUint32(numItemsAt, true);
  if (counted !== numItems) throw failure("part-mismatch", `${numItems} items`, `${counted}`);
  const size = headerBytes + numItems * bytesOfItem;
  if (bytes.length !== size || header.getBigUint64(sizeAt, true) !== BigInt(size)) {
    const code = bytes.length > size ? "trailing-bytes" : "truncated";
    throw failure(code, `${size} bytes`, `${bytes.length}`);
  }
  return places(header, numItems);
}

function places(part: DataView, numItems: number): ItemMap {
  const map = { x: new Uint16Array(numItems), y: new Uint16Array(numItems) };
  for (let item = 0, at = headerBytes; item < numItems; item++, at += bytesOfItem) {
    map.x[item] = part.getUint16(at, true);
    map.y[item] = part.getUint16(at + 2, true);
    if ((map.x[item] === 0) !== (map.y[item] === 0)) {
      throw failure("bad-value", "two coordinates above 0, or none", `one of item ${item}`);
    }
  }
  return map;
}

function failure(code: PocketrecError["code"], expected: string, found: string): PocketrecError {
  return new PocketrecError(
    code,
    `expected ${expected} in the map part, found ${found}: upload the whole bundle again`,
  );
}
