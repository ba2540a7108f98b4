import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.mjs"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A browser on a busy machine stalls once in many thousand steps; the report names what was retried.
    retry: process.env.CI ? 1 : 0,
  },
});
