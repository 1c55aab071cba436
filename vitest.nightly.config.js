import { defineConfig } from "vitest/config";

/** What takes too long for every change: many runs of the real engine, killed and resumed, and on bad days. */
export default defineConfig({
  test: {
    include: ["test/nightly/**/*.test.ts"],
    fileParallelism: false,
    globalSetup: "test/engine/findEngine.ts",
    // Two cores that others use as well need minutes for one of them.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
