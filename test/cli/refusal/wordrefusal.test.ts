import { describe, expect, it } from "vitest";
import { frenchPhrases } from "../../../src/cli/refusal/frenchphrases.ts";
import { wordRefusal } from "../../../src/cli/refusal/wordrefusal.ts";
import type { QrsealError } from "../../../src/core/index.ts";
import { failure, phrase, phraseNames } from "../../../src/core/index.ts";
import { every, failureOf } from "../../core/everyerror.ts";
import { betrayed } from "./giveaways.ts";

/** Texts and numbers among the facts; phrases come in each language's words. */
function plainFacts(error: QrsealError): string[] {
  return Object.values(error.facts as Record<string, unknown>)
    .flat()
    .filter((fact) => typeof fact === "string" || typeof fact === "number")
    .map(String)
    .filter((fact) => !(phraseNames as readonly string[]).includes(fact));
}

/** As a word of its own. */
const holds = (sentence: string, fact: string): boolean =>
  ` ${sentence} `
    .split(fact)
    .some((before, at, all) => at + 1 < all.length && /\W$/.test(before) && /^\W/.test(all[at + 1] ?? ""));

describe("every code in French", () => {
  it.each(every)("$code $more is worded for a person", ({ code, more }) => {
    const error = failureOf(code, more);
    const { says, hint } = wordRefusal(error, "fr");
    const facts = plainFacts(error);
    expect(says).not.toBe(error.message);
    expect(hint).not.toBe(error.hint);
    for (const sentence of [says, hint]) {
      expect(sentence).not.toBe("");
      expect(sentence).toBe(sentence.trim());
      expect(betrayed(sentence, facts)).toBeNull();
    }
  });

  it.each(every)("$code $more holds the facts that English holds", ({ code, more }) => {
    const error = failureOf(code, more);
    const { says, hint } = wordRefusal(error, "fr");
    for (const fact of plainFacts(error)) {
      expect([says, fact, holds(says, fact)]).toEqual([says, fact, holds(error.message, fact)]);
      expect([hint, fact, holds(hint, fact)]).toEqual([hint, fact, holds(error.hint, fact)]);
    }
  });
});

describe("every phrase in French", () => {
  it.each(phraseNames)("%s", (name) => {
    const words = frenchPhrases[name];
    expect(words.split("{}").length).toBe(name.split("{}").length);
    if (/[a-z]/.test(name.replace(/--[a-z-]+/g, ""))) expect(words).not.toBe(name);
    expect(betrayed(words.replaceAll("{}", "§"))).toBeNull();
  });

  it("takes nothing for a phrase that only looks like one", () => {
    const path = "the document";
    const facts = { what: "the document", path } as const;
    expect(wordRefusal(failure("input/not-found", facts), "fr").says).toBe(
      "le document est introuvable : the document",
    );
  });
});

describe("wordRefusal", () => {
  it("writes numbers as each language does", () => {
    const error = failure("document/too-large", { bytes: 5_000_000, maxBytes: 4_194_304 });
    expect(wordRefusal(error, "en").says).toContain("5,000,000 bytes, at most 4,194,304 bytes");
    expect(wordRefusal(error, "fr").says).toContain("5\u202f000\u202f000 octets");
    expect(wordRefusal(error, "fr").says).toContain("4\u202f194\u202f304");
  });

  it("says one and several", () => {
    const tooLarge = (maxBytes: number): string =>
      wordRefusal(failure("open/too-large", { maxBytes }), "fr").says;
    expect(tooLarge(1)).toContain("1 octet ");
    expect(tooLarge(2)).toContain("2 octets ");
  });

  it("words a refusal inside another one", () => {
    const inner = failure("trust/malformed", { problem: phrase("it begins as {}", phrase("a web address")) });
    const error = failure("trust/store-damaged", { path: "trust.txt", problem: phrase("{}", inner) });
    expect(wordRefusal(error, "fr").says).toContain(
      "(la liste de confiance est abîmée ou a été modifiée : le début ressemble à ceci : une adresse web)",
    );
  });

  it("says in English what the core says", () => {
    const error = failure("open/damaged", {});
    expect(wordRefusal(error, "en")).toEqual({ says: error.message, hint: error.hint });
  });
});
