import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeEnvelope } from "../../src/core/formats/detect.ts";
import { open } from "../../src/core/open.ts";
import { fixture, keyNames, parseKeyWrapped, present, privateKey } from "./support.ts";
import type { KeyName } from "./support.ts";

interface Golden {
  readonly name: string;
  readonly format: string;
  readonly key: KeyName;
  readonly mediaType: string;
  readonly madeBy: string;
}

const golden = JSON.parse(Buffer.from(fixture("envelopes/index.json")).toString()) as readonly Golden[];

describe("golden envelopes", () => {
  it("are all listed, and of both formats, both makers and every key", () => {
    const files = readdirSync(new URL("../../fixtures/envelopes/", import.meta.url));
    const names = files
      .filter((file) => file.endsWith(".envelope"))
      .map((file) => file.replace(".envelope", ""));
    expect(names.sort()).toEqual(golden.map(({ name }) => name).sort());
    expect(golden.length).toBeGreaterThanOrEqual(17);
    expect(new Set(golden.map(({ format, madeBy }) => `${format} ${madeBy}`)).size).toBe(4);
    expect(new Set(golden.map(({ key }) => key))).toEqual(new Set(keyNames));
  });

  it.each(golden)("$name opens to its document, byte for byte", ({ name, format, key, mediaType }) => {
    const envelope = parseKeyWrapped(fixture(`envelopes/${name}.envelope`));
    expect(envelope).toMatchObject({ format, mediaType });
    const document = present(open(envelope, privateKey(key)));
    expect(Buffer.compare(document, fixture(`envelopes/${name}.document`))).toBe(0);
  });

  it.each(golden)("$name is not for any other key", ({ name, key }) => {
    const envelope = parseKeyWrapped(fixture(`envelopes/${name}.envelope`));
    for (const other of keyNames.filter((candidate) => candidate !== key)) {
      expect(open(envelope, privateKey(other))).toBeNull();
    }
  });

  it.each(golden)("$name has the one spelling that this project writes", ({ name }) => {
    const bytes = fixture(`envelopes/${name}.envelope`);
    expect(Buffer.compare(encodeEnvelope(parseKeyWrapped(bytes)), bytes)).toBe(0);
  });
});
