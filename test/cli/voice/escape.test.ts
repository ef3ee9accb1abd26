import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeJson, escapeLine, escapeLines } from "../../../src/cli/voice/escape.ts";

const harmless = "Société Ünïcode 漢字 👩‍💼 {a: 1} \\ |";

test("ordinary text of any language stays as it is", () => {
  expect(escapeLine("Société 漢字 😀 \\")).toBe("Société 漢字 😀 \\");
});

test.each([
  ["the escape character", "\u001b[31m", "\\u{1b}[31m"],
  ["the eight-bit control introducer", "\u009b2J", "\\u{9b}2J"],
  ["a carriage return", "a\rb", "a\\u{d}b"],
  ["a line feed", "a\nb", "a\\u{a}b"],
  ["delete", "\u007f", "\\u{7f}"],
  ["a reading direction override", "\u202egnp", "\\u{202e}gnp"],
  ["an isolate", "\u2066x\u2069", "\\u{2066}x\\u{2069}"],
  ["a zero-width space", "a\u200bb", "a\\u{200b}b"],
  ["a tag character", "\u{e0041}", "\\u{e0041}"],
  ["a lone surrogate", "\ud800", "\\u{d800}"],
])("%s is spelled out", (_, text, escaped) => {
  expect(escapeLine(text)).toBe(escaped);
});

test("a document keeps its lines and tabs and nothing else", () => {
  expect(escapeLines("a\n\tb\r\u001b")).toBe("a\n\tb\\u{d}\\u{1b}");
});

test("nothing that controls a terminal survives, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(escapeLine(text + harmless)).not.toMatch(
        /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }),
  );
});

test("escaped JSON is the same JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = JSON.stringify({ text });
      const escaped = escapeJson(json);
      expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
      expect(escaped).not.toMatch(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
