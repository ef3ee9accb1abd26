import { describe, expect, test } from "vitest";
import { askedLanguage, languageOf } from "../../../src/cli/voice/language.ts";

const unused = (): string => {
  throw new Error("the system was asked");
};

describe("the language of the desk", () => {
  test.each([
    [{ LANG: "fr_FR.UTF-8" }, "fr"],
    [{ LANG: "fr" }, "fr"],
    [{ LANG: "FR-CA" }, "fr"],
    [{ LANG: "fr@euro" }, "fr"],
    [{ LANG: "fr.UTF-8" }, "fr"],
    [{ LANG: "en_GB.UTF-8" }, "en"],
    [{ LANG: "fry_NL" }, "en"],
    [{ LANG: "xfr" }, "en"],
    [{ LANG: "de_DE" }, "en"],
    [{ LANG: "C" }, "en"],
    [{ LANG: "POSIX" }, "en"],
    [{ LC_ALL: "fr_SN", LANG: "en_US" }, "fr"],
    [{ LC_ALL: "en_US", LC_MESSAGES: "fr_FR", LANG: "fr_FR" }, "en"],
    [{ LC_ALL: "", LC_MESSAGES: "fr_FR", LANG: "en_US" }, "fr"],
    [{ LC_ALL: "", LC_MESSAGES: "", LANG: "fr_FR" }, "fr"],
    [{ LC_CTYPE: "fr_FR", LANG: "en_US" }, "en"],
  ])("of %j is %s", (env, language) => {
    expect(languageOf(env, unused)).toBe(language);
  });

  test("where nothing is set, Windows is asked and others speak English", () => {
    const windows = process.platform === "win32";
    expect(languageOf({}, () => "fr-FR")).toBe(windows ? "fr" : "en");
    expect(languageOf({ LANG: "" }, () => "de-DE")).toBe("en");
  });
});

describe("askedLanguage", () => {
  test.each([
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
