import { createPrivateKey } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { writeFileSync } from "node:fs";
import { encodeDer, encodeInteger, tags } from "../../../src/core/encoding/der.ts";
import {
  PBKDF2_ITERATIONS,
  protectionCost,
  protectPrivateKey,
} from "../../../src/core/keys/keyprotection.ts";
import { limits } from "../../../src/core/limits.ts";
import { systemRandom } from "../../../src/core/random.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { hasOpenssl, run, temporaryFolder } from "../../interop/support/tools.ts";
import { byOldScheme, byPbkdf2, byScrypt, pbes2Of, protectedBy } from "./support/protected.ts";
import { expectRefusal, fixture, hex, privateKey, present } from "../support/fixtures.ts";
import { wordTerm } from "../../words/support/saying.ts";

const pkcs8 = present(privateKey().toPkcs8)();
const passphrase = encodeUtf8("une phrase à ne pas dire");

describe("protectPrivateKey", () => {
  it("writes what Node opens with the passphrase, byte for byte", () => {
    const file = protectPrivateKey(pkcs8, passphrase, systemRandom);
    const opened = createPrivateKey({
      key: Buffer.from(file),
      format: "der",
      type: "pkcs8",
      passphrase: Buffer.from(passphrase),
    });
    expect(opened.export({ type: "pkcs8", format: "der" })).toEqual(pkcs8);
  });

  it("draws salt and initialisation vector anew each time", () => {
    const drawn: string[] = [];
    const counting = (length: number): Uint8Array => {
      const bytes = systemRandom(length);
      drawn.push(hex(bytes));
      return bytes;
    };
    protectPrivateKey(pkcs8, passphrase, counting);
    protectPrivateKey(pkcs8, passphrase, counting);
    expect(drawn.map((bytes) => bytes.length / 2)).toEqual([16, 16, 16, 16]);
    expect(new Set(drawn).size).toBe(4);
  });

  it("leaves the key it was given as it was", () => {
    const given = Uint8Array.from(pkcs8);
    protectPrivateKey(given, passphrase, systemRandom);
    expect(Buffer.compare(given, pkcs8)).toBe(0);
  });

  it("asks for as many iterations as OWASP does, and reads its own file as bearable", () => {
    expect(PBKDF2_ITERATIONS).toBe(600_000);
    expect(protectionCost(protectPrivateKey(pkcs8, passphrase, systemRandom))).toEqual({
      verdict: "bearable",
    });
  });

  it.each([0, 1025])("takes no passphrase of %i bytes: nothing would open the file again", (length) => {
    expectRefusal(() => protectPrivateKey(pkcs8, new Uint8Array(length), systemRandom), "internal/bug");
  });
});

describe.skipIf(!hasOpenssl)("what openssl sees in a protected key", () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it("is PBES2 of PBKDF2 with 600,000 rounds of HMAC-SHA-256, 16 bytes of salt, and AES-256-CBC", () => {
    writeFileSync(folder.path("key.der"), protectPrivateKey(pkcs8, passphrase, systemRandom));
    const listing = Buffer.from(
      run("openssl", ["asn1parse", "-inform", "DER", "-in", folder.path("key.der")]),
    );
    const facts = Array.from(
      listing.toString().matchAll(/prim: +(\w+(?: \w+)?) +:?(.*)/g),
      ([, type, value]) => `${type ?? ""} ${type === "OCTET STRING" ? "" : (value ?? "")}`.trim(),
    );
    expect(facts).toEqual([
      "OBJECT PBES2",
      "OBJECT PBKDF2",
      "OCTET STRING",
      "INTEGER 0927C0",
      "OBJECT hmacWithSHA256",
      "NULL",
      "OBJECT aes-256-cbc",
      "OCTET STRING",
      "OCTET STRING",
    ]);
    expect(Number("0x0927C0")).toBe(600_000);
    expect(listing.toString().match(/l= +16 prim: OCTET STRING/g)).toHaveLength(2);
  });
});

describe("protectionCost", () => {
  it.each([
    ["PBKDF2 at its limit", byPbkdf2(encodeInteger(10_000_000))],
    ["scrypt as openssl writes it", byScrypt(16384, 8, 1)],
    ["scrypt at both limits", byScrypt(32768, 8, 16)],
    ["PBES1 as of old", byOldScheme("1.2.840.113549.1.5.3", 2048)],
    ["PKCS #12 with triple DES", byOldScheme("1.2.840.113549.1.12.1.3", 2048)],
  ])("bears %s", (_, file) => {
    expect(protectionCost(file)).toEqual({ verdict: "bearable" });
  });

  it.each([
    ["one PBKDF2 iteration too many", byPbkdf2(encodeInteger(10_000_001)), "iterations", 10_000_001],
    ["fifty million PBKDF2 iterations", byPbkdf2(encodeInteger(50_000_000)), "iterations", 50_000_000],
    [
      "2^800 PBKDF2 iterations",
      byPbkdf2(encodeDer(tags.integer, Uint8Array.of(1), new Uint8Array(100))),
      "iterations",
      Infinity,
    ],
    ["scrypt over a terabyte", byScrypt(2 ** 30, 8, 1), "scrypt-memory", 2 ** 40],
    ["scrypt one step too large", byScrypt(65536, 8, 1), "scrypt-memory", 2 ** 26],
    ["scrypt of a large block", byScrypt(2, 2 ** 30, 1), "scrypt-memory", 2 ** 38],
    ["scrypt in a million lanes", byScrypt(16384, 8, 1_000_000), "scrypt-parallelisation", 1_000_000],
    ["scrypt in one lane too many", byScrypt(16384, 8, 17), "scrypt-parallelisation", 17],
    ["PBES1 with a thousand million", byOldScheme("1.2.840.113549.1.5.3", 1e9), "iterations", 1e9],
    ["PKCS #12 with a thousand million", byOldScheme("1.2.840.113549.1.12.1.3", 1e9), "iterations", 1e9],
  ])("will not bear %s", (_, file, parameter, found) => {
    expect(protectionCost(file)).toMatchObject({ verdict: "costly", parameter: { term: parameter }, found });
  });

  it.each([
    ["an algorithm nobody uses", protectedBy("1.2.3.4"), "algorithm 1.2.3.4"],
    ["a key derivation nobody uses", pbes2Of("1.2.3.4"), "key derivation 1.2.3.4"],
    ["PBES2 without parameters", protectedBy("1.2.840.113549.1.5.13"), "no key derivation named"],
    ["PBKDF2 without iterations", pbes2Of("1.2.840.113549.1.5.12"), "iterations missing"],
    ["negative iterations", byPbkdf2(encodeDer(tags.integer, Uint8Array.of(0x80))), "iterations missing"],
    ["nothing", new Uint8Array(), "no algorithm named"],
    ["no DER", Uint8Array.of(0x30, 0x80, 1), "no algorithm named"],
  ])("knows not what %s costs", (_, file, found) => {
    const cost = protectionCost(file);
    expect(cost.verdict === "unknown" ? wordTerm(cost.found, "en") : cost.verdict).toBe(found);
  });

  it("never throws, whatever is changed in a file", () => {
    const whole = Buffer.from(
      Buffer.from(fixture("keys/protected-2048_private.pem"))
        .toString()
        .replace(/-----.*-----/g, ""),
      "base64",
    );
    // The parameters are at the front; the rest is ciphertext.
    const changes = fc.array(fc.tuple(fc.nat(110), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (changed) => {
        const file = Uint8Array.from(whole);
        for (const [at, byte] of changed) file[at] = byte;
        const cost = protectionCost(file);
        return cost.verdict !== "costly" || cost.found > limits.scryptParallelisation;
      }),
      { numRuns: 5000 },
    );
  });
});
