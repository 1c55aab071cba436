import { defineConfig } from "vitest/config";

/** Tests that take too long for every change: many runs of the real engine, killed and resumed, and with faults. */
export default defineConfig({
  test: {
    include: ["test/**/*.nightly.test.ts"],
    fileParallelism: false,
    globalSetup: "test/support/findEngine.ts",
    // On two shared cores, one of these tests takes minutes.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
