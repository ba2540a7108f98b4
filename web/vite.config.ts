import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";
import { contentSecurityPolicy } from "./csp.mjs";
import { headersFile, nginxSnippet } from "./hosting.mjs";
import { iconPng } from "./icon.mjs";

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
        first: fileURLToPath(new URL("src/first.ts", import.meta.url)),
        "service-worker": fileURLToPath(new URL("src/service-worker.ts", import.meta.url)),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
        chunkFileNames: ({ moduleIds }) => `assets/${wordsOf(moduleIds) ?? "[name]"}-[hash].js`,
        // What several views share comes in few files: each costs a slow line a wait.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "base",
              test: /node_modules.(lit|lit-element|lit-html|@lit.reactive-element).(?!.*directives.repeat)|oxc-project|src.(format|views|route|parameters|page|refinement)\.ts$|light-element\.ts$/,
            },
            { name: "cards", test: /@lit.task|components.(item-card|cover[a-z-]*)\.ts$/ },
            {
              name: "lists",
              test: /components.(result-list|item-choice|map-link|strength|combobox|subject|content-state)\.ts$|(content-part|growing|trail)\.ts$|directives.repeat/,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  // The last that writes at the head of the page comes first in it: the policy.
  plugins: [earlyFiles(), strictPolicy(), icons(), offlineShell()],
});

/** "ar-launch": a view's words are named apart from its code, which has a file of the same name. */
function wordsOf(modules: string[]): string | null {
  const names = modules.map((id) => /\/strings\/(\w+)\/(\w+)\.ts$/.exec(id));
  const name = names.at(-1);
  return name && names.every(Boolean) ? `${name[1]}-${name[2]}` : null;
}

/** The Content-Security-Policy as <meta>, and all headers in the files that hosts read. */
function strictPolicy(): Plugin {
  return {
    name: "pocketrec-strict-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
          injectTo: "head-prepend",
        },
      ],
    },
    generateBundle() {
      const files = { _headers: headersFile(), "nginx.conf": nginxSnippet() };
      for (const [fileName, source] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}

/**
 * Names in index.html what scripts will ask for, the first of them (first.ts) and the manifest before all
 * else: page, worker and engine are then on their way together. (A page with ?bundle= asks for one file
 * in vain.)
 */
function earlyFiles(): Plugin {
  return {
    name: "pocketrec-early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) => {
        const find = (pattern: RegExp) => {
          const file = Object.keys(bundle).find((name) => pattern.test(name));
          if (!file) throw new Error(`expected a file like ${pattern} in the build`);
          return `./${file}`;
        };
        const link = (attrs: Record<string, string | boolean>): HtmlTagDescriptor => ({
          tag: "link",
          attrs,
          injectTo: "head",
        });
        const anonymous = { rel: "preload", crossorigin: true };
        const app = find(/^assets\/app-.*\.js$/);
        const chunk = bundle[app.slice(2)];
        const imports = chunk?.type === "chunk" ? chunk.imports.map((file) => `./${file}`) : [];
        return [
          {
            ...link({ ...anonymous, as: "fetch", href: "./bundle/manifest.json" }),
            injectTo: "head-prepend",
          },
          {
            tag: "script",
            attrs: {
              type: "module",
              async: true,
              crossorigin: true,
              src: find(/^assets\/first-.*\.js$/),
            },
            injectTo: "head-prepend",
          },
          ...[app, ...imports]
            .filter((file) => !html.includes(file))
            .map((href) => link({ rel: "modulepreload", crossorigin: true, href })),
          link({ ...anonymous, as: "script", href: find(/^assets\/worker-.*\.js$/) }),
          link({ ...anonymous, as: "fetch", href: find(/^assets\/pocketrec-.*\.wasm$/) }),
        ];
      },
    },
  };
}

/** The icon in the sizes that home screens ask for. */
function icons(): Plugin {
  return {
    name: "pocketrec-icons",
    apply: "build",
    generateBundle() {
      for (const size of [180, 192, 512]) {
        this.emitFile({ type: "asset", fileName: `icon-${size}.png`, source: iconPng(size) });
      }
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
        (file) => !/^(service-worker\.js|_headers|nginx\.conf)$/.test(file),
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
