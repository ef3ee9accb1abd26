import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bug, errorCodes, failure, QrsealError } from "../../src/core/errors.ts";
import { every, failureOf } from "./everyerror.ts";

describe("every code", () => {
  it("is a kebab-case subject and fault", () => {
    for (const code of errorCodes) expect(code).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
    expect(errorCodes.length).toBeGreaterThan(40);
  });

  it.each(every)("$code $more is worded for a person", ({ code, more }) => {
    const error = failureOf(code, more);
    expect(error).toBeInstanceOf(QrsealError);
    expect(error).toMatchObject({ code, name: "QrsealError" });
    for (const sentence of [error.message, error.hint]) {
      expect(sentence).not.toBe("");
      expect(sentence).toBe(sentence.trim());
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.$|  |\n/);
    }
    expect(error.cause).toBeUndefined();
  });

  it("documents itself in docs/ERRORS.md, and nothing else is documented there", () => {
    const page = readFileSync(new URL("../../docs/ERRORS.md", import.meta.url), "utf8");
    const documented = Array.from(page.matchAll(/^\| *`([a-z]+\/[a-z0-9-]+)` *\|/gm), ([, code]) => code);
    expect(documented.toSorted()).toEqual(errorCodes.toSorted());
  });
});

describe("numbers in sentences", () => {
  it.each([
    [1, "at most 1 byte can"],
    [4_194_304, "at most 4,194,304 bytes can"],
  ])("%i is written for people", (maxBytes, part) => {
    expect(failure("document/too-large", { bytes: 2, maxBytes }).message).toContain(part);
  });
});

describe("bug", () => {
  it("is a refusal like the others", () => {
    expect(bug("a state").code).toBe("internal/bug");
    expect(bug("a state").message).toBe("this should not happen: a state");
  });
});

describe("facts", () => {
  it("stay with the error, for whoever words it in another language", () => {
    const facts = { what: "the document", path: "a.json", maxBytes: 7 } as const;
    expect(failure("input/too-large", facts).facts).toBe(facts);
  });
});
