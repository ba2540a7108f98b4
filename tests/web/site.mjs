// The built page with a real bundle, for the tests that drive it.
//   POCKETREC_BUNDLE  a folder with manifest.json (made with --with-users); else
//   POCKETREC_CLI     the trainer, which then makes one from its sample; default: the release build
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openInThread } from "pocketrec";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const siteFolder = join(repository, "web/dist");

const trainer = () =>
  process.env.POCKETREC_CLI ?? join(repository, "build/release/trainer/pocketrec");

/** `{site, bundle}`, two folders, or `{missing}`: the sentence that says what to build first. */
export function findSite() {
  if (!existsSync(join(siteFolder, "index.html"))) {
    return { missing: "expected the built page in web/dist, found none: npm run build" };
  }
  const given = process.env.POCKETREC_BUNDLE;
  if (given) return { site: siteFolder, bundle: resolve(given) };
  const cli = trainer();
  if (!existsSync(cli)) {
    return {
      missing: `expected a trainer at ${cli}, found none: build it, or name a bundle in POCKETREC_BUNDLE`,
    };
  }
  return { site: siteFolder, bundle: sampleBundle(cli) };
}

/** A bundle of the sample catalogue. */
function sampleBundle(cli) {
  const counts = ["--users", "2000", "--interactions", "60000"];
  return madeOnce(cli, "bundle", ["map", "languages", "groups"], counts, ["--with-users"]);
}

/** One that is split, as those of large catalogues are; of one that is given there is none. */
export function largeBundle() {
  const counts = ["--users", "1500", "--interactions", "30000", "--items", "6000"];
  const training = ["--lists-above", "4096", "--epochs", "2", "--no-validate", "--no-map"];
  return madeOnce(trainer(), "large", ["lists"], counts, training);
}

/** Kept in the build folder. */
function madeOnce(cli, name, parts, counts, training) {
  const folder = join(repository, "build/web-tests");
  const bundle = join(folder, name);
  if (hasAllParts(bundle, parts)) return bundle;
  rmSync(bundle, { recursive: true, force: true });
  // Test files run side by side: each makes its own, and the first to be ready is kept.
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, "draft-"));
  const [data, made] = [join(draft, "data"), join(draft, "bundle")];
  run(cli, ["sample", "--out", data, "--seed", "1", ...counts]);
  run(cli, ["train", "--data", data, "--out", made, "--quiet", ...training]);
  if (!existsSync(bundle)) renameSync(made, bundle);
  rmSync(draft, { recursive: true });
  return bundle;
}

/** One that was made before bundles had these parts has to be made anew. */
function hasAllParts(bundle, names) {
  const manifest = join(bundle, "manifest.json");
  if (!existsSync(manifest)) return false;
  const { parts } = JSON.parse(readFileSync(manifest, "utf8"));
  return names.every((part) => part in parts);
}

function run(command, parameters) {
  const { status, stderr, error } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${parameters[0]} failed: ${error ?? stderr}`);
}

/** The same bundle, opened with the npm package in this process: what the page must show. */
export function openReference(bundle) {
  return openInThread(pathToFileURL(`${bundle}/`));
}
