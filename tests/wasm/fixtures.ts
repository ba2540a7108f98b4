// What the tests of the package share: the golden bundles, and a fetch that serves them from disk
// and can be told to misbehave.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ErrorName, Manifest, PartEntry, PartName } from "pocketrec";
import { expect } from "vitest";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
const build = resolve(repository, process.env.POCKETREC_BUILD ?? "build/release");

/** The golden bundles, written by the native tool: folders "int8", "int4" and "lists" in this folder. */
export const goldenFolder = writeGoldenBundles();

function writeGoldenBundles(): string {
  const tool = join(build, "tests/golden/golden_bundle");
  if (!existsSync(tool)) {
    throw new Error(
      `expected the tool golden_bundle at ${tool}: build it (cmake --build --preset release ` +
        "--target golden_bundle), or name another build folder in POCKETREC_BUILD",
    );
  }
  const folder = join(build, "golden");
  execFileSync(tool, [folder]);
  return folder;
}

export function goldenManifest(bits = "int8"): Manifest {
  return JSON.parse(readFileSync(join(goldenFolder, bits, "manifest.json"), "utf8"));
}

/** Where the fetch below pretends that the golden bundle is. */
export const bundleUrl = "https://shop.example/bundle/";

export interface Misbehaviour {
  /** Other bytes instead of a file's own; `undefined` leaves them. */
  alter?: (file: string, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | undefined;
  /** Another response altogether. */
  respond?: (file: string, signal: AbortSignal | undefined) => Promise<Response> | undefined;
  /** Called before each piece of a file. */
  onPiece?: (file: string, piece: number) => void;
  /** Bytes a piece. */
  pieceBytes?: number;
  /** Another of the golden bundles than "int8". */
  bundle?: string;
}

/** A fetch of the golden bundle at `bundleUrl`, in pieces as a network gives them. */
export function fetchGolden(misbehaviour: Misbehaviour = {}): typeof fetch {
  return async (input, init) => {
    const file = String(input).split("/").at(-1) as string;
    const signal = init?.signal ?? undefined;
    const special = misbehaviour.respond?.(file, signal);
    if (special) return special;
    if (file === "pocketrec.wasm") return new Response(readFileSync(fileURLToPath(String(input))));
    const path = join(goldenFolder, misbehaviour.bundle ?? "int8", file);
    if (!existsSync(path)) return new Response("", { status: 404, statusText: "Not Found" });
    const own = new Uint8Array(readFileSync(path));
    const bytes = misbehaviour.alter?.(file, own) ?? own;
    return new Response(inPieces(file, bytes, signal, misbehaviour));
  };
}

/** The bytes of a part of the golden bundle. */
export function goldenPart(part: PartName): Uint8Array<ArrayBuffer> {
  const { file } = goldenManifest().parts[part] as PartEntry;
  return new Uint8Array(readFileSync(join(goldenFolder, "int8", file)));
}

/** A fetch of the golden bundle with `bytes` for a part, as a manifest of its own names them. */
export function fetchWithPart(part: PartName, bytes: Uint8Array<ArrayBuffer>): typeof fetch {
  const manifest = goldenManifest();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  manifest.parts[part] = { ...(manifest.parts[part] as PartEntry), bytes: bytes.length, sha256 };
  return fetchGolden({
    alter: (file) => {
      if (file === "manifest.json") return new TextEncoder().encode(JSON.stringify(manifest));
      return isPart(file, part) ? bytes : undefined;
    },
  });
}

function inPieces(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
  { pieceBytes = 1000, onPiece }: Misbehaviour,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let piece = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((later) => setImmediate(later));
      if (signal?.aborted) return controller.error(signal.reason);
      onPiece?.(file, piece);
      const begin = piece++ * pieceBytes;
      if (begin >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(begin, begin + pieceBytes));
    },
  });
}

export const isPart = (file: string, part: PartName): boolean => file.startsWith(`${part}.`);

/** Expects a PocketrecError with this code and a sentence that has all of `words`. */
export async function expectFailure(
  promise: Promise<unknown>,
  code: ErrorName,
  ...words: string[]
): Promise<void> {
  const error = await promise.then(
    (value) => expect.fail(`expected "${code}", found success: ${JSON.stringify(value)}`),
    (reason: Error) => reason,
  );
  expect(error, String(error.stack)).toMatchObject({ name: "PocketrecError", code });
  for (const word of words) expect(error.message).toContain(word);
}
