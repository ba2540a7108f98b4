// The messages between a recommender and its worker.
import type { QueryName } from "./engine.js";
import type {
  BundleInfo,
  ErrorName,
  ListAnswer,
  LoadProgress,
  Manifest,
  PartName,
} from "./types.js";

/**
 * To the worker. Each gets one Reply with its id, except "cancel" and "given"; loads tell of their
 * progress before.
 */
export type Request =
  | {
      kind: "open";
      id: number;
      bundle: string;
      wasmUrl: string | undefined;
      parts: PartName[] | undefined;
      largeParts: PartName[] | undefined;
      given: Given | undefined;
    }
  /** Of a file that was fetched ahead: its next piece, null at its end. */
  | { kind: "given"; url: string; piece: Uint8Array | "failed" | null }
  | { kind: "load"; id: number; parts: PartName[] | undefined }
  /** hears: of answers before the final one, too. */
  | { kind: "ask"; id: number; name: QueryName; parameters: unknown[]; hears: boolean }
  /** Nobody waits for the load or the question with this id. */
  | { kind: "cancel"; id: number };

/** A manifest that was fetched ahead, and the files that follow it in pieces. */
export interface Given {
  /** As asked for, and as it was answered from. */
  manifestUrl: string;
  base: string;
  json: string;
  urls: string[];
}

/** From the worker. */
export type Reply =
  | { kind: "progress"; id: number; progress: LoadProgress }
  /** Of the bundle that is being opened. */
  | { kind: "manifest"; id: number; manifest: Manifest }
  /** The answer to "open" and "load". */
  | { kind: "loaded"; id: number; info: BundleInfo }
  /** An answer so far. */
  | { kind: "heard"; id: number; answer: ListAnswer }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; code: ErrorName; message: string };
