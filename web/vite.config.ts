import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { contentSecurityPolicy, securityHeaders } from "./csp.mjs";

const kPublic = fileURLToPath(new URL("public", import.meta.url));

export default defineConfig({
  // Relative addresses: the same files serve from a domain's root and from a folder of one.
  base: "./",
  publicDir: kPublic,
  build: {
    target: "es2022",
    // A data: URL would break connect-src 'self', and hide a file from caching by name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        page: fileURLToPath(new URL("index.html", import.meta.url)),
        "service-worker": fileURLToPath(new URL("src/service-worker.ts", import.meta.url)),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
  plugins: [strictPolicy(), offlineShell()],
});

/** The Content-Security-Policy as <meta> and, for hosts that read it, as a _headers file. */
function strictPolicy(): Plugin {
  return {
    name: "pocketrec-strict-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
    generateBundle() {
      const headers = Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`);
      const source = [
        "/*",
        ...headers,
        "/assets/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        "/bundle/*.bin",
        "  Cache-Control: public, max-age=31536000, immutable",
        "/service-worker.js",
        "  Cache-Control: no-cache",
        "",
      ].join("\n");
      this.emitFile({ type: "asset", fileName: "_headers", source });
    },
  };
}

/** Tells the service worker which files make up this build, and a version of them all. */
function offlineShell(): Plugin {
  return {
    name: "pocketrec-offline-shell",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const worker = bundle["service-worker.js"];
      if (worker?.type !== "chunk") throw new Error("expected service-worker.js among the chunks");
      const built = Object.keys(bundle).filter(
        (file) => !/^(service-worker\.js|_headers)$/.test(file),
      );
      const files = [...built, ...readdirSync(kPublic)].sort().map((file) => `./${file}`);
      const html = bundle["index.html"];
      const version = createHash("sha256")
        .update(JSON.stringify([files, html?.type === "asset" ? String(html.source) : ""]))
        .digest("hex")
        .slice(0, 12);
      worker.code = worker.code
        .replaceAll("__SHELL_FILES__", JSON.stringify(files))
        .replaceAll("__SHELL_VERSION__", JSON.stringify(version));
    },
  };
}
