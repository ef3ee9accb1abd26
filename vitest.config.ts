import { defineConfig } from "vitest/config";

// Where set, a machine-readable report is written there too; .ci/run counts from it.
const report = process.env["QRSEAL_TEST_REPORT"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Several suites hash passphrases and read photographs: more workers than cores only makes them queue.
    maxWorkers: 2,
    maxConcurrency: 3,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
});
