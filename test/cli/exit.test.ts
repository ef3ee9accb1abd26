import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exitStatuses, exitStatusOf } from "../../src/cli/exit.ts";
import { errorCodes } from "../../src/core/index.ts";
import { projectFolder } from "./run.ts";

test("the statuses are these numbers for ever", () => {
  expect(exitStatuses).toEqual({
    done: 0,
    ourBug: 1,
    usage: 2,
    inputUnreadable: 3,
    noKeyOpensIt: 4,
    damagedOrForged: 5,
    notTrusted: 6,
    serviceUnreachable: 7,
    interrupted: 130,
  });
});

test("every code has the status that the error page documents", () => {
  const page = readFileSync(path.join(projectFolder, "docs/ERRORS.md"), "utf8");
  const documented = [...page.matchAll(/^\| `([a-z0-9-]+\/[a-z0-9-]+)` +\| (\d+) +\|/gm)].map(
    ([, code = "", status]) => [code, Number(status)] as const,
  );
  expect(Object.fromEntries(documented)).toEqual(exitStatusOf);
  expect(Object.keys(exitStatusOf).sort()).toEqual([...errorCodes].sort());
});
