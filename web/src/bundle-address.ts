// Which bundle this page shows, and what of it a first list needs.
import { type PartName, PocketrecError } from "pocketrec";

export const kFirstParts: readonly PartName[] = ["items", "encoder", "titles"];

/** Where the manifest is: ?bundle= (a folder or a manifest of this origin), else bundle/ here. */
export function manifestUrl(address: URL): URL {
  const wanted = new URL(address.searchParams.get("bundle") || "bundle/", address);
  if (!wanted.pathname.endsWith(".json")) {
    wanted.pathname = `${wanted.pathname.replace(/\/$/, "")}/manifest.json`;
  }
  if (wanted.origin === address.origin) return wanted;
  throw new PocketrecError(
    "network",
    `Expected ?bundle= to name a bundle on ${address.origin}, found ${wanted.origin}: put the bundle on this site.`,
  );
}
