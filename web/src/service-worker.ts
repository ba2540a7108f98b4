// Keeps the page (all files of this build) and the bundles that were opened, so that a second visit
// needs no network. The page itself and a bundle's manifest come from the network while there is
// one, so that both are the newest; everything they name comes from the cache, since the name
// changes with the content.
import type { KeepMessage } from "./offline-message.js";

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: the version of this build, and its files. */
declare const __SHELL_VERSION__: string;
declare const __SHELL_FILES__: string[];

const kShellPrefix = "pocketrec-shell-";
const kShellCache = `${kShellPrefix}${__SHELL_VERSION__}`;
const kBundleCache = "pocketrec-bundles";
const kPatienceMs = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(kShellCache).then((cache) =>
      // Past the HTTP cache: an old index.html there would name files that are gone.
      cache.addAll(__SHELL_FILES__.map((file) => new Request(file, { cache: "no-cache" }))),
    ),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(request, url));
});

self.addEventListener("message", (event) => {
  const message = event.data as KeepMessage;
  if (message.type === "keep") event.waitUntil(keep(message));
});

async function answer(request: Request, url: URL): Promise<Response> {
  if (request.mode === "navigate") {
    // One page serves every address: what is looked at stands after "#", and ?bundle= is its own.
    const shell = await caches.open(kShellCache);
    return networkFirst(request, await shell.match("./index.html"));
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

/** New parts first, the manifest then, old parts last: what is kept is whole at every moment. */
async function keep({ manifestUrl, parts }: KeepMessage): Promise<void> {
  const cache = await caches.open(kBundleCache);
  for (const { url, sha256 } of parts) {
    if (await cache.match(url)) continue;
    const response = await fetch(url);
    if (!response.ok || (await sha256Of(response.clone())) !== sha256) return;
    await cache.put(url, response);
  }
  await cache.add(new Request(manifestUrl, { cache: "no-cache" }));
  const wanted = new Set([manifestUrl, ...parts.map(({ url }) => url)]);
  const folder = new URL(".", manifestUrl).href;
  for (const { url } of await cache.keys()) {
    if (url.startsWith(folder) && !wanted.has(url)) await cache.delete(url);
  }
}

async function sha256Of(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function dropOldShells(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(kShellPrefix) && name !== kShellCache) await caches.delete(name);
  }
}
