import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Machines are noisy, and tests that wait for child processes need slack; none of them measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          // These two need programs that are built first; those of the nights take hours.
          exclude: ["test/**/*.{engine,registry,nightly}.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "registry",
          include: ["test/**/*.registry.test.ts"],
          // Builds crane once, in half a minute, and the reader of YAML.
          globalSetup: "test/support/buildGoTools.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ["test/**/*.engine.test.ts"],
          // One engine uses both cores.
          fileParallelism: false,
          globalSetup: "test/support/findEngine.ts",
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
