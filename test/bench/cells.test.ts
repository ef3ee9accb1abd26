import { describe, expect, test } from "vitest";
import { densityTable, modulesOf, modulesRatio, tally } from "../../bench/lib/cells.ts";
import { documentNames, issuedDocument } from "../../bench/lib/documents.ts";
import { rsaKeys } from "../../bench/lib/keys.ts";
import { sealedCompact } from "../../bench/lib/compact.ts";
import { sealKeyWrapped } from "../core/envelope/support/sealing.ts";

/** A brace has no place in the alphanumeric mode (ISO/IEC 18004, table 5); a capital has. */
const inBytes = (length: number): Uint8Array => new Uint8Array(length).fill(0x7b);
const inCapitals = (length: number): Uint8Array => new Uint8Array(length).fill(0x41);

describe("modules of the smallest symbol", () => {
  test("of the label certificate as classic for RSA-3072 at M: version 28, 129 modules a side", async () => {
    const { bytes } = issuedDocument("label-certificate");
    const classic = await sealKeyWrapped(bytes, rsaKeys(3072).publicKey, { format: "classic" });
    const { rows } = densityTable("label", [{ name: "classic", text: classic, base: classic }]);
    expect(rows).toEqual([
      { name: "classic", values: [1140, 24, 113 ** 2, 1, 28, 129 ** 2, 1, 33, 149 ** 2, 1] },
    ]);
  });

  // ISO/IEC 18004, table 7: the last length of a version, and the first that needs the next.
  test.each([
    ["14 bytes", "M", inBytes(14), 21 ** 2],
    ["15 bytes", "M", inBytes(15), 25 ** 2],
    ["20 capitals", "M", inCapitals(20), 21 ** 2],
    ["21 capitals", "M", inCapitals(21), 25 ** 2],
    ["2953 bytes", "L", inBytes(2953), 177 ** 2],
    ["2954 bytes", "L", inBytes(2954), null],
    ["4296 capitals", "L", inCapitals(4296), 177 ** 2],
    ["1663 bytes", "Q", inBytes(1663), 177 ** 2],
    ["1664 bytes", "Q", inBytes(1664), null],
  ] as const)("%s at %s", (_, level, text, modules) => {
    expect(modulesOf(text, level)).toBe(modules);
  });
});

describe("beside another text", () => {
  test("the ratio is of modules, not of sides", () => {
    expect(modulesRatio(inBytes(14), inBytes(15), "M")).toBe(441 / 625);
  });

  test("there is none where one of the two fits no symbol", () => {
    expect(modulesRatio(inBytes(3000), inBytes(10), "L")).toBeNull();
    expect(modulesRatio(inBytes(10), inBytes(3000), "L")).toBeNull();
  });
});

describe("a tally over the levels", () => {
  test("counts cells with fewer, as many and more modules, and names the last", () => {
    const lines = [
      { name: "small", text: inBytes(5), base: inBytes(200) },
      { name: "same", text: inBytes(11), base: inBytes(11) },
      // 14 and 16 bytes: versions 1 and 1 at L, 1 and 2 at M, 2 and 2 at Q.
      { name: "large", text: inBytes(16), base: inBytes(14) },
    ];
    expect(tally(lines)).toEqual({ fewer: 3, same: 5, more: ["large at M"] });
  });

  test("a text that fits no symbol has more modules than one that fits; two such are not compared", () => {
    const lines = [
      { name: "lost", text: inBytes(2900), base: inBytes(100) },
      { name: "both lost", text: inBytes(2960), base: inBytes(3000) },
    ];
    // At L the first still fits; at M and Q it does not.
    expect(tally(lines)).toEqual({ fewer: 0, same: 0, more: ["lost at L", "lost at M", "lost at Q"] });
  });
});

test("the documents measured are of the sizes that are put on paper, and carry their subject", () => {
  for (const name of documentNames) {
    const { bytes, subject } = issuedDocument(name);
    expect(bytes.length, name).toBeGreaterThan(240);
    expect(bytes.length, name).toBeLessThan(2500);
    expect(Buffer.from(bytes).toString("utf8"), name).toContain(`"${subject}"`);
  }
});

test("the same document seals to the same length, so that a figure is a figure", async () => {
  const document = issuedDocument("label-certificate");
  const { publicKey } = rsaKeys(3072);
  const sealed = await Promise.all([1, 2, 3].map(() => sealedCompact(document, [publicKey], null)));
  expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
});
