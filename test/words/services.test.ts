/** What a desk is told of the service's refusals: their sentences in its own language, and what to do about them. */
import { expect, it } from "vitest";
import { refusals } from "../../src/exchange/protocol/refusals.ts";
import { remedyFor as englishRemedy } from "../../src/words/en/remedies.ts";
import { remedyFor as frenchRemedy } from "../../src/words/fr/remedies.ts";
import { sentenceFor } from "../../src/words/fr/services.ts";
import { betrayed } from "./support/giveaways.ts";

const sentences = Object.entries(refusals).map(([code, { says }]) => ({ code, says }));
const known = sentences.filter(({ code, says }) => sentenceFor(code, says) !== says);

it("many of them have a French sentence, and whatever has a remedy has one", () => {
  expect(known.length).toBeGreaterThan(20);
  const remedied = sentences.filter(({ code }) => englishRemedy(code) !== englishRemedy("stranger/refusal"));
  expect(remedied.length).toBeGreaterThan(15);
  expect(remedied.filter(({ code }) => !known.some((one) => one.code === code))).toEqual([]);
});

it.each(known)("$code is said in French", ({ code, says }) => {
  expect(betrayed(sentenceFor(code, says), ["docs/EXCHANGE.md", "Retry-After", "Date"])).toBeNull();
});

it.each([...sentences.map(({ code }) => code), "HTTP 404", "stranger/refusal", "toString"])(
  "%s has a remedy in both languages",
  (code) => {
    expect(englishRemedy(code)).not.toBe("");
    expect(frenchRemedy(code)).not.toBe(englishRemedy(code));
    expect(betrayed(frenchRemedy(code))).toBeNull();
    expect(englishRemedy(code) === englishRemedy("stranger/refusal")).toBe(
      frenchRemedy(code) === frenchRemedy("stranger/refusal"),
    );
  },
);

it("whatever is no service of ours speaks for itself", () => {
  expect(englishRemedy("HTTP 404")).toContain("its own answer");
  expect(englishRemedy("HTTP 404")).not.toBe(englishRemedy("stranger/refusal"));
});
