import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two of the suites hash passphrases and read photographs: more workers than cores only makes them queue.
    maxWorkers: 2,
  },
});
