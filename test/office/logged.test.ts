import { expect, test } from "vitest";
import { QrsealError } from "../../src/core/index.ts";
import { isLogged } from "../../src/office/logged.ts";
import { everyCode } from "../words/support/everycode.ts";

test("what is said of an envelope, of how it opens, and of the document it holds or names is logged", () => {
  const codes = everyCode.map(({ code }) => code);
  const logged = everyCode
    .filter(({ code, fault }) => isLogged(new QrsealError(code, {}, fault)))
    .map(({ code }) => code);
  expect(logged.sort()).toEqual(
    codes.filter((code) => /^(?:open|envelope|document|deposit)\//.test(code)).sort(),
  );
  expect(logged.length).toBeGreaterThan(15);
});

test("what is said of keys, passphrases, places, or of nothing known is not", () => {
  for (const code of ["key/not-found", "passphrase/wrong", "output/exists", "internal/bug", "toString"])
    expect(isLogged(new QrsealError(code, {}, "input"))).toBe(false);
});
