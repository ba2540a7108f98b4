// How hosts are to send the page, from one table: _headers (Netlify, Cloudflare Pages and others) and
// a snippet for nginx. serve.mjs sends the same.
import { securityHeaders } from "./csp.mjs";

const kForGood = "public, max-age=31536000, immutable";
const kAskAgain = "no-cache";

/** What has its content in its name is kept; of the rest a browser asks whether it is still so. */
const kCaching = [
  { files: "/assets/*", nginx: "^~ /assets/", value: kForGood },
  { files: "/bundle/*.bin", nginx: "~ ^/bundle/.*\\.bin$", value: kForGood },
  { files: "/service-worker.js", nginx: "= /service-worker.js", value: kAskAgain },
];

export function headersFile() {
  return [
    "/*",
    ...Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`),
    ...kCaching.flatMap(({ files, value }) => [files, `  Cache-Control: ${value}`]),
    "",
  ].join("\n");
}

/** To be included in a server block whose root is the folder of the page. */
export function nginxSnippet() {
  // A location with one add_header of its own forgets those around it: each has them all.
  const headers = (caching) =>
    Object.entries({ ...securityHeaders, "Cache-Control": caching }).map(
      ([name, value]) => `  add_header ${name} "${value}" always;`,
    );
  const location = (pattern, caching) => [`location ${pattern} {`, ...headers(caching), "}"];
  return [
    "# Made by the build. In the server block whose root is this folder:",
    "#   include .../nginx.conf;",
    "gzip on;",
    "gzip_vary on;",
    `gzip_types ${kCompressed.join(" ")};`,
    ...location("/", kAskAgain),
    ...kCaching.flatMap(({ nginx, value }) => location(nginx, value)),
    "location ~ \\.webmanifest$ {",
    "  types { application/manifest+json webmanifest; }",
    ...headers(kAskAgain),
    "}",
    "",
  ].join("\n");
}

const kCompressed = [
  "text/css",
  "text/javascript",
  "application/javascript",
  "application/json",
  "application/manifest+json",
  "application/octet-stream", // parts of a bundle
  "application/wasm",
  "image/svg+xml",
];
