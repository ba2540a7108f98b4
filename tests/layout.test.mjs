// Dependencies point one way (design): web -> wasm -> core <- trainer, and in the trainer each stage
// sees only the ones before it. Read off the includes and imports themselves.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { kMeasured, withFigures } from "./bench/readme.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const read = (file) => readFileSync(join(repository, file), "utf8");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: repository,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && existsSync(join(repository, file)));

// In the order of the straight line; `support` and `data` serve every stage.
const stages =
  "support data read sample split content groups metrics train map score index pack evaluate commands".split(
    " ",
  );

/** Where a file stands: "core", "wasm", "web", "tests", or "trainer/<stage>". */
function place(file) {
  const [top, second] = file.split("/");
  return top === "trainer" && stages.includes(second) ? `trainer/${second}` : top;
}

function maySee(from, to) {
  if (from === to || from === "tests") return true;
  if (from === "wasm") return to === "core";
  if (from === "trainer") return to.startsWith("trainer/") || to === "core"; // main.cpp
  if (!from.startsWith("trainer/")) return false;
  if (to === "core") return true;
  if (!to.startsWith("trainer/")) return false;
  return stages.indexOf(to.slice(8)) < stages.indexOf(from.slice(8));
}

function arrows(pattern, expression, resolveTo) {
  return files
    .filter((file) => pattern.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(expression)].map(([, target]) => ({
        file,
        target,
        from: place(file),
        to: resolveTo(file, target),
      })),
    );
}

test("C++ includes point one way", () => {
  const includes = arrows(/\.(cpp|h)$/, /^#include "([^"]+)"/gm, (_, target) => place(target));
  expect(includes.length).toBeGreaterThan(100);
  const wrong = includes.filter(({ from, to }) => !maySee(from, to));
  expect(wrong.map(({ file, target }) => `${file} includes ${target}`)).toEqual([]);
});

test("the page uses the package like any other consumer", () => {
  const imports = arrows(/^(web|wasm)\/.*\.(ts|mts|mjs)$/, /from "([^"]+)"/g, (file, target) =>
    target.startsWith(".") ? place(normalize(join(dirname(file), target))) : "package",
  );
  expect(imports.length).toBeGreaterThan(50);
  const wrong = imports.filter(({ from, to }) => to !== "package" && to !== from);
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test("core stays free of files, threads, printing and exceptions", () => {
  const forbidden =
    /^#include <(fstream|iostream|cstdio|thread|mutex|atomic|filesystem|exception)>/m;
  const core = files.filter((file) => /^core\/.*\.(cpp|h)$/.test(file));
  expect(core.length).toBeGreaterThan(10);
  expect(core.filter((file) => forbidden.test(read(file)))).toEqual([]);
  expect(core.filter((file) => /\b(throw|catch)\b\s*[({\w]/.test(code(read(file))))).toEqual([]);
});

/** Without comments and strings. */
function code(text) {
  return text.replace(/\/\/.*$/gm, "").replace(/"(\\.|[^"\\\n])*"/g, '""');
}

test("one file of the core and two of the trainer know an instruction set", () => {
  const knows = files.filter(
    (file) =>
      /^(core|trainer|wasm)\/.*\.(cpp|h)$/.test(file) &&
      /<simde\/|simd128\.h|immintrin/.test(read(file)),
  );
  expect(knows).toEqual([
    "core/dot.cpp",
    "trainer/score/scan_kernel.cpp",
    "trainer/train/matrix_kernel.cpp",
  ]);
});

test("the README's figures are the measured ones", () => {
  const measured = Object.fromEntries(
    kMeasured
      .map((name) => [name, `tests/bench/${name}.json`])
      .filter(([, path]) => existsSync(join(repository, path)))
      .map(([name, path]) => [name, JSON.parse(read(path))]),
  );
  expect(read("README.md")).toBe(withFigures(read("README.md"), measured));
});

test("notebooks are sources alone, and type no measured figure", () => {
  const notebooks = files.filter((file) => file.startsWith("notebooks/"));
  expect(notebooks.filter((file) => !/\.(py|md|txt)$/.test(file))).toEqual([]);
  // Of a sentence: a decimal of three digits, or a share other than that of an interval.
  const typed = /(?<![\w.])0?\.\d{3,}|(?<![\d.])(?!95 %)\d[\d.]* %/;
  const sentences = notebooks
    .filter((file) => /\/\d_\w+\.py$/.test(file))
    .flatMap((file) =>
      read(file)
        .split("\n")
        .filter((line) => /^# /.test(line)),
    );
  expect(sentences.length).toBeGreaterThan(100);
  expect(sentences.filter((line) => typed.test(line))).toEqual([]);
});

test("no path of a machine and no registry is named", () => {
  const forbidden = /\/(?:home|root|work|Users)\/\w|registry\.npmjs|deb\.debian\.org|pypi\.org/;
  const texts = files.filter(
    (file) => !/\.(png|webp|svg|ico)$/.test(file) && file !== "tests/layout.test.mjs",
  );
  expect(texts.filter((file) => forbidden.test(read(file)))).toEqual([]);
});
