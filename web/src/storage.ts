// What the page keeps on this device, and how it is cleared.

// As in service-worker.ts.
const kShellPrefix = "pocketrec-shell-";
const kBundleCache = "pocketrec-bundles";

export interface StorageUse {
  /** Files of the page and its engine. */
  pageBytes: number;
  bundleBytes: number;
  /** What the visitor chose: all else that the browser counts for this site. */
  ownBytes: number;
  /** What the browser lets this site have in all; null where it does not say. */
  quotaBytes: number | null;
}

/** Null where the browser keeps nothing for pages like this one. */
export async function storageUse(): Promise<StorageUse | null> {
  if (!("caches" in window)) return null;
  const names = await caches.keys();
  const shells = names.filter((name) => name.startsWith(kShellPrefix));
  const [pages, bundleBytes, estimate] = await Promise.all([
    Promise.all(shells.map(bytesOfCache)),
    names.includes(kBundleCache) ? bytesOfBundles() : 0,
    navigator.storage?.estimate?.().catch(() => null) ?? null,
  ]);
  return {
    pageBytes: pages.reduce((sum, bytes) => sum + bytes, 0),
    bundleBytes,
    ownBytes: localBytes() + databaseBytes(estimate),
    quotaBytes: estimate?.quota ?? null,
  };
}

/** Forgets page and bundles; what the visitor chose stays. The open tab goes on, from the network. */
export async function clearKept(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  // The next visit then begins anew: a worker that stayed would believe its page to be kept.
  await registration?.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(kShellPrefix) || name === kBundleCache) await caches.delete(name);
  }
}

async function bytesOfCache(name: string): Promise<number> {
  const cache = await caches.open(name);
  const responses = await cache.matchAll();
  const sizes = await Promise.all(responses.map(async (one) => (await one.blob()).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** From the manifests, without reading the parts, which can be a hundred megabytes. */
async function bytesOfBundles(): Promise<number> {
  const cache = await caches.open(kBundleCache);
  const urls = (await cache.keys()).map(({ url }) => url);
  const kept = new Set(urls);
  let bytes = 0;
  for (const url of urls.filter((one) => one.endsWith("/manifest.json"))) {
    const text = await (await cache.match(url))?.text();
    if (!text) continue;
    bytes += text.length;
    for (const part of Object.values(JSON.parse(text).parts) as { file: string; bytes: number }[]) {
      if (kept.has(new URL(part.file, url).href)) bytes += part.bytes;
    }
  }
  return bytes;
}

function localBytes(): number {
  try {
    // Two bytes a character, as browsers count.
    return Object.entries(localStorage).reduce((sum, [k, v]) => sum + 2 * (k + v).length, 0);
  } catch {
    return 0;
  }
}

/** Chromium alone says how much of the whole is whose. */
function databaseBytes(estimate: StorageEstimate | null): number {
  const details = (estimate as { usageDetails?: Record<string, number> } | null)?.usageDetails;
  return details?.indexedDB ?? 0;
}
