import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";
import { cases, slowFiles } from "./test/runtimes.ts";

// Where set, a machine-readable report is written there too; .ci/run counts from it.
const report = process.env["QRSEAL_TEST_REPORT"];

/** Test files that take two seconds or more are named NAME.slow.test.ts. */
const quick = "test/**/!(*.slow).test.ts";
const transcripts = Object.keys(cases).map((topic) => `test/cli/transcripts/${topic}.slow.test.ts`);

/** What `--mode` runs, when it is not everything. */
const included: Readonly<Record<string, string[]>> = {
  quick: [quick],
  runtimes: [quick, ...Object.keys(slowFiles), ...transcripts],
};

/** Quick files last: no worker is left with a long one while the other has nothing to do. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(".slow.test.ts");
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig(({ mode }) => ({
  test: {
    include: included[mode] ?? ["test/**/*.test.ts"],
    provide: { runtimes: mode === "runtimes" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Several suites hash passphrases and read photographs: more workers than cores only makes them queue.
    maxWorkers: 2,
    maxConcurrency: 3,
    sequence: { sequencer: SlowFirst },
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
  },
}));
