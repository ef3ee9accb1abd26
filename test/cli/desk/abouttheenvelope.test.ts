import { expect, test } from "vitest";
import { isAboutTheEnvelope } from "../../../src/cli/desk/abouttheenvelope.ts";
import { QrsealError } from "../../../src/core/index.ts";
import { everyCode } from "../../words/everycode.ts";

test("what is said of an envelope, of how it opens, and of the document it holds or names", () => {
  const about = everyCode
    .filter(({ code, fault }) => isAboutTheEnvelope(new QrsealError(code, {}, fault)))
    .map(({ code }) => code);
  expect(about.sort()).toEqual(
    everyCode
      .map(({ code }) => code)
      .filter((code) => /^(?:open|envelope|document|deposit)\//.test(code))
      .sort(),
  );
  expect(about.length).toBeGreaterThan(15);
});

test("is not what is said of keys, passphrases, places, or of nothing known", () => {
  for (const code of ["key/not-found", "passphrase/wrong", "output/exists", "internal/bug", "toString"])
    expect(isAboutTheEnvelope(new QrsealError(code, {}, "input"))).toBe(false);
});
