import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isParticipantName,
  newKeysText,
  possessionText,
} from "../../../src/exchange/protocol/participantmessages.ts";

describe("the name of a participant", () => {
  it.each(["office", "city-office-12", "amt-0301", "abc", "a1b".replace("1", "-1-"), "x".repeat(63)])(
    "may be %s",
    (name) => {
      expect(isParticipantName(name)).toBe(true);
    },
  );

  it.each([
    ["two characters", "ab"],
    ["64 characters", "x".repeat(64)],
    ["nothing", ""],
    ["a capital", "Office"],
    ["another alphabet", "оffice"],
    ["an accent", "büro"],
    ["a digit in a word", "0ffice"],
    ["a word with a number behind", "office1"],
    ["a word that looks like a number", "office-il"],
    ["another", "office-o"],
    ["a number in front", "12-office"],
    ["two hyphens", "office--one"],
    ["a hyphen in front", "-office"],
    ["a hyphen at the end", "office-"],
    ["an underscore", "office_one"],
    ["a dot", "office.one"],
    ["a space", "city office"],
    ["a line break", "office\n"],
    ["a reserved name", "admin"],
    ["our own name", "qrseal"],
    ["our own name in front", "qrseal-support"],
  ])("has no %s", (_, name) => {
    expect(isParticipantName(name)).toBe(false);
  });

  it("holds nothing but small letters, digits and hyphens", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 70, unit: "binary" }),
        (name) => !isParticipantName(name) || /^[a-z][a-z0-9-]{2,62}$/.test(name),
      ),
    );
  });
});

describe("what is proved", () => {
  const keys = { authority: "a.example:5443", name: "office", signingKey: "11", encryptionKey: "22" };

  it("is written line by line", () => {
    expect(possessionText(keys)).toBe("qrseal exchange possession\na.example:5443\noffice\n11\n22");
    expect(newKeysText({ ...keys, encryptionKey: null }, "00")).toBe(
      "qrseal exchange new keys\na.example:5443\noffice\n00\n11\n-",
    );
  });
});
