/**
 * What a vitest report (JSON) says of the tests that were run:
 *   node .ci/tests.mjs count REPORT     "PASSED FAILED"; fails where there is no report, or no test in it
 *   node .ci/tests.mjs slowest REPORT   the ten slowest files, and what is slow without saying so by its name
 */
import { readFileSync } from "node:fs";
import path from "node:path";

const [, , verb, report] = process.argv;
const { testResults, numTotalTests, numPassedTests, numFailedTests } = JSON.parse(
  readFileSync(report, "utf8"),
);

if (verb === "count") count();
else if (verb === "slowest") slowest();
else throw new Error(`no such verb: ${verb}`);

function count() {
  if (numTotalTests === 0) throw new Error(`no test was run: ${report}`);
  // A file that breaks before its first test has no test that failed.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  console.log(numPassedTests, numFailedTests + broken.length);
}

function slowest() {
  /** A quick file takes less than two seconds on two cores that have nothing else to do. */
  const FAR_TOO_LONG = 6;
  /** All quick files together took 55 seconds of two workers when this was written. */
  const QUICK_SECONDS = 240;

  const files = testResults
    .map(({ name, startTime, endTime }) => ({
      name: path.relative(process.cwd(), name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.seconds - a.seconds);
  console.log("the ten slowest files:");
  for (const { name, seconds } of files.slice(0, 10))
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);

  const quick = files.filter(({ name }) => !name.endsWith(".slow.test.ts"));
  for (const { name, seconds } of quick)
    if (seconds > FAR_TOO_LONG)
      console.log(`WARNING: ${name} took ${seconds.toFixed(1)} s: name it .slow.test.ts, or make it quick`);
  const total = quick.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`the quick suite's files took ${total.toFixed(0)} s of at most ${QUICK_SECONDS}`);
  if (total > QUICK_SECONDS) process.exitCode = 1;
}
