// Builds dist/: the compiled TypeScript beside the WebAssembly module that CMake made.
//   node build.mjs [folder of pocketrec.mjs and pocketrec.wasm; default ../build/wasm/wasm]
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
const built = resolve(process.argv[2] ?? join(here, "../build/wasm/wasm"));

const missing = ["pocketrec.mjs", "pocketrec.wasm"].filter(
  (file) => !existsSync(join(built, file)),
);
if (missing.length > 0) {
  console.error(
    `expected ${missing.join(" and ")} in ${built}: build the WebAssembly module first ` +
      "(emcmake cmake --preset wasm && cmake --build --preset wasm)",
  );
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const compiled = spawnSync(process.execPath, [compiler, "-p", here], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// Emscripten leaves its glue at twice the size where the closure compiler is not installed.
const glue = await minify("pocketrec.mjs", readFileSync(join(built, "pocketrec.mjs"), "utf8"), {
  module: true,
});
writeFileSync(join(dist, "pocketrec.mjs"), glue.code);
copyFileSync(join(built, "pocketrec.wasm"), join(dist, "pocketrec.wasm"));
copyFileSync(join(here, "src/pocketrec.d.mts"), join(dist, "pocketrec.d.mts"));
copyFileSync(join(here, "../LICENSE"), join(dist, "LICENSE"));
