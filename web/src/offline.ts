// Working without a network: the service worker keeps the page, and on request this bundle.
import type { Manifest } from "pocketrec";
import type { KeepMessage } from "./offline-message.js";

/** Starts the service worker. A browser without one (or in private mode) works online only. */
export async function startOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await navigator.serviceWorker.register("./service-worker.js").catch(() => undefined);
}

/** Asks the service worker to keep a bundle that has just been opened, and to drop older parts. */
export async function keepForOffline(manifestUrl: URL, manifest: Manifest): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.ready;
  const message: KeepMessage = {
    type: "keep",
    manifestUrl: manifestUrl.href,
    // Not the content part: few visitors open the views that fetch it.
    parts: Object.entries(manifest.parts)
      .filter(([name]) => name !== "content")
      .map(([, { file, sha256 }]) => ({ url: new URL(file, manifestUrl).href, sha256 })),
  };
  registration.active?.postMessage(message);
}
