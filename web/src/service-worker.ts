// Keeps the page (all files of this build) and the bundles that were opened, so that a second visit
// needs no network. The page itself and a bundle's manifest come from the network while there is
// one, so that both are the newest; everything they name comes from the cache, since the name
// changes with the content.
//
// A newer build of this worker waits until the last tab of the older one is closed, and only then
// forgets the older page: no open tab ever misses a file.
import type { KeepMessage, Kept } from "./offline-message.js";

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: the version of this build, and its files. */
declare const __SHELL_VERSION__: string;
declare const __SHELL_FILES__: string[];

// As in storage.ts.
const kShellPrefix = "pocketrec-shell-";
const kBundleCache = "pocketrec-bundles";
const kShellCache = `${kShellPrefix}${__SHELL_VERSION__}`;
const kPatienceMs = 3000;

let lastKeep: Promise<unknown> = Promise.resolve();

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => {
  // The tab of a first visit then has the files of its views at hand too, whatever the host does.
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(request, url));
});

self.addEventListener("message", (event) => {
  const message = event.data as KeepMessage;
  if (message.type !== "keep") return;
  // One after the other: two tabs would otherwise undo each other's work.
  const kept = lastKeep.then(() => keep(message));
  lastKeep = kept;
  event.waitUntil(kept.then((result) => event.ports[0]?.postMessage(result)));
});

async function answer(request: Request, url: URL): Promise<Response> {
  if (request.mode === "navigate") {
    // One page serves every address: what is looked at stands after "#", and ?bundle= is its own.
    const shell = await caches.open(kShellCache);
    return networkFirst(request, await shell.match("./index.html"));
  }
  if (request.cache === "reload") {
    // What was kept proved damaged (pocketrec asks like this once): the next "keep" puts it right.
    await (await caches.open(kBundleCache)).delete(request);
    return fetch(request);
  }
  const kept = await caches.match(request);
  if (url.pathname.endsWith("/manifest.json")) return networkFirst(request, kept);
  return kept ?? fetch(request);
}

/** What was kept stands in for a network that is gone, too slow, or answers with its own failure. */
async function networkFirst(request: Request, kept: Response | undefined): Promise<Response> {
  if (!kept) return fetch(request);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(kPatienceMs) });
    return response.status < 500 ? response : kept;
  } catch {
    return kept;
  }
}

/** All files of this build; those of an older one that have the same name need not come again. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(kShellCache);
  const keepFile = async (file: string) => {
    const isNamedByContent = file.startsWith("./assets/");
    const older = isNamedByContent ? await caches.match(file) : undefined;
    if (older) return cache.put(file, older);
    // Past the HTTP cache: an old index.html there would name files that are gone.
    return cache.add(new Request(file, { cache: isNamedByContent ? "default" : "no-cache" }));
  };
  try {
    await Promise.all(__SHELL_FILES__.map(keepFile));
  } catch (error) {
    await caches.delete(kShellCache); // half a page helps nobody, and takes room
    if (isFull(error)) await tellAll("full");
    throw error;
  }
}

/**
 * New parts first, the manifest then, old parts last: what is kept is whole at every moment. The
 * manifest that is kept is the one that named the parts, should the server have a newer one by then.
 */
async function keep({ manifestUrl, dropOlder }: KeepMessage): Promise<Kept> {
  const added: string[] = [];
  const cache = await caches.open(kBundleCache);
  try {
    const manifest = await (await fetchOk(manifestUrl, "no-cache")).text();
    const parts = partsOf(manifest, manifestUrl);
    for (const { url, sha256 } of parts) {
      if (await cache.match(url)) continue;
      const response = await fetchOk(url, "default");
      const bytes = await response.arrayBuffer();
      if ((await sha256Of(bytes)) !== sha256) throw new Error(`${url} is damaged`);
      added.push(url);
      await cache.put(url, new Response(bytes, { headers: kBinary }));
    }
    await cache.put(manifestUrl, new Response(manifest, { headers: kJson }));
    if (dropOlder) await dropOtherParts(cache, manifestUrl, parts);
    return "kept";
  } catch (error) {
    for (const url of added) await cache.delete(url);
    return isFull(error) ? "full" : "failed";
  }
}

const isFull = (error: unknown) => (error as Error).name === "QuotaExceededError";

/** A worker that cannot be installed has nobody yet who asked it. */
async function tellAll(kept: Kept): Promise<void> {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const tab of tabs) tab.postMessage(kept);
}

const kBinary = { "Content-Type": "application/octet-stream" };
const kJson = { "Content-Type": "application/json" };

/** Of a large catalogue, what lists take: all of its titles would be a download without end. */
const kPartsOfLarge = ["items", "encoder", "background", "shelves", "lists"];

function partsOf(manifest: string, manifestUrl: string): { url: string; sha256: string }[] {
  const { parts } = JSON.parse(manifest) as {
    parts: Record<string, { file: string; sha256: string }>;
  };
  const isKept = (part: string) => !parts.lists || kPartsOfLarge.includes(part);
  return Object.entries(parts)
    .filter(([part]) => isKept(part))
    .map(([, { file, sha256 }]) => ({ url: new URL(file, manifestUrl).href, sha256 }));
}

async function fetchOk(url: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function dropOtherParts(cache: Cache, manifestUrl: string, parts: { url: string }[]) {
  const wanted = new Set([manifestUrl, ...parts.map(({ url }) => url)]);
  const folder = new URL(".", manifestUrl).href;
  for (const { url } of await cache.keys()) {
    if (url.startsWith(folder) && !wanted.has(url)) await cache.delete(url);
  }
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Tabs of an older build have been closed by then (one that was reloaded by force asks the network). */
async function dropOldShells(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(kShellPrefix) && name !== kShellCache) await caches.delete(name);
  }
}
