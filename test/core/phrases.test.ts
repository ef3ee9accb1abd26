import { describe, expect, it } from "vitest";
import { failure } from "../../src/core/errors.ts";
import { phrase, phraseNames, wordPhrase } from "../../src/core/phrases.ts";

describe("phrases", () => {
  it("are all different", () => {
    expect(new Set(phraseNames).size).toBe(phraseNames.length);
  });

  it("are completed by texts, by numbers as people write them, by phrases and by refusals", () => {
    expect(wordPhrase(phrase("{} has {} characters, at most {} are kept", "--reason", 1234, 200))).toBe(
      "--reason has 1,234 characters, at most 200 are kept",
    );
    expect(wordPhrase(phrase("a QR code that holds {}", phrase("a web address")))).toBe(
      "a QR code that holds a web address",
    );
    const refusal = failure("trust/malformed", { problem: "it is not signed" });
    expect(wordPhrase(phrase("{}", refusal))).toBe(refusal.message);
  });

  it("take a fact as it is, whatever it holds", () => {
    expect(wordPhrase(phrase("{} is empty", "{} $& the name"))).toBe("{} $& the name is empty");
    expect(wordPhrase(phrase("{} or {}", "{}", "b"))).toBe("{} or b");
  });
});
