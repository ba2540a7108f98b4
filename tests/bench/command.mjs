// A command that a bench waits for.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Says what runs, and returns what it printed. Fails where it does. `options`: of spawnSync(). */
export function run(command, args, options = {}) {
  console.error(`» ${[command, ...args].join(" ").replaceAll(repository, "")}`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status !== 0) throw new Error(`${command} failed (${status}): ${error ?? stderr}`);
  return { stdout, stderr };
}
