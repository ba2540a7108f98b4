// The very first script, and tiny: it comes with the address itself, and asks for the bundle's manifest
// and then for its first parts. By the time that the page's own code is there, they are on their way.
// early.ts takes over what is asked for here; whatever fails is asked for once more, and told there.

export interface Asked {
  /** By address. */
  responses: Map<string, Promise<Response>>;
  /** Settles when all that will be asked for here is in `responses`. */
  all: Promise<void>;
  /** Gives up all of it. */
  abort: AbortController;
}

// As bundle-address.ts and the package have them, which would be a file more to wait for.
const kFirstParts = ["items", "encoder", "titles"];
const kFirstPartsOfLarge = ["items", "encoder", "background", "shelves"];
const responses: Asked["responses"] = new Map();
const abort = new AbortController();

function ask(url: URL, init?: RequestInit): Promise<Response> {
  const response = fetch(url, { ...init, signal: abort.signal });
  responses.set(url.href, response);
  response.catch(() => undefined);
  return response;
}

async function askAll(): Promise<void> {
  const url = new URL("bundle/manifest.json", location.href);
  const answer = (await ask(url, { cache: "no-cache" })).clone();
  const { parts } = await answer.json();
  for (const part of parts.lists ? kFirstPartsOfLarge : kFirstParts) {
    if (parts[part]) ask(new URL(parts[part].file, answer.url));
  }
}

// The page may be quicker, and then asks by itself. A bundle of another place is left to it, too: it
// knows what may be asked for.
if (
  globalThis.pocketrecAsked === undefined &&
  !new URLSearchParams(location.search).has("bundle")
) {
  globalThis.pocketrecAsked = { responses, abort, all: askAll().catch(() => undefined) };
}

declare global {
  /** Null: the page was quicker. */
  var pocketrecAsked: Asked | null | undefined;
}
