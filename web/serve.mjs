// Serves the built page and a bundle, as a good static host would: right types, the security
// headers, Brotli or gzip, ETags, and names with a content hash kept for good.
//   node web/serve.mjs [--root web/dist] [--bundle FOLDER] [--port 8080] [--host 127.0.0.1]
// FOLDER appears at /bundle/; without it, the folder bundle/ in the root does. A port that is taken
// gives way to the next free one. Prints the address on stdout, and one sentence on stderr and exit
// code 1 where it cannot serve.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, createGzip, gzipSync } from "node:zlib";
import { securityHeaders } from "./csp.mjs";

const kTypes = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const kNotCompressed = new Set([".png", ".jpg", ".webp"]);
// Files up to this size are hashed for their ETag and kept compressed; larger ones are streamed.
const kSmallBytes = 4 << 20;
// Up to this size the most thorough compression takes under half a second, and once only.
const kQuickBytes = 192 << 10;
const kPortsTried = 20;
const kOneYear = "public, max-age=31536000, immutable";
// assets/page-CM3FHrzw.css (the build), items.0f3a....bin and rows.0f3a....7.bin (a bundle): the name
// is the content.
const kNamedByContent = /\/assets\/[^/]+-[\w-]{8,}\.\w+$|[.-][0-9a-f]{12,64}(?:\.\d+)?\.\w+$/;

/** A request handler for `root`, with `bundle` (if any) at /bundle/. */
export function siteHandler({ root, bundle }) {
  const small = new Map();
  return async (request, response) => {
    const send = (status, headers = {}) =>
      response.writeHead(status, { ...securityHeaders, "Cache-Control": "no-cache", ...headers });
    if (request.method !== "GET" && request.method !== "HEAD") {
      return send(405, { Allow: "GET, HEAD" }).end();
    }
    const path = pathOf(request.url);
    const file = path === null ? null : await findFile(path, root, bundle);
    if (!file) {
      return send(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found.\n");
    }
    await sendFile({ request, response, send, path, file, small });
  };
}

/** The decoded path, or null where it is not one that could name a file here. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}

async function findFile(path, root, bundle) {
  const inBundle = bundle && path.startsWith("/bundle/");
  const folder = resolve(inBundle ? bundle : root);
  const file = join(folder, inBundle ? path.slice("/bundle/".length) : path);
  if (file !== folder && !file.startsWith(folder + sep)) return null;
  const candidate = path.endsWith("/") ? join(file, "index.html") : file;
  const facts = await stat(candidate).catch(() => null);
  return facts?.isFile() ? { name: candidate, bytes: facts.size, changed: facts.mtimeMs } : null;
}

async function sendFile({ request, response, send, path, file, small }) {
  const type = extname(file.name);
  const body = file.bytes <= kSmallBytes ? await smallFile(file, small) : null;
  const encoding = kNotCompressed.has(type) ? null : encodingFor(request, body !== null);
  const etag = `"${body ? body.hash : `${file.bytes}-${Math.round(file.changed)}`}${encoding ? `-${encoding}` : ""}"`;
  const headers = {
    "Content-Type": kTypes[type] ?? "application/octet-stream",
    "Cache-Control": kNamedByContent.test(path) ? kOneYear : "no-cache",
    Vary: "Accept-Encoding",
    ETag: etag,
  };
  if (request.headers["if-none-match"] === etag) return send(304, headers).end();
  if (encoding) headers["Content-Encoding"] = encoding;
  if (body) {
    const bytes = body.encoded(encoding);
    send(200, { ...headers, "Content-Length": bytes.length });
    return response.end(request.method === "HEAD" ? undefined : bytes);
  }
  send(200, encoding ? headers : { ...headers, "Content-Length": file.bytes });
  if (request.method === "HEAD") return response.end();
  const stages = [
    createReadStream(file.name),
    ...(encoding ? [createGzip({ level: 4 })] : []),
    response,
  ];
  // A visitor who leaves in the middle of a file is not a failure of the server.
  return pipeline(stages).catch(() => response.destroy());
}

/** What the browser takes: Brotli is smaller, and for small files only, since it is slow to make. */
function encodingFor({ headers }, isSmall) {
  const accepted = headers["accept-encoding"] ?? "";
  if (isSmall && /\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : null;
}

function encode(content, encoding) {
  if (encoding === "gzip") return gzipSync(content);
  if (encoding === null) return content;
  const quality = content.length < kQuickBytes ? 11 : 5;
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

/** Content, hash and (on first need) compressed content; read again when the file has changed. */
async function smallFile({ name, bytes, changed }, small) {
  const kept = small.get(name);
  if (kept && kept.changed === changed && kept.bytes.length === bytes) return kept;
  const content = await readFile(name);
  const encodings = new Map();
  const entry = {
    changed,
    bytes: content,
    hash: createHash("sha256").update(content).digest("hex").slice(0, 20),
    encoded: (encoding) => {
      if (!encodings.has(encoding)) encodings.set(encoding, encode(content, encoding));
      return encodings.get(encoding);
    },
  };
  small.set(name, entry);
  return entry;
}

/** Listens on `port`, or on the next free one after it; 0 lets the system choose. */
export async function listen(server, host, port) {
  for (let tried = port; ; tried++) {
    try {
      await new Promise((ready, failed) => {
        server.once("error", failed);
        server.listen(tried, host, () => {
          server.off("error", failed);
          ready();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== "EADDRINUSE" || port === 0 || tried >= port + kPortsTried) throw error;
    }
  }
}

async function main() {
  const here = dirname(fileURLToPath(import.meta.url));
  const { values: options } = parseArgs({
    options: {
      root: { type: "string", default: join(here, "dist") },
      bundle: { type: "string" },
      port: { type: "string", default: "8080" },
      host: { type: "string", default: "127.0.0.1" },
    },
  });
  const port = Number(options.port);
  if (!/^\d+$/.test(options.port) || port > 65535) {
    throw new Error(`expected --port to be 0 to 65535, found "${options.port}"`);
  }
  const { root, bundle } = options;
  if (!(await stat(join(root, "index.html")).catch(() => null))) {
    throw new Error(`expected index.html in ${root}, found none: build the page with ./dev demo`);
  }
  const manifest = join(bundle ?? join(root, "bundle"), "manifest.json");
  if (bundle && !(await stat(manifest).catch(() => null))) {
    throw new Error(
      `expected manifest.json in ${bundle}, found none: make one with pocketrec train`,
    );
  }
  const server = createServer(siteHandler({ root, bundle }));
  const free = await listen(server, options.host, port);
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  console.log(`http://${host === "127.0.0.1" ? "localhost" : host}:${free}/`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(`serve: ${error.message}`);
    process.exitCode = error.code?.startsWith("ERR_PARSE_ARGS") ? 2 : 1;
  });
}
