// Keeps the page (all files of this build) and the bundles that were opened, so that a second visit
// needs no network. Files of the build come from the cache; a bundle's manifest from the network
// while there is one; a part from the cache, since its name changes with its content.
import type { KeepMessage } from "./offline-message.js";

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: the version of this build, and its files. */
declare const __SHELL_VERSION__: string;
declare const __SHELL_FILES__: string[];

const kShellPrefix = "pocketrec-shell-";
const kShellCache = `${kShellPrefix}${__SHELL_VERSION__}`;
const kBundleCache = "pocketrec-bundles";

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
  event.respondWith(
    url.pathname.endsWith("/manifest.json") ? networkFirst(request) : cacheFirst(request),
  );
});

self.addEventListener("message", (event) => {
  const message = event.data as KeepMessage;
  if (message.type === "keep") event.waitUntil(keep(message));
});

async function networkFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

async function cacheFirst(request: Request): Promise<Response> {
  // One page serves every address: what is looked at stands after "#", and ?bundle= is its own.
  const isPage = request.mode === "navigate";
  const shell = await caches.open(kShellCache);
  const kept = await (isPage ? shell.match("./index.html") : caches.match(request));
  return kept ?? fetch(request);
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
