import { describe, expect, it } from "vitest";
import { askedLanguage, languageOf } from "../../src/cli/language.ts";

describe("languageOf", () => {
  const ofSystem = (): string => "de-CH";

  it.each([
    [{ LANG: "fr" }, "fr"],
    [{ LANG: "FR_ca.UTF-8@euro" }, "fr"],
    [{ LANG: "fr-FR" }, "fr"],
    [{ LANG: "fra" }, "en"],
    [{ LANG: "C" }, "en"],
    [{ LANG: "de_DE.UTF-8" }, "en"],
    [{ LANG: "en_GB", LC_MESSAGES: "fr_FR" }, "fr"],
    [{ LANG: "fr_FR", LC_MESSAGES: "fr_FR", LC_ALL: "C" }, "en"],
    [{ LANG: "fr_FR", LC_MESSAGES: "", LC_ALL: "" }, "fr"],
  ] as const)("%j is %s", (env, language) => {
    expect(languageOf(env, ofSystem)).toBe(language);
  });

  it("asks the system on Windows alone, and only where nothing is said", () => {
    expect(languageOf({}, () => "fr-FR")).toBe(process.platform === "win32" ? "fr" : "en");
    expect(languageOf({ LANG: "en" }, () => "fr-FR")).toBe("en");
  });
});

describe("askedLanguage", () => {
  it.each([
    [["scan-decrypt", "a.png", "--lang", "fr"], "fr"],
    [["scan-decrypt", "--lang=fr", "a.png"], "fr"],
    [["scan-decrypt", "--lang", "fr", "--lang=en"], "en"],
    [["scan-decrypt", "--lang", "fr", "--lang", "de"], null],
    [["scan-decrypt", "a.png", "--lang"], null],
    [["scan-decrypt", "fr"], null],
    [[], null],
  ] as const)("of %j is %s", (userArguments, language) => {
    expect(askedLanguage(userArguments)).toBe(language);
  });
});
