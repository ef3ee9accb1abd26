import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";
import { cases, slowFiles } from "./test/runtimes.ts";

// Where set, a machine-readable report is written there too; .ci/run counts from it.
const report = process.env["QRSEAL_TEST_REPORT"];

/** Test files that take two seconds or more are named NAME.slow.test.ts. */
const quick = "test/**/!(*.slow).test.ts";
const transcripts = Object.keys(cases).map((topic) => `test/cli/transcripts/${topic}.slow.test.ts`);

/** What puts something in the place of a module, or adds a kind of key, must not share its modules with other files. */
const alone = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".slow.test.ts"))
  .map((name) => `test/${name.replaceAll("\\", "/")}`)
  .filter((file) => /vi\.mock\(|add(?:Recipient|Signer)Kind\(/.test(readFileSync(file, "utf8")));

const common = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  maxConcurrency: 3,
  provide: { runtimes: false },
};

/** The quick files share what they import: a third of their time. */
const quickly = [
  { test: { ...common, name: "quick", include: [quick], exclude: alone, isolate: false } },
  { test: { ...common, name: "alone", include: alone } },
];

/** What `--mode` runs, when it is not everything. */
const selected = {
  quick: { projects: quickly },
  runtimes: {
    projects: [
      ...quickly,
      {
        test: {
          ...common,
          name: "differing",
          include: [...Object.keys(slowFiles), ...transcripts],
          provide: { runtimes: true },
        },
      },
    ],
  },
  test: { include: ["test/**/*.test.ts"] },
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
    ...common,
    // Several suites hash passphrases and read photographs: more workers than cores only makes them queue.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    ...selected[mode as keyof typeof selected],
  },
}));
