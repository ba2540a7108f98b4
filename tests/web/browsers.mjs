// Real browsers for tests: a static server as strict as the product promises, and pages that record
// everything a visitor must never see (console errors, CSP violations, requests to other origins).
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import puppeteer from "puppeteer-core";

/** The Content-Security-Policy that the page and the package must work under. */
export const strictCsp = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
].join("; ");

const mimeTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".bin": "application/octet-stream",
};

/**
 * Serves folders over HTTP on a free local port. `mounts` maps a URL prefix to a folder:
 * `{"/": "web/dist", "/bundle/": "out/bundle"}`; the longest matching prefix wins.
 * `respond(request, response)` may answer a request itself by returning true (to simulate failures).
 * Returns `{origin, close()}`; close() also cuts open connections, as a server that went away does.
 *
 * @param {Record<string, string>} mounts
 * @param {{ csp?: string, respond?: (request: any, response: any) => any }} [options]
 */
export async function serve(mounts, { csp = strictCsp, respond } = {}) {
  const folders = Object.entries(mounts)
    .map(([prefix, folder]) => ({ prefix, folder: resolve(folder) }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const server = createServer(async (request, response) => {
    try {
      if (respond && (await respond(request, response))) return;
      await sendFile(request, response, folders, csp);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

async function sendFile(request, response, folders, csp) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = locate(path, folders);
  const found = file ? await stat(file).catch(() => undefined) : undefined;
  const target = found?.isDirectory() ? join(file, "index.html") : file;
  if (!found || !existsSync(target)) {
    // Browsers ask for an icon unbidden; its absence is not a problem to record.
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    response.writeHead(404, { "content-type": "text/plain" }).end(`no file at ${path}`);
    return;
  }
  const bytes = await readFile(target);
  response.writeHead(200, {
    "content-type": mimeTypes[extname(target)] ?? "application/octet-stream",
    "content-length": bytes.length,
    "content-security-policy": csp,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** The file that a URL path names, or undefined when it would leave its folder. */
function locate(path, folders) {
  const mount = folders.find(({ prefix }) => path.startsWith(prefix) || `${path}/` === prefix);
  if (!mount) return undefined;
  const file = resolve(mount.folder, normalize(`./${path.slice(mount.prefix.length)}`));
  return file === mount.folder || file.startsWith(mount.folder + sep) ? file : undefined;
}

/** The first of `candidates` that exists; `variable` overrides them. */
function findBrowser(name, variable, candidates) {
  const path = [process.env[variable], ...candidates].find((file) => file && existsSync(file));
  if (path) return path;
  throw new Error(
    `${name} was not found at ${candidates.join(" or ")}: install it, or name it in ${variable}`,
  );
}

/** Chromium through the DevTools protocol, with a fresh profile. Returns puppeteer's Browser. */
export function launchChromium(options = {}) {
  return launch({
    executablePath: findBrowser("Chromium", "CHROMIUM", [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
    ]),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
      "--enable-unsafe-swiftshader", // WebGL, drawn by the processor
    ],
    ...options,
  });
}

/** Firefox through WebDriver BiDi, with a fresh profile. Returns puppeteer's Browser. */
export function launchFirefox(options = {}) {
  return launch({
    browser: "firefox",
    executablePath: findBrowser("Firefox", "FIREFOX", ["/usr/bin/firefox-esr", "/usr/bin/firefox"]),
    ...options,
  });
}

/** Both browsers by name, for tests that loop over them. */
export const launchers = { chromium: launchChromium, firefox: launchFirefox };

/** Puppeteer makes a fresh profile for each browser and removes it at the end. */
function launch(options) {
  return puppeteer.launch({ headless: true, ...options });
}

/**
 * A new page that keeps a record: `{page, problems, foreignRequests}`. `problems` collects console
 * errors (CSP violations among them), uncaught exceptions and failed requests as sentences;
 * `foreignRequests` every URL asked of another origin than `origin`.
 */
export async function openPage(browser, origin) {
  const page = await browser.newPage();
  const problems = [];
  const foreignRequests = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message ?? error}`));
  page.on("request", (request) => {
    const url = request.url();
    const isLocal = ["data:", "blob:", "about:"].some((scheme) => url.startsWith(scheme));
    if (!isLocal && new URL(url).origin !== origin) foreignRequests.push(url);
  });
  return { page, problems, foreignRequests };
}
