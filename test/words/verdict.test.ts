import { describe, expect, test } from "vitest";
import { alignLines, factRows } from "../../src/cli/verdict/report.ts";
import { languages, wordsIn } from "../../src/words/index.ts";
import { objectionsTo } from "../../src/core/index.ts";
import type { Fact } from "../../src/core/index.ts";
import { allSamples, samples } from "../cli/verdict/support/facts.ts";

const lastDay = 253_402_300_799;
const beyond = [lastDay, lastDay + 1, 8_640_000_000_000, 8_640_000_000_001, Number.MAX_SAFE_INTEGER];

/** What a reader must find in the sentence: names, numbers, fingerprints, and days of the numbers that are moments. */
function mentioned(value: unknown, name = ""): string[] {
  if (value === null) return [];
  if (typeof value === "string") return [value.toLowerCase()];
  if (typeof value === "number") {
    const isMoment = ["signedAt", "until", "from", "at", "listMadeAt"].includes(name);
    return [isMoment ? new Date(value * 1000).toISOString().slice(0, 10) : String(value)];
  }
  return Object.entries(value as object).flatMap(([key, one]) =>
    mentioned(one, /^\d+$/.test(key) ? name : key),
  );
}

describe.each(languages)("in %s", (language) => {
  const words = wordsIn[language].verdict;
  const told = (fact: Fact): string => factRows([fact], words)[0]?.[1] ?? "";

  test.each(allSamples.map((fact): [string, Fact] => [fact.code, fact]))(
    "%s tells all details",
    (_, fact) => {
      const text = told(fact);
      for (const detail of mentioned(fact.details)) expect(text.toLowerCase()).toContain(detail);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
      expect(text).toBe(text.trim());
      expect(text).not.toContain("  ");
    },
  );

  test("yes begins what is good, NO what is bad, in any case one of three", () => {
    const [yes, no, unknown] = {
      en: ["yes: ", "NO: ", "not known: "],
      fr: ["oui : ", "NON : ", "inconnu : "],
    }[language] as [string, string, string];
    for (const fact of allSamples) {
      const isBad = objectionsTo([fact]).length > 0 || fact.code === "first-time/no";
      const isKnown = !/undated|unknown$|not-kept/.test(fact.code);
      expect(told(fact).startsWith(isBad ? no : isKnown ? yes : unknown), fact.code).toBe(true);
    }
  });

  test("no two facts are told alike, and each names its line", () => {
    const all = Object.values(samples).flatMap(([fact]) => (fact === undefined ? [] : [told(fact)]));
    expect(new Set(all).size).toBe(all.length);
    const names = new Set(factRows(allSamples, words).map(([name]) => name));
    expect([...names]).toEqual(Object.values(words.names));
    expect(new Set(Object.values(words.names)).size).toBe(6);
  });

  const age = { listMadeAt: 0, daysOld: 0 };
  test.each(beyond)("a moment of %i seconds is a date", (moment) => {
    for (const fact of [
      { ...samples["in-date/yes"][0], details: { signedAt: moment, until: moment } },
      { ...samples["in-date/no-end"][0], details: { signedAt: moment } },
      { ...samples["in-date/expired"][0], details: { until: moment } },
      { ...samples["in-date/not-yet"][0], details: { from: moment } },
      {
        ...samples["authentic/outside-key-dates"][0],
        details: { issuer: "ANAE", signedAt: moment, from: moment, until: moment },
      },
      { ...samples["not-revoked/key"][0], details: { issuer: "ANAE", at: moment, reason: null, ...age } },
      { ...samples["not-revoked/yes"][0], details: { listMadeAt: moment, daysOld: 0 } },
    ] as Fact[])
      expect(told(fact)).toContain("9999-12-31");
    expect(told({ ...samples["in-date/no-end"][0], details: { signedAt: 0 } } as Fact)).toContain(
      "1970-01-01",
    );
  });

  test("every other word is there and tells what it is given", () => {
    const { conclusions } = words;
    expect(conclusions.reliable("ANAE")).toContain("ANAE");
    expect(conclusions.overridden(["expired", "revoked"])).toContain("expired, revoked");
    const earlier = [{ at: "2026-01-02T03:04:05Z", desk: "QUAI 4" }];
    expect(words.seenBefore(earlier)).toMatch(/2026-01-02T03:04:05Z .* QUAI 4$/);
    expect(words.id("0123")).toContain("0123");
    expect(words.clockSetBack("2026-01-02 03:04 UTC")).toContain("2026-01-02 03:04 UTC");
    expect(words.described(1, "application/json")).toMatch(/^1 (?:byte|octet), application\/json/);
    expect(words.described(2, "text/plain")).toMatch(/^2 (?:bytes|octets), text\/plain/);
    const all = [
      conclusions.doubtful,
      conclusions.refused,
      words.conclusion,
      words.document,
      words.about,
      words.anyoneCouldHaveMadeIt,
    ];
    for (const text of all) expect(text).toMatch(/^\p{Ll}[^\n]+[^\n.]$/u);
  });
});

test("the two languages share no sentence", () => {
  const [english, french] = [wordsIn.en.verdict, wordsIn.fr.verdict].map((words) =>
    factRows(allSamples, words),
  );
  for (const [index, [name, text]] of (english ?? []).entries()) {
    expect(french?.[index]?.[0]).not.toBe(name);
    expect(french?.[index]?.[1]).not.toBe(text);
  }
});

test("numbers of one are singular, in French nought too", () => {
  const days = ([, text]: readonly [string, string]): string => /\d+ (?:days?|jours?)/.exec(text)?.[0] ?? "";
  const told = (language: "en" | "fr"): string[] =>
    factRows(samples["not-revoked/yes"], wordsIn[language].verdict).map(days);
  expect(told("en")).toEqual(["0 days", "1 day", "77 days"]);
  expect(told("fr")).toEqual(["0 jour", "1 jour", "77 jours"]);
});

test("lines stand under each other, whatever is in them", () => {
  expect(
    alignLines([
      ["a", "one"],
      ["première", "two"],
    ]),
  ).toEqual(["a         one", "première  two"]);
});
