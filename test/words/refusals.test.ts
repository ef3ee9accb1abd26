import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitStatusOf } from "../../src/cli/exit.ts";
import { failure, term } from "../../src/cli/refusals.ts";
import { QrsealError } from "../../src/core/index.ts";
import type { Language, Wording } from "../../src/words/index.ts";
import { dayOf, languages, wordRefusal, wordsIn } from "../../src/words/index.ts";
import { declaringFiles, everyCode } from "./support/everycode.ts";
import { anyFacts, variantsOf } from "./support/facts.ts";
import { betrayed } from "./support/giveaways.ts";
import { wordTerm } from "./support/saying.ts";

type AnyWords = Readonly<Record<string, ((facts: object) => Wording) | undefined>>;
const wordsOf = (language: Language): AnyWords => wordsIn[language].refusals as unknown as AnyWords;

/** Where a language words what a file declares. */
const wordsFile = (file: string, language: Language): string =>
  file.replace("src/", `src/words/${language}/refusals/`).replace("/refusals.ts", ".ts");

describe("a code that a room declares", () => {
  const page = readFileSync(new URL("../../docs/ERRORS.md", import.meta.url), "utf8");
  const documented = new Map(
    Array.from(page.matchAll(/^\| *`([a-z]+\/[a-z0-9-]+)` *\| *(\d+) *\|/gm), ([, code, status]) => [
      code,
      Number(status),
    ]),
  );

  it("is a kebab-case subject and what is wrong with it, declared once", () => {
    for (const { code } of everyCode) expect(code).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    const codes = everyCode.map(({ code }) => code);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
    expect(codes.length).toBeGreaterThan(100);
  });

  it("is worded in every language, and documented with its status", () => {
    const missing = everyCode.flatMap(({ code, fault, file }) => {
      const status = exitStatusOf({ fault });
      return [
        ...languages
          .filter((language) => !Object.hasOwn(wordsOf(language), code))
          .map((language) => `${code} of ${file} has no words in ${wordsFile(file, language)}`),
        ...(documented.get(code) === status
          ? []
          : [`${code} of ${file} has no row in docs/ERRORS.md with the status ${status}`]),
      ];
    });
    expect(missing).toEqual([]);
  });

  it("has its words in a file of the same name in every language", () => {
    const files = declaringFiles.flatMap((file) => languages.map((language) => wordsFile(file, language)));
    expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
  });

  it("and nothing else is", () => {
    const codes = new Set(everyCode.map(({ code }) => code));
    for (const language of languages)
      expect(Object.keys(wordsOf(language)).filter((code) => !codes.has(code))).toEqual([]);
    expect(Array.from(documented.keys()).filter((code) => !codes.has(code ?? ""))).toEqual([]);
  });
});

const every = everyCode.flatMap(({ code }) => variantsOf(code).map((more) => ({ code, more })));

interface Tried extends Wording {
  /** What the sentences asked for, as it stands in them. */
  readonly facts: readonly string[];
}

/** A moment is told as a day at least. */
const asTold = (fact: string | number): string =>
  typeof fact === "number" && fact > 1e9 ? dayOf(fact) : String(fact);

function tryOut(code: string, more: Readonly<Record<string, unknown>>, language: Language): Tried {
  const asked = new Map<string, unknown>();
  const { says, hint } = wordsOf(language)[code]?.(anyFacts(more, asked)) ?? { says: "", hint: "" };
  const facts = Array.from(asked.values())
    .flat()
    .filter((fact) => typeof fact === "string" || typeof fact === "number")
    .map(asTold)
    .filter((fact) => fact !== "");
  return { says, hint, facts };
}

describe.each(languages)("every code in %s", (language) => {
  it.each(every)("$code $more is worded for a person", ({ code, more }) => {
    const { says, hint } = tryOut(code, more, language);
    for (const sentence of [says, hint]) {
      expect(sentence).not.toBe("");
      expect(sentence).toBe(sentence.trim());
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.$| {2}|\n/);
    }
  });
});

/** As a word of its own. */
const holds = (sentence: string, fact: string): boolean =>
  ` ${sentence} `
    .split(fact)
    .some((before, at, all) => at + 1 < all.length && /\W$/.test(before) && /^\W/.test(all[at + 1] ?? ""));

describe("every code in French", () => {
  it.each(every)("$code $more is French, and holds the facts that English holds", ({ code, more }) => {
    const english = tryOut(code, more, "en");
    const french = tryOut(code, more, "fr");
    expect(french.facts.toSorted()).toEqual(english.facts.toSorted());
    for (const part of ["says", "hint"] as const) {
      const sentence = french[part];
      // One that is a fact and nothing else is worded where the fact is.
      if (!/^‹\w+›$/.test(sentence)) expect(sentence).not.toBe(english[part]);
      expect(betrayed(sentence, french.facts)).toBeNull();
      for (const fact of french.facts)
        expect([sentence, fact, holds(sentence, fact)]).toEqual([sentence, fact, holds(english[part], fact)]);
    }
  });
});

type AnyTerms = Readonly<Record<string, string | ((...places: readonly string[]) => string)>>;
const termsOf = (language: Language): AnyTerms => wordsIn[language].terms as unknown as AnyTerms;
const marks = ["‹one›", "‹two›", "‹three›", "‹four›"];
const marksIn = (words: string): readonly string[] => marks.filter((mark) => words.includes(mark));

function tryTerm(name: string, language: Language): string {
  const said = termsOf(language)[name] ?? "";
  return typeof said === "string" ? said : said(...marks);
}

describe("every term in French", () => {
  it.each(Object.keys(termsOf("en")))("%s", (name) => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    const [english, french] = [tryTerm(name, "en"), tryTerm(name, "fr")];
    expect(english).not.toMatch(/undefined|null|\[object|\.$/);
    expect(marksIn(french)).toEqual(marksIn(english));
    if (/[a-z]/.test(english.replace(/--[a-z-]+|‹\w+›/g, ""))) expect(french).not.toBe(english);
    expect(betrayed(french, marks)).toBeNull();
  });
});

describe("a term", () => {
  it("is completed by texts, by numbers as people write them, and by terms", () => {
    const tooLong = term("text-too-long", term("name"), "1234", 1200);
    expect(wordTerm(tooLong, "en")).toBe("the name has 1234 characters, at most 1,200 are kept");
    expect(wordTerm(tooLong, "fr")).toBe("le nom compte 1234 caractères, 1\u202f200 au plus sont gardés");
  });

  it("takes a text as it is, whatever it holds", () => {
    expect(wordTerm(term("verbatim", "{} $& ${name}"), "fr")).toBe("{} $& ${name}");
    const path = "document";
    const { says } = wordRefusal(failure("input/not-found", { what: term("document"), path }), "fr");
    expect(says).toBe("le document est introuvable : document");
  });

  it.each([
    [0, "0 bytes follow its end", "0 octet suit la fin"],
    [1, "1 byte follows its end", "1 octet suit la fin"],
    [2, "2 bytes follow its end", "2 octets suivent la fin"],
  ])("agrees with its number: %i", (count, english, french) => {
    expect(wordTerm(term("bytes-behind", count), "en")).toBe(english);
    expect(wordTerm(term("bytes-behind", count), "fr")).toBe(french);
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
    const tooLarge = (maxBytes: number, language: Language): string =>
      wordRefusal(failure("open/too-large", { maxBytes }), language).says;
    expect(tooLarge(1, "en")).toContain("1 byte ");
    expect(tooLarge(2, "en")).toContain("2 bytes ");
    expect(tooLarge(1, "fr")).toContain("1 octet ");
    expect(tooLarge(2, "fr")).toContain("2 octets ");
  });

  it("words a refusal inside another one", () => {
    const inner = failure("trust/malformed", { problem: term("begins-as", term("web-address")) });
    const error = failure("trust/store-damaged", { path: "trust.txt", problem: term("refusal", inner) });
    expect(wordRefusal(error, "fr").says).toContain(
      "(la liste de confiance est abîmée ou a été modifiée : le début ressemble à ceci : une adresse web)",
    );
  });

  it("says of a service's refusal what its code means, in French, and else what the service said", () => {
    const refused = (refusal: string): string =>
      wordRefusal(
        failure("exchange/refused", { url: "https://a.example", says: "no such thing", refusal }),
        "fr",
      ).says;
    expect(refused("participant/unknown")).toContain("aucun participant n'a ce nom (participant/unknown)");
    expect(refused("stranger/refusal")).toContain("no such thing (stranger/refusal)");
    expect(refused("toString")).toContain("no such thing (toString)");
  });

  it("words whatever has a code and its facts, as what came from another thread", () => {
    expect(wordRefusal(new QrsealError("open/damaged", {}, "damaged"), "en").says).toContain("for your key");
  });
});

it.each(languages)(
  "a code that nobody declared is a fault of the program in %s, and no success",
  (language) => {
    for (const code of ["mycard/gone", "toString"]) {
      const error = new QrsealError(code, {}, "nonsense" as never);
      const { says, hint } = wordRefusal(error, language);
      expect(says).toContain(code);
      expect(hint).not.toBe("");
      expect(exitStatusOf(error)).toBe(1);
    }
  },
);
