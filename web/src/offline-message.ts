/** What the page asks of its service worker: keep exactly these parts of this bundle. */
export interface KeepMessage {
  type: "keep";
  manifestUrl: string;
  parts: { url: string; sha256: string }[];
}
