// web/serve.mjs: what a good static host does, over real HTTP.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../../web/csp.mjs";
import { listen, siteHandler } from "../../web/serve.mjs";
import { strictCsp } from "./browsers.mjs";

describe("the static server", () => {
  const folder = mkdtempSync(join(tmpdir(), "pocketrec-serve-"));
  const large = Buffer.alloc(5 << 20, "large ");
  let server;
  let port;

  beforeAll(async () => {
    mkdirSync(join(folder, "site/assets"), { recursive: true });
    mkdirSync(join(folder, "bundle"));
    writeFileSync(join(folder, "secret.txt"), "not for visitors");
    writeFileSync(join(folder, "site/index.html"), "<p>page</p>");
    writeFileSync(join(folder, "site/assets/page-CM3FHrzw.js"), "export {};");
    writeFileSync(join(folder, "site/assets/engine-xsys6FGE.wasm"), "\0asm");
    writeFileSync(join(folder, "bundle/manifest.json"), "{}");
    writeFileSync(join(folder, "bundle/items.1562f243b37aa3f0.bin"), large);
    server = createServer(
      siteHandler({ root: join(folder, "site"), bundle: join(folder, "bundle") }),
    );
    port = await listen(server, "127.0.0.1", 0);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  /** The raw path is sent as it is: fetch() would tidy it up first. */
  const ask = (path, { method = "GET", headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request({ port, path, method, headers }, async (response) => {
        const pieces = [];
        for await (const piece of response) pieces.push(piece);
        const { statusCode: status, headers: received } = response;
        resolve({ status, headers: received, body: Buffer.concat(pieces) });
      });
      sent.on("error", reject).end();
    });

  it("sends each file with its type and the security headers", async () => {
    const types = {
      "/": "text/html; charset=utf-8",
      "/assets/page-CM3FHrzw.js": "text/javascript; charset=utf-8",
      "/assets/engine-xsys6FGE.wasm": "application/wasm",
      "/bundle/manifest.json": "application/json; charset=utf-8",
      "/bundle/items.1562f243b37aa3f0.bin": "application/octet-stream",
    };
    for (const [path, type] of Object.entries(types)) {
      const { status, headers } = await ask(path);
      expect(status, path).toBe(200);
      expect(headers["content-type"], path).toBe(type);
      expect(headers["content-security-policy"], path).toContain(contentSecurityPolicy);
      expect(headers["x-content-type-options"], path).toBe("nosniff");
    }
  });

  it("lets names with a content hash be kept, and has the others asked for again", async () => {
    const lifetime = async (path) => (await ask(path)).headers["cache-control"];
    expect(await lifetime("/assets/page-CM3FHrzw.js")).toContain("immutable");
    expect(await lifetime("/bundle/items.1562f243b37aa3f0.bin")).toContain("immutable");
    expect(await lifetime("/")).toBe("no-cache");
    expect(await lifetime("/bundle/manifest.json")).toBe("no-cache");
  });

  it("answers 304 to the ETag it gave, until the file changes", async () => {
    const path = "/bundle/manifest.json";
    const { etag } = (await ask(path)).headers;
    const headers = { "If-None-Match": etag };
    expect((await ask(path, { headers })).status).toBe(304);
    writeFileSync(join(folder, "bundle/manifest.json"), '{"new":1}');
    const again = await ask(path, { headers });
    expect(again.status).toBe(200);
    expect(again.body.toString()).toBe('{"new":1}');
  });

  it("compresses small and large files for those who ask", async () => {
    const headers = { "Accept-Encoding": "gzip" };
    for (const [path, content] of [
      ["/", "<p>page</p>"],
      ["/bundle/items.1562f243b37aa3f0.bin", large.toString()],
    ]) {
      const { headers: received, body } = await ask(path, { headers });
      expect(received["content-encoding"]).toBe("gzip");
      expect(gunzipSync(body).toString() === content).toBe(true);
      const plain = await ask(path);
      expect(plain.headers["content-encoding"]).toBeUndefined();
      expect(Number(plain.headers["content-length"])).toBe(content.length);
    }
  });

  it("prefers Brotli for small files, and gives each encoding an ETag of its own", async () => {
    const headers = { "Accept-Encoding": "gzip, deflate, br" };
    const { headers: received, body } = await ask("/", { headers });
    expect(received["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(body).toString()).toBe("<p>page</p>");
    expect(received.etag).not.toBe((await ask("/")).headers.etag);
    const large = await ask("/bundle/items.1562f243b37aa3f0.bin", { headers });
    expect(large.headers["content-encoding"]).toBe("gzip");
  });

  it("serves nothing outside of its folders, and nothing that is not a file", async () => {
    const outside = [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/bundle/../../secret.txt",
      "/bundle/%2e%2e/secret.txt",
      "/assets",
      "/assets/",
      "/nothing",
      "/%00",
      "/%zz",
    ];
    for (const path of outside) {
      const { status, body } = await ask(path);
      expect(status, path).toBe(404);
      expect(body.toString(), path).not.toContain("not for visitors");
    }
    expect((await ask("/", { method: "POST" })).status).toBe(405);
    const head = await ask("/", { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it("takes the next port where one is in use", async () => {
    const second = createServer();
    expect(await listen(second, "127.0.0.1", port)).toBeGreaterThan(port);
    await new Promise((closed) => second.close(closed));
  });

  it("promises at least the policy that the tests run under", () => {
    for (const rule of strictCsp.split("; ")) expect(contentSecurityPolicy).toContain(rule);
  });
});
