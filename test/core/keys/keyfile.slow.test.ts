import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { concat } from "../../../src/core/encoding/bytes.ts";
import { encodeInteger } from "../../../src/core/encoding/der.ts";
import { QrsealError } from "../../../src/core/refusal.ts";
import {
  openPrivateKeyFile,
  openSigningKeyFile,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../../../src/core/keys/keyfile.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { hasOpenssl, run, temporaryFolder } from "../../interop/support/tools.ts";
import { byPbkdf2, byScrypt, pem, protectedBy } from "./support/protected.ts";
import { expectRefusal, fixture, keyNames, privateKey, publicKey } from "../support/fixtures.ts";
import { privateKeyObject, publicKeyObject } from "../support/nodekeys.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import type { OpeningKey } from "../../../src/core/keys/recipientkind.ts";
import type { SigningKey } from "../../../src/core/keys/signerkind.ts";
import { newSigningKeys } from "../support/signingkeys.ts";

const text = (path: string): string => Buffer.from(fixture(path)).toString();
const plain = text("keys/office-2048_private.pem");
const shared = text("keys/office-2048_public.pem");
const locked = text("keys/protected-2048_private.pem");
const passphrase = encodeUtf8("correct horse battery staple, très bien");

const readPublic = (file: string | Uint8Array): unknown => readPublicKeyFile(toBytes(file), "k.pem");
const readPrivate = (file: string | Uint8Array): unknown => readPrivateKeyFile(toBytes(file), "k.pem");

function toBytes(file: string | Uint8Array): Uint8Array {
  return typeof file === "string" ? encodeUtf8(file) : file;
}

function openKey(file: string | Uint8Array, secret: Uint8Array | null = null): OpeningKey {
  return openPrivateKeyFile(readPrivateKeyFile(toBytes(file), "k.pem"), secret);
}

describe("key files of the fixtures", () => {
  it.each(keyNames)("%s: both halves have one fingerprint", (name) => {
    expect(publicKey(name).fingerprint).toBe(privateKey(name).fingerprint);
  });

  it("say beforehand whether they need a passphrase", () => {
    expect(readPrivateKeyFile(encodeUtf8(plain), "k.pem").needsPassphrase).toBe(false);
    expect(readPrivateKeyFile(encodeUtf8(locked), "k.pem").needsPassphrase).toBe(true);
  });
});

describe("written key files", () => {
  it("are the public key in SubjectPublicKeyInfo, as openssl writes it", () => {
    expect(Buffer.from(publicKey().toFile()).toString()).toBe(shared);
  });

  it("are the private key in PKCS #8, as openssl writes it", () => {
    expect(Buffer.from(privateKey().toFile(null)).toString()).toBe(plain);
  });

  it("open under their passphrase and under no other", () => {
    const file = privateKey().toFile(passphrase);
    expect(Buffer.from(file).toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(openKey(file, passphrase).fingerprint).toBe(privateKey().fingerprint);
    expectRefusal(() => openKey(file, encodeUtf8("another one")), "passphrase/wrong");
    expectRefusal(() => openKey(file), "passphrase/wrong");
  });

  it.each([
    ["of one byte", new Uint8Array(1).fill(0x61)],
    ["of 1,024 bytes", new Uint8Array(1024).fill(0x61)],
    ["with a zero byte in it", Uint8Array.of(0x61, 0, 0x62)],
    ["of another script", encodeUtf8("пароль 密码 🔑")],
  ])("open under a passphrase %s", (_, secret) => {
    const file = privateKey().toFile(secret);
    expect(openKey(file, secret).fingerprint).toBe(privateKey().fingerprint);
    expectRefusal(() => openKey(file, secret.slice(0, -1)), "passphrase/wrong");
  });
});

describe("a key file may have", () => {
  it.each([
    ["Windows line ends", plain.replaceAll("\n", "\r\n")],
    ["text before and behind", `Clé du bureau\nA: b\n\n${plain}\nfin\n`],
    ["a byte order mark", `\ufeff${plain}`],
    ["no line end at its end", plain.trimEnd()],
    [
      "one long line of base64",
      plain.replace(/(?<=KEY-----\n)[^-]*/, (body) => `${body.replaceAll("\n", "")}\n`),
    ],
  ])("%s", (_, file) => {
    expect(openKey(file).fingerprint).toBe(privateKey().fingerprint);
    expect(readPublic(file.replace(/-----BEGIN[^]*KEY-----/, () => shared.trim()))).toMatchObject({
      fingerprint: publicKey().fingerprint,
    });
  });
});

describe("refused with key/not-a-key is", () => {
  const notPrivate = (found: string): string => `expected a private key in PEM, found ${found}: k.pem`;
  const certificate = pem("CERTIFICATE", Uint8Array.of(0x30, 0));
  const cut = "a PEM block that is cut short or damaged";

  it.each([
    ["an empty file", "", "nothing"],
    ["other text", "bonjour", "other text, 7 bytes"],
    ["bytes", Uint8Array.of(0xff, 0xd8), "2 bytes that are not text"],
    ["a web address", "https://example.org/", "a web address"],
    ["a certificate", certificate, "a PEM block of CERTIFICATE"],
    [
      "an EC key of the old form",
      pem("EC PRIVATE KEY", Uint8Array.of(0x30, 0)),
      "a PEM block of EC PRIVATE KEY",
    ],
    ["an OpenSSH key", pem("OPENSSH PRIVATE KEY", Uint8Array.of(0)), "a PEM block of OPENSSH PRIVATE KEY"],
    ["a block cut short", plain.slice(0, 900), cut],
    ["a block without its first line", plain.slice(plain.indexOf("\n")), "other text, 1,677 bytes"],
    ["a block whose lines differ in label", plain.replace("END PRIVATE", "END PUBLIC"), cut],
    ["a block with a foreign character", plain.replace("MII", "MI*"), cut],
    ["a block with a character lost", plain.replace("MII", "MI"), "a damaged PEM block"],
    ["two blocks", plain + plain, "several PEM blocks"],
    ["a pair in one file", plain + shared, "several PEM blocks"],
    ["a key and its certificate", concat(encodeUtf8(plain), certificate), "several PEM blocks"],
  ])("%s", (_, file, found) => {
    expectRefusal(() => readPrivate(file), "key/not-a-key", notPrivate(found));
    const asPublic = typeof file === "string" ? file.replaceAll("PRIVATE", "PUBLIC") : file;
    expectRefusal(() => readPublic(asPublic), "key/not-a-key");
  });

  it.each([
    ["rubbish of a private label", pem("PRIVATE KEY", new Uint8Array(40))],
    ["a private key with its tail cut off", pem("PRIVATE KEY", privateDer().subarray(0, 600))],
    ["a public key of a private label", shared.replaceAll("PUBLIC", "PRIVATE")],
  ])("%s", (_, file) => {
    expectRefusal(() => openKey(file), "key/not-a-key", notPrivate("a damaged PEM block"));
  });

  it("rubbish of a public label", () => {
    expectRefusal(
      () => readPublic(pem("PUBLIC KEY", new Uint8Array(40))),
      "key/not-a-key",
      "expected a public key in PEM, found a damaged PEM block: k.pem",
    );
  });

  // Were one opened, its cost would not have been looked at.
  it.each(["PRIVATE KEY", "RSA PRIVATE KEY"])("a protected key that calls itself %s", (label) => {
    const relabelled = locked.replaceAll("ENCRYPTED PRIVATE KEY", label);
    expectRefusal(() => openKey(relabelled, passphrase), "key/not-a-key");
  });
});

describe("the wrong half is named", () => {
  it.each(["office-2048", "protected-2048", "pkcs1-2048"])(
    "a private key of %s where a public one is due",
    (name) => {
      expectRefusal(
        () => readPublic(fixture(`keys/${name}_private.pem`)),
        "key/public-needed",
        "expected a public key, found a private one: k.pem",
      );
    },
  );

  it.each(["office-2048", "pkcs1-2048"])("a public key of %s where a private one is due", (name) => {
    expectRefusal(
      () => readPrivate(fixture(`keys/${name}_public.pem`)),
      "key/private-needed",
      "expected a private key, found a public one: k.pem",
    );
  });
});

describe("a key of another kind", () => {
  it("is refused by its kind, in either half", () => {
    const pair = generateKeyPairSync("ed25519");
    expectRefusal(() => readPublic(pair.publicKey.export({ type: "spki", format: "pem" })), "key/wrong-type");
    expectRefusal(() => openKey(pair.privateKey.export({ type: "pkcs8", format: "pem" })), "key/wrong-type");
  });
});

describe("signing key files", () => {
  const readSigner = (file: string | Uint8Array): unknown => readSigningPublicKeyFile(toBytes(file), "s.pem");
  const openSigner = (file: string | Uint8Array, secret: Uint8Array | null = null): SigningKey =>
    openSigningKeyFile(readPrivateKeyFile(toBytes(file), "s.pem"), secret);

  describe.each(["ed25519", "p256", "rsa", "dsa"] as const)("of type %s", async (type) => {
    const pair = await newSigningKeys(type);
    const message = encodeUtf8("message");

    it("hold the pair they were made from", async () => {
      const publicKey = readSigningPublicKeyFile(pair.publicKey.toFile(), "s.pem");
      const privateKey = openSigner(pair.privateKey.toFile(null));
      expect([publicKey.kind.id, privateKey.kind.id]).toEqual([type, type]);
      expect(publicKey.fingerprint).toBe(pair.publicKey.fingerprint);
      expect(privateKey.fingerprint).toBe(pair.publicKey.fingerprint);
      const signature = await privateKey.sign(message);
      expect(await publicKey.verify(message, signature)).toBe(true);
    });

    it("open under their passphrase and under no other", () => {
      const file = pair.privateKey.toFile(passphrase);
      expect(readPrivateKeyFile(file, "s.pem").needsPassphrase).toBe(true);
      expect(openSigner(file, passphrase).fingerprint).toBe(pair.publicKey.fingerprint);
      expectRefusal(() => openSigner(file, encodeUtf8("another one")), "passphrase/wrong");
      expectRefusal(() => openSigner(file), "passphrase/wrong");
    });

    it("are refused where the other half is due", () => {
      expectRefusal(() => readSigner(pair.privateKey.toFile(null)), "key/public-needed");
      expectRefusal(() => readSigner(pair.privateKey.toFile(passphrase)), "key/public-needed");
      expectRefusal(() => openSigner(pair.publicKey.toFile()), "key/private-needed");
    });

    // RSA keys may do either; the formats keep the two apart.
    it.skipIf(type === "rsa")("are refused where a recipient's key is due", () => {
      expectRefusal(() => readPublic(pair.publicKey.toFile()), "key/wrong-type");
      expectRefusal(() => openKey(pair.privateKey.toFile(null)), "key/wrong-type");
    });
  });

  const expected = "expected an Ed25519, P-256, RSA or DSA-2048 signing key";
  it.each([
    ["X25519", generateKeyPairSync("x25519"), "a key of type x25519"],
    ["Ed448", generateKeyPairSync("ed448"), "a key of type ed448"],
    ["P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }), "a key of type ec"],
    [
      "DSA-1024",
      generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 }),
      "a key of type dsa",
    ],
    [
      "RSA bound to PSS",
      generateKeyPairSync("rsa-pss", { modulusLength: 2048 }),
      "an RSA key restricted to PSS signatures",
    ],
  ])("of type %s are refused, in either half", (_, pair, found) => {
    const says = `${expected}, found ${found}: s.pem`;
    const spki = pair.publicKey.export({ type: "spki", format: "pem" });
    const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "pem" });
    expectRefusal(() => readSigner(spki), "key/wrong-type", says);
    expectRefusal(() => openSigner(pkcs8), "key/wrong-type", says);
  });

  it("of RSA with 1,024 bits are refused, in either half", () => {
    const pair = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expectRefusal(() => readSigner(pair.publicKey.export({ type: "spki", format: "pem" })), "key/bad-size");
    expectRefusal(() => openSigner(pair.privateKey.export({ type: "pkcs8", format: "pem" })), "key/bad-size");
  });

  it("with a compressed point are refused: the same key would have a second fingerprint", async () => {
    const { publicKey } = await newSigningKeys("p256");
    const whole = publicKey.spki;
    const start = Buffer.from("3039301306072a8648ce3d020106082a8648ce3d030107032200", "hex");
    const sign = Uint8Array.of(2 + ((whole.at(-1) ?? 0) & 1));
    expectRefusal(
      () => readSigner(pem("PUBLIC KEY", concat(start, sign, whole.subarray(27, 59)))),
      "key/wrong-type",
      "expected a P-256 key with its point written whole, found a compressed point: s.pem",
    );
  });

  it("of a recipient are refused", async () => {
    const { publicKey: receiver, privateKey: own } = await x25519.generate();
    expectRefusal(() => readSigner(receiver.toFile()), "key/wrong-type");
    expectRefusal(() => openSigner(own.toFile(null)), "key/wrong-type");
  });
});

describe("a protected key file is looked at before anything is derived", () => {
  it.each([
    [
      "50,000,000 PBKDF2 iterations",
      byPbkdf2(encodeInteger(50_000_000)),
      "iterations of 50,000,000, at most 10,000,000",
    ],
    [
      "a million scrypt lanes",
      byScrypt(16384, 8, 1_000_000),
      "scrypt parallelisation of 1,000,000, at most 16",
    ],
    [
      "a terabyte of scrypt",
      byScrypt(2 ** 30, 8, 1),
      "scrypt memory in bytes of 1,099,511,627,776, at most 33,554,432",
    ],
  ])("and refused for %s", (_, der, found) => {
    expectRefusal(
      () => readPrivate(pem("ENCRYPTED PRIVATE KEY", der)),
      "key/costly-protection",
      `the key file asks for ${found} is worked through: k.pem`,
    );
  });

  it("and refused where its cost cannot be told", () => {
    expectRefusal(
      () => readPrivate(pem("ENCRYPTED PRIVATE KEY", protectedBy("1.2.3.4"))),
      "key/unknown-protection",
      "the key file is protected in a way that is not read here (algorithm 1.2.3.4): k.pem",
    );
  });
});

describe("changed bytes never crash", () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });

  function onlyRefuses(act: () => unknown): void {
    try {
      act();
    } catch (error) {
      expect(error).toBeInstanceOf(QrsealError);
    }
  }

  function changed(der: Uint8Array, edits: readonly (readonly [number, number])[]): Uint8Array {
    const copy = Uint8Array.from(der);
    for (const [at, byte] of edits) copy[at % copy.length] = byte;
    return copy;
  }

  it.each(["PRIVATE KEY", "RSA PRIVATE KEY"])("of a %s", (label) => {
    fc.assert(
      fc.property(changes, (edits) => {
        onlyRefuses(() => openKey(pem(label, changed(privateDer(label), edits))));
      }),
      { numRuns: 400 },
    );
  });

  it("of a public key", () => {
    const der = publicKey().spki;
    fc.assert(
      fc.property(changes, (edits) => {
        onlyRefuses(() => readPublic(pem("PUBLIC KEY", changed(der, edits))));
      }),
      { numRuns: 2000 },
    );
  });

  it("of the whole text of a file", () => {
    fc.assert(
      fc.property(changes, (edits) => {
        const file = changed(encodeUtf8(locked), edits);
        onlyRefuses(() => readPrivate(file));
        onlyRefuses(() => readPublic(file));
      }),
      { numRuns: 2000 },
    );
  });
});

describe.skipIf(!hasOpenssl)("key files that openssl makes", () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const secret = "mot de passe à 2 €";
  writeFileSync(folder.path("secret"), secret);
  writeFileSync(folder.path("plain.pem"), plain);

  function convert(...args: string[]): Uint8Array {
    run("openssl", [...args, "-in", folder.path("plain.pem"), "-out", folder.path("out.pem")]);
    return new Uint8Array(readFileSync(folder.path("out.pem")));
  }
  const protect = (...args: string[]): Uint8Array =>
    convert("pkcs8", "-topk8", "-passout", `file:${folder.path("secret")}`, ...args);
  const traditional = (...args: string[]): Uint8Array =>
    convert("rsa", "-traditional", "-passout", `file:${folder.path("secret")}`, ...args);

  it.each([
    ["PBKDF2 with HMAC-SHA-1", ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"]],
    ["PBKDF2 with HMAC-SHA-256", ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA256"]],
    ["PBKDF2 with HMAC-SHA-512", ["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512", "-iter", "100000"]],
    ["PBKDF2 and triple DES", ["-v2", "des3"]],
    ["scrypt", ["-scrypt"]],
    ["scrypt of its own parameters", ["-scrypt", "-scrypt_N", "1024", "-scrypt_r", "4", "-scrypt_p", "3"]],
    ["PKCS #12 and triple DES", ["-v1", "PBE-SHA1-3DES"]],
  ])("open: %s", (_, args) => {
    const file = protect(...args);
    expect(readPrivateKeyFile(file, "k.pem").needsPassphrase).toBe(true);
    expect(openKey(file, encodeUtf8(secret)).fingerprint).toBe(privateKey().fingerprint);
    expectRefusal(() => openKey(file, encodeUtf8("another")), "passphrase/wrong");
  });

  it.each([
    ["AES-256", "-aes256"],
    ["AES-128", "-aes128"],
    ["triple DES", "-des3"],
  ])("open: PKCS #1 of old under %s", (_, cipher) => {
    const file = traditional(cipher);
    expect(Buffer.from(file).toString()).toContain("Proc-Type: 4,ENCRYPTED");
    expect(readPrivateKeyFile(file, "k.pem").needsPassphrase).toBe(true);
    expect(openKey(file, encodeUtf8(secret)).fingerprint).toBe(privateKey().fingerprint);
    expect(openKey(Buffer.from(file).toString().replaceAll("\n", "\r\n"), encodeUtf8(secret)).bits).toBe(
      2048,
    );
    expectRefusal(() => openKey(file, encodeUtf8("another")), "passphrase/wrong");
    expectRefusal(() => openKey(file), "passphrase/wrong");
  });

  it("open: PKCS #1 without a passphrase", () => {
    expect(openKey(convert("rsa", "-traditional")).fingerprint).toBe(privateKey().fingerprint);
  });

  it("are refused as a certificate", () => {
    run("openssl", [
      "req",
      "-x509",
      "-new",
      "-key",
      folder.path("plain.pem"),
      "-subj",
      "/CN=x",
      "-out",
      folder.path("cert.pem"),
    ]);
    const file = new Uint8Array(readFileSync(folder.path("cert.pem")));
    expectRefusal(
      () => readPublic(file),
      "key/not-a-key",
      "expected a public key in PEM, found a PEM block of CERTIFICATE: k.pem",
    );
  });
});

function privateDer(label = "PRIVATE KEY"): Uint8Array {
  return privateKeyObject(privateKey()).export({
    type: label === "PRIVATE KEY" ? "pkcs8" : "pkcs1",
    format: "der",
  });
}

it("the public half of a private key is the one in its file", () => {
  const derived = publicKeyObject(privateKey()).export({ type: "spki", format: "pem" });
  expect(derived).toBe(shared);
});
