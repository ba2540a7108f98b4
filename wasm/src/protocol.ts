// The messages between a recommender and its worker.
import type { QueryName } from "./recommender.js";
import type { BundleInfo, ErrorName, LoadProgress, PartName } from "./types.js";

/** To the worker. Each gets one Reply with its id, except "cancel". */
export type Request =
  | {
      kind: "open";
      id: number;
      bundle: string;
      wasmUrl: string | undefined;
      parts: PartName[] | undefined;
    }
  | { kind: "load"; id: number; parts: PartName[] | undefined }
  | { kind: "ask"; id: number; name: QueryName; parameters: unknown[] }
  /** Stop the load with this id. */
  | { kind: "cancel"; id: number };

/** From the worker. */
export type Reply =
  | { kind: "progress"; id: number; progress: LoadProgress }
  /** The answer to "open" and "load". */
  | { kind: "loaded"; id: number; info: BundleInfo }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; code: ErrorName; message: string };
