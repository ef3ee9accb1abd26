import { describe, expect, test } from "vitest";
import { concludeFrom, conclusionRow, verdictReport } from "../../../src/cli/verdict/report.ts";
import { refusalFor } from "../../../src/core/verdict/refusalfor.ts";
import { wordsIn } from "../../../src/words/index.ts";
import { exitStatusOf } from "../../../src/cli/exit.ts";
import { fact, objectionsTo } from "../../../src/core/index.ts";
import type { Fact, Objection } from "../../../src/core/index.ts";
import { allSamples, samples } from "./support/facts.ts";
import { wordRefusal } from "../../../src/words/index.ts";

const words = wordsIn.en.verdict;
const good = fact("in-date/no-end", "good", { signedAt: 0 });
const doubtful = fact("in-date/undated", "doubtful", {});
const bad = fact("in-date/expired", "bad", { until: 0 });

describe("the conclusion", () => {
  test.each([
    ["all good", [good, good], false, [], "reliable"],
    ["one in doubt", [good, doubtful], false, [], "doubtful"],
    ["refused, whatever else", [good, good], true, ["expired"], "refused"],
    ["overridden, whatever else is in doubt", [bad, doubtful], false, ["expired"], "overridden"],
    ["bad and neither refused nor overridden is not reliable", [bad], false, [], "doubtful"],
  ] as const)("%s", (_, facts, refused, accepted, expected) => {
    expect(concludeFrom(facts, refused, accepted)).toBe(expected);
  });

  test("names the issuer where one can rely on it, and the overrides where they were needed", () => {
    expect(conclusionRow("reliable", "ANAE", [], words)[1]).toContain("ANAE");
    expect(conclusionRow("overridden", "ANAE", ["expired"], words)[1]).toMatch(/expired$/);
    for (const conclusion of ["doubtful", "refused"] as const)
      expect(conclusionRow(conclusion, "ANAE", ["expired"], words)[1]).not.toMatch(/ANAE|expired/);
  });
});

describe("the refusal of each objection", () => {
  const objections = objectionsTo(allSamples);

  test.each(objections.map((objection): [string, Objection] => [objection.fact.code, objection]))(
    "%s has the code of its objection, and tells the details",
    (_, objection) => {
      const refusal = refusalFor(objection);
      const { says, hint } = wordRefusal(refusal, "en");
      expect(refusal.code).toBe(objection.error);
      expect(`${says} ${hint}`).not.toMatch(/undefined|null|NaN|\[object/);
      expect([5, 6]).toContain(exitStatusOf(refusal));
      // Whoever may override it is told how, nobody else.
      expect(hint.includes("--accept")).toBe(objection.acceptance !== null);
      if (objection.acceptance !== null) expect(hint).toContain(`--accept ${objection.acceptance}`);
    },
  );

  test("a forgery and a forwarded document are worse than an expired one", () => {
    const statusOf = (sample: Fact | undefined): number | undefined =>
      sample === undefined
        ? undefined
        : objectionsTo([sample]).map((found) => exitStatusOf(refusalFor(found)))[0];
    expect(statusOf(samples["authentic/bad-signature"][0])).toBe(5);
    expect(statusOf(samples["for-me/forwarded"][0])).toBe(5);
    expect(statusOf(samples["in-date/expired"][0])).toBe(6);
  });

  test("of a fact that is none is a fault of ours", () => {
    expect(refusalFor({ fact: good, error: "verdict/expired", acceptance: null }).code).toBe("internal/bug");
  });
});

test("programs get every fact with its code, standing and details, and the overrides", () => {
  expect(verdictReport("overridden", [good, bad], ["expired"], words)).toEqual({
    conclusion: "overridden",
    accepted: ["expired"],
    facts: [
      {
        fact: "in-date",
        code: "in-date/no-end",
        standing: "good",
        text: "yes: signed 1970-01-01, without an end",
        details: { signedAt: 0 },
      },
      {
        fact: "in-date",
        code: "in-date/expired",
        standing: "bad",
        text: "NO: it was valid until 1970-01-01 00:00 UTC",
        details: { until: 0 },
      },
    ],
  });
});
