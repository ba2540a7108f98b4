// The package as npm would publish it: its contents, its types, its size, and its use by others.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, createServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchers, openPage, serve } from "../web/browsers.mjs";
import { goldenFolder, repository } from "./fixtures.ts";

const dist = join(repository, "wasm/dist");
const folder = mkdtempSync(join(tmpdir(), "pocketrec-package-"));
const consumer = join(folder, "consumer");
let tarball: string;

const run = (command: string, ...parameters: string[]) =>
  execFileSync(command, parameters, { cwd: repository, encoding: "utf8", stdio: "pipe" });
const tool = (name: string) => join(repository, "node_modules/.bin", name);

beforeAll(() => {
  run("npm", "pack", "-w", "wasm", "--ignore-scripts", "--pack-destination", folder);
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) as string);
  const installed = join(consumer, "node_modules/pocketrec");
  mkdirSync(installed, { recursive: true });
  run("tar", "-xzf", tarball, "-C", installed, "--strip-components=1");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("publint and are-the-types-wrong find nothing", () => {
  run(tool("publint"), tarball, "--strict");
  const assets = ["worker.js", "pocketrec.wasm"];
  run(tool("attw"), tarball, "--profile", "esm-only", "--exclude-entrypoints", ...assets);
});

test("holds the module, the worker, the types, the README, and nothing else", () => {
  const files = run("tar", "-tzf", tarball).trim().split("\n");
  for (const file of ["index.js", "index.d.ts", "worker.js", "pocketrec.wasm"]) {
    expect(files).toContain(`package/dist/${file}`);
  }
  expect(files).toContain("package/README.md");
  for (const file of files)
    expect(file).toMatch(/^package\/(dist\/[\w.]+|package\.json|README\.md)$/);
});

test("WebAssembly and glue stay under 48 kB gzipped", () => {
  const gzipped = (...files: string[]) =>
    files
      .map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)
      .reduce((sum, size) => sum + size);
  const wasm = gzipped("pocketrec.wasm");
  const glue = gzipped("module.js", "wire.js");
  console.log(`gzip: pocketrec.wasm ${wasm} bytes, glue ${glue} bytes, both ${wasm + glue} bytes`);
  expect(wasm + glue).toBeLessThan(48_000);
});

test("can be imported where there is no browser (server-side rendering)", () => {
  const script = 'const p = await import("pocketrec"); console.log(Object.keys(p).sort().join());';
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: consumer,
    encoding: "utf8",
  });
  expect(printed.trim()).toBe("PocketrecError,open,openInThread");
});

test("no built file contains eval, a blob: worker, or an address of this machine", () => {
  for (const file of readdirSync(dist).filter((name) => /\.js$/.test(name))) {
    const code = readFileSync(join(dist, file), "utf8");
    expect(code, file).not.toMatch(/\beval\(|new Function\(|createObjectURL/);
    expect(code, file).not.toContain(repository);
  }
});

test("the lock file names no registry", () => {
  const lock = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
  for (const { resolved = "", link } of Object.values<{ resolved?: string; link?: boolean }>(
    lock.packages,
  )) {
    expect(link ? "" : resolved).toBe("");
  }
});

describe("a plain import by a consumer with Vite", () => {
  beforeAll(() => {
    writeFileSync(join(consumer, "package.json"), '{"private": true, "type": "module"}');
    writeFileSync(
      join(consumer, "index.html"),
      '<!doctype html><link rel="icon" href="data:," /><script type="module" src="/main.js"></script>',
    );
    writeFileSync(
      join(consumer, "main.js"),
      `import { open } from "pocketrec";
      const recommender = await open("/bundle/");
      const [item] = await recommender.popular();
      const similar = await recommender.similar({ item: item.id });
      document.title = "similar: " + similar.length;
      recommender.close();`,
    );
  });

  const shared = { root: consumer, configFile: false, logLevel: "error" } as const;

  test.each(Object.entries(launchers))("built, in %s, under the strict CSP", async (_, launch) => {
    const outDir = join(folder, "built");
    await build({ ...shared, build: { outDir, emptyOutDir: true } });
    const server = await serve({ "/": outDir, "/bundle/": join(goldenFolder, "int8") });
    try {
      await expectSimilarItems(server.origin, launch);
    } finally {
      await server.close();
    }
  });

  test("in development, in chromium", async () => {
    const bundles = await serve({ "/bundle/": join(goldenFolder, "int8") });
    const server = await createServer({
      ...shared,
      cacheDir: join(folder, "cache"),
      server: { host: "127.0.0.1", port: 0, proxy: { "/bundle": bundles.origin } },
    });
    try {
      await server.listen();
      const [address] = server.resolvedUrls?.local ?? [];
      await expectSimilarItems(new URL(address as string).origin, launchers.chromium);
    } finally {
      await server.close();
      await bundles.close();
    }
  });
});

async function expectSimilarItems(origin: string, launch: typeof launchers.chromium) {
  const browser = await launch();
  try {
    const { page, problems, foreignRequests } = await openPage(browser, origin);
    await page.goto(`${origin}/`);
    const titled = page.waitForFunction(() => document.title.startsWith("similar"), {
      timeout: 20_000,
    });
    await titled.catch((error: Error) => problems.push(error.message));
    expect(problems).toEqual([]);
    expect(foreignRequests).toEqual([]);
    expect(await page.title()).toBe("similar: 10");
  } finally {
    await browser.close();
  }
}
