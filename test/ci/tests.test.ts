import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { emptyFolder, projectFolder } from "../cli/support/run.ts";

const { folder, remove } = emptyFolder();
afterAll(remove);

interface File {
  readonly name: string;
  readonly seconds: number;
  readonly status?: "failed";
}

/** What .ci/tests.mjs makes of a report of these files, each with so many tests that passed and failed. */
function told(verb: string, files: readonly File[], passed: number, failed: number) {
  const report = path.join(folder, "report.json");
  const testResults = files.map(({ name, seconds, status = "passed" }) => ({
    name: path.join(projectFolder, name),
    startTime: 1000,
    endTime: 1000 + seconds * 1000,
    status,
    assertionResults: [],
  }));
  const counts = { numTotalTests: passed + failed, numPassedTests: passed, numFailedTests: failed };
  writeFileSync(report, JSON.stringify({ testResults, ...counts }));
  const args = [path.join(projectFolder, ".ci/tests.mjs"), verb, report];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
  return { lines: stdout.split("\n").slice(0, -1), status };
}

test("counts what passed and failed, and a file that broke before its first test as one that failed", () => {
  expect(told("count", [{ name: "test/a.test.ts", seconds: 1 }], 7, 2)).toEqual({
    lines: ["7 2"],
    status: 0,
  });
  const broken = [{ name: "test/a.test.ts", seconds: 0, status: "failed" }] as const;
  expect(told("count", broken, 7, 2)).toEqual({ lines: ["7 3"], status: 0 });
});

test("fails where no test was run, and where there is no report", () => {
  expect(told("count", [], 0, 0)).toMatchObject({ lines: [], status: 1 });
  const args = [path.join(projectFolder, ".ci/tests.mjs"), "count", path.join(folder, "none.json")];
  expect(spawnSync(process.execPath, args, { encoding: "utf8" })).toMatchObject({ stdout: "", status: 1 });
});

test("names the ten slowest, and warns of those that are far too slow for the quick suite", () => {
  const files = Array.from({ length: 12 }, (_, at) => ({
    name: `test/${at}.slow.test.ts`,
    seconds: 30 - at,
  }));
  const quick = { name: "test/idle.test.ts", seconds: 25.5 };
  const { lines, status } = told("slowest", [...files, quick, { name: "test/b.test.ts", seconds: 5 }], 1, 0);
  expect(status).toBe(0);
  expect(lines).toHaveLength(13);
  expect(lines[1]).toBe("   30.0 s  test/0.slow.test.ts");
  expect(lines[6]).toBe("   25.5 s  test/idle.test.ts");
  expect(lines[10]).toBe("   22.0 s  test/8.slow.test.ts");
  expect(lines[11]).toBe("WARNING: test/idle.test.ts took 25.5 s: name it .slow.test.ts, or make it quick");
  expect(lines[12]).toMatch(/^the quick suite's files took 3[01] s of at most \d+$/);
});

test("fails where all that is quick takes far too long together", () => {
  const files = Array.from({ length: 100 }, (_, at) => ({ name: `test/${at}.test.ts`, seconds: 5 }));
  expect(told("slowest", files, 1, 0).status).toBe(1);
});
