import { describe, expect, it } from "vitest";
import { readDocument } from "./document/document.ts";
import { Exceptions } from "./document/exceptions.ts";
import { indiscretions } from "./exported.ts";
import { idle } from "./judge.ts";
import { readProject, readTexts } from "./project.ts";
import { virtualDocument } from "./support/virtualproject.ts";

it("the project shows in no exported type what it never should", () => {
  const house = readDocument(readProject().document);
  const exceptions = new Exceptions(house.exceptions);
  const texts = new Map(readTexts());
  texts.set("src/core/intruder.ts", 'export const intruder = () => Buffer.from("a");');
  expect([...indiscretions(house, texts, exceptions), ...idle(exceptions, ["shows"])]).toEqual([
    expect.stringContaining("src/core/intruder.ts shows Buffer"),
  ]);
});

describe("the checker", () => {
  const texts = {
    "src/core/parameter.ts":
      'import type { KeyObject } from "node:crypto";\nexport function a(key: KeyObject): void {}',
    "src/core/field.ts": "export interface Held { readonly bytes: Buffer }",
    "src/core/renamed.ts": 'export type { KeyObject as Key } from "node:crypto";',
    "src/core/inferred.ts":
      'import { createHash, createSecretKey } from "node:crypto";\n' +
      "export const keyOf = (bytes: Uint8Array) => createSecretKey(bytes);\n" +
      'export const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();',
    "src/core/fromanother.ts":
      'import { keyOf } from "./inferred.ts";\nexport const key = keyOf(new Uint8Array(32));',
    "src/core/hidden.ts":
      'import { createSecretKey } from "node:crypto";\n' +
      "// A KeyObject, a Buffer.\n" +
      "const keyOf = (bytes: Uint8Array) => createSecretKey(bytes);\n" +
      "export const sizeOf = (bytes: Uint8Array): number | undefined => keyOf(bytes).symmetricKeySize;\n" +
      "export const copy = (bytes: ArrayBuffer): Uint8Array => Buffer.from(bytes);",
    "src/qr/elsewhere.ts": "export const a = (b: Buffer): Buffer => b;",
  };
  const house = readDocument(virtualDocument());
  const found = indiscretions(house, new Map(Object.entries(texts)), new Exceptions([]));

  it.each([
    ["parameters", "src/core/parameter.ts shows KeyObject"],
    ["fields", "src/core/field.ts shows Buffer"],
    ["what is passed on under another name", "src/core/renamed.ts shows KeyObject"],
    ["types that nobody wrote", "src/core/inferred.ts shows KeyObject"],
    ["what Node calls a Buffer of its own", "src/core/inferred.ts shows NonSharedBuffer"],
    ["types that come from another file", "src/core/fromanother.ts shows KeyObject"],
  ])("sees %s", (_, sentence) => {
    expect(found).toContainEqual(expect.stringContaining(sentence));
  });

  it("sees no harm in what stays inside, and in other rooms", () => {
    expect(found.filter((sentence) => /hidden|elsewhere/.test(sentence))).toEqual([]);
  });

  it("lets a file off that has a row", () => {
    const one = new Map([["src/core/field.ts", texts["src/core/field.ts"]]]);
    const row = { line: 1, rule: "shows", subjects: ["src/core/field.ts"], most: null } as const;
    expect(indiscretions(house, one, new Exceptions([row]))).toEqual([]);
  });
});
