// Builds dist/: the compiled TypeScript beside the WebAssembly module that CMake made.
//   node build.mjs [folder of pocketrec.wasm; default ../build/wasm/wasm]
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
const built = resolve(process.argv[2] ?? join(here, "../build/wasm/wasm"));

if (!existsSync(join(built, "pocketrec.wasm"))) {
  console.error(
    `expected pocketrec.wasm in ${built}: build the WebAssembly module first ` +
      "(emcmake cmake --preset wasm && cmake --build --preset wasm)",
  );
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const compiled = spawnSync(process.execPath, [compiler, "-p", here], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// What a page that uses no bundler would otherwise load with all its comments.
for (const file of ["module.js", "wire.js"]) {
  const path = join(dist, file);
  const source = readFileSync(path, "utf8").replace(/\n\/\/# sourceMappingURL=.*/, "");
  writeFileSync(path, (await minify(file, source, { module: true })).code);
  rmSync(`${path}.map`);
}
copyFileSync(join(built, "pocketrec.wasm"), join(dist, "pocketrec.wasm"));
copyFileSync(join(here, "../LICENSE"), join(dist, "LICENSE"));
