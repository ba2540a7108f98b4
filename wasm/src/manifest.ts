// manifest.json: where it is, and whether what was found there is one.
import {
  type Manifest,
  type OpenOptions,
  type PartEntry,
  type PartName,
  PocketrecError,
} from "./types.js";

/** The version of the bundle format (core/FORMAT.md) that this package reads. */
const supportedVersion = 1;

/** All parts, in the order in which a page needs them. */
export const partNames: readonly PartName[] = [
  "items",
  "encoder",
  "background",
  "shelves",
  "lists",
  "titles",
  "search",
  "users",
  "languages",
  "content",
  "map",
  "groups",
];

/** Those that always load. */
export const firstParts: readonly PartName[] = partNames.slice(0, 4);

/** Those that load unless others are named: each of the rest, few calls need. */
export function usualParts({ parts }: Manifest): readonly PartName[] {
  return parts.lists ? firstParts : partNames.slice(0, -3);
}

/** What the options name for this bundle. */
export function namedParts(
  { parts }: Manifest,
  named: Pick<OpenOptions, "parts" | "largeParts">,
): readonly PartName[] | undefined {
  return parts.lists ? (named.largeParts ?? named.parts) : named.parts;
}

/** Parts that the core leaves aside. */
export type OuterPart = "map" | "languages" | "groups" | "shelves";

export function isOuter(part: PartName): part is OuterPart {
  return part === "map" || part === "languages" || part === "groups" || part === "shelves";
}

/** Larger parts cannot be held in WebAssembly memory beside anything else. */
const largestPartBytes = 2 ** 31 - 1;

/** Address of the manifest for a bundle's folder or manifest; relative ones start at the page. */
export function manifestUrlOf(bundle: string | URL): URL {
  const url = absoluteUrl(bundle);
  if (!url.pathname.endsWith(".json")) {
    url.pathname = `${url.pathname.replace(/\/$/, "")}/manifest.json`;
  }
  return url;
}

export function absoluteUrl(url: string | URL): URL {
  try {
    return new URL(url, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch (cause) {
    throw new PocketrecError(
      "network",
      `expected an address, found "${url}": outside of a page it must be absolute`,
      { cause },
    );
  }
}

/** The manifest in `json`, which came from `url`. */
export function parseManifest(json: string, url: URL): Manifest {
  const manifest = parseJson(json, url) as Partial<Manifest> | null;
  if (typeof manifest !== "object" || manifest?.format !== "pocketrec-bundle") {
    throw badManifest(url, 'its "format" is not "pocketrec-bundle"');
  }
  if (manifest.version !== supportedVersion) {
    throw new PocketrecError(
      "unsupported-version",
      `the bundle at ${url} has format version ${manifest.version}, expected ${supportedVersion}: ` +
        "update the pocketrec package, or train the bundle again with the matching release",
    );
  }
  for (const part of ["items", "encoder"] as const) {
    if (!manifest.parts?.[part]) throw badManifest(url, `it names no "${part}" part`);
  }
  for (const part of partNames) {
    const entry = manifest.parts?.[part];
    if (entry !== undefined) checkEntry(part, entry, url);
  }
  return manifest as Manifest;
}

function parseJson(json: string, url: URL): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const start = json.trimStart().slice(0, 20);
    throw badManifest(url, `it is no JSON and starts with "${start}"`, cause);
  }
}

function checkEntry(part: PartName, entry: Partial<PartEntry> | null, url: URL): void {
  const { file, bytes, sha256 } = entry ?? {};
  // A plain name only: a manifest must not point a visitor's browser at other places.
  if (typeof file !== "string" || !/^[\w-][\w.-]*$/.test(file)) {
    throw badManifest(url, `the file of its "${part}" part is no plain file name`);
  }
  if (!Number.isInteger(bytes) || (bytes as number) < 1 || (bytes as number) > largestPartBytes) {
    throw badManifest(url, `the size of its "${part}" part is not within 1..${largestPartBytes}`);
  }
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw badManifest(url, `the sha256 of its "${part}" part is not 64 hexadecimal digits`);
  }
}

function badManifest(url: URL, found: string, cause?: unknown): PocketrecError {
  return new PocketrecError(
    "bad-manifest",
    `expected the manifest of a Pocketrec bundle at ${url}, but ${found}: check the address, or ` +
      "pack the bundle again",
    { cause },
  );
}
