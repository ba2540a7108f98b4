// Reports of `pocketrec evaluate` that the build folder keeps: a bench that takes hours can be stopped.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What `evaluate args` reports, kept as `json`; done again when the program or `args` are others. */
export function keptReport(cli, json, args) {
  const key = createHash("sha256")
    .update(readFileSync(cli))
    .update(JSON.stringify(args))
    .digest("hex");
  const stamp = `${json}.key`;
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== key) {
    const { status, stderr } = spawnSync(cli, ["evaluate", ...args, "--json", json], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`evaluate failed (${status}): ${stderr.slice(-2000)}`);
    writeFileSync(stamp, key);
  }
  return JSON.parse(readFileSync(json, "utf8"));
}
