import { expect, test } from "vitest";
import { failure } from "../../src/core/index.ts";
import { isLogged } from "../../src/office/logged.ts";

test.each([
  [failure("open/damaged", {}), true],
  [failure("deposit/gone", { url: "https://exchange.example" }), true],
  [failure("document/not-utf8", { found: "UTF-16" }), true],
  [failure("key/none", { folder: "keys" }), false],
  [failure("passphrase/wrong", { path: "port.pem" }), false],
  [failure("output/disk-full", { path: "label.json" }), false],
  [failure("internal/bug", { what: "nothing" }), false],
])("what a document is to blame for is logged, and nothing else: %s", (refusal, expected) => {
  expect(isLogged(refusal)).toBe(expected);
});
