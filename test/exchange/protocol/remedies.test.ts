/** What a desk is told of the service's refusals: their sentences in its own language, and what to do about them. */
import { expect, it } from "vitest";
import { frenchPhrases } from "../../../src/cli/refusal/frenchphrases.ts";
import { phraseNames } from "../../../src/core/phrases.ts";
import { serviceRemedies } from "../../../src/core/serviceremedies.ts";
import { refusals } from "../../../src/exchange/protocol/refusals.ts";

it("remedies are for refusals that exist, whose sentences are known in every language", () => {
  const codes = Object.keys(refusals);
  const sentences = new Map(Object.entries(refusals).map(([code, { says }]) => [code, says]));
  for (const code of serviceRemedies.keys()) {
    expect(codes).toContain(code);
    expect(phraseNames).toContain(sentences.get(code));
  }
});

it("every sentence in the list of what services say is one that they say", () => {
  const said = new Set<string>(Object.values(refusals).map(({ says }) => says));
  const first = phraseNames.indexOf(refusals["request/too-large"].says);
  const last = phraseNames.indexOf(refusals["service/bug"].says);
  const listed = phraseNames.slice(first, last + 1);
  expect(listed.length).toBeGreaterThan(20);
  expect(listed.filter((sentence) => !said.has(sentence))).toEqual([]);
  expect(listed.filter((sentence) => frenchPhrases[sentence] === sentence)).toEqual([]);
});
