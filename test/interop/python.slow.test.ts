/** Python's `cryptography` both ways: each side opens what the other sealed, under keys that either made. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openPrivateKeyFile, readPrivateKeyFile, readPublicKeyFile } from "../../src/core/keys/keyfile.ts";
import { systemRandom } from "../../src/core/random.ts";
import { encodeUtf8 } from "../../src/core/encoding/text.ts";
import { fixture, parseKeyWrapped, present, privateKey, publicKey } from "../core/support/fixtures.ts";
import { classicPy, hasClassicPy } from "./support/python.ts";
import { temporaryFolder } from "./support/tools.ts";
import { rsaLengths, rsaOaep } from "../../src/core/keys/kinds/rsaoaep.ts";
import { openDocument, sealKeyWrapped } from "../core/envelope/support/sealing.ts";
import type { KeyWrappedFormatName } from "../core/envelope/support/sealing.ts";

const BYTES = "application/octet-stream";
const JSON_TYPE = "application/json";
const keyFile = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/keys/${name}.pem`, import.meta.url));

/** Every class of size: nothing, next to nothing, what people carry, more than one code holds. */
const documents: readonly (readonly [name: string, document: Uint8Array, mediaType: string])[] = [
  ["no byte", new Uint8Array(), BYTES],
  ["one digit", encodeUtf8("0"), JSON_TYPE],
  ["an identity card", fixture("documents/id-card.json"), JSON_TYPE],
  ["a customs declaration", fixture("documents/customs-declaration.json"), JSON_TYPE],
  ["an invoice", fixture("documents/invoice.json"), JSON_TYPE],
  ["every byte there is", Uint8Array.from({ length: 256 }, (_, byte) => byte), BYTES],
  ["100 kB that do not compress", systemRandom(100_000), "application/pdf"],
  ["1 MB of zeros", new Uint8Array(1_000_000), "application/zip"],
];

const cases = rsaLengths.choices.flatMap((bits) =>
  documents.flatMap(([name, document, mediaType]) =>
    (mediaType === JSON_TYPE ? (["classic", "classic-v1"] as const) : (["classic-v1"] as const)).map(
      (format) => ({
        bits,
        name,
        document,
        mediaType,
        format,
      }),
    ),
  ),
);

describe.skipIf(!hasClassicPy)("Python and this project open each other's envelopes", () => {
  it("of every size, key and format", () => {
    expect(cases.length).toBe(36);
  });

  it.each(cases)("$name in $format for $bits bits", async ({ bits, document, mediaType, format }) => {
    const [secret, shared] = [keyFile(`office-${bits}_private`), keyFile(`office-${bits}_public`)];

    const ours = await sealKeyWrapped(document, publicKey(`office-${bits}`), { format, mediaType });
    expect(Buffer.compare(classicPy(["open", "--private-key", secret], ours), document)).toBe(0);

    const type = format === "classic-v1" ? ["--type", mediaType] : [];
    const theirs = classicPy(["seal", "--format", format, "--public-key", shared, ...type], document);
    const envelope = parseKeyWrapped(theirs);
    expect(envelope).toMatchObject({ format: { name: format }, mediaType });
    expect(
      Buffer.compare(present(await openDocument(envelope, privateKey(`office-${bits}`))), document),
    ).toBe(0);
  });
});

describe.skipIf(!hasClassicPy)("Python and this project open each other's keys", () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const document = encodeUtf8('{"nom":"Kéïta"}');
  const passphrase = encodeUtf8("une phrase à ne pas dire 🔑");
  const [secret, shared, passphraseFile] = [
    folder.path("a.pem"),
    folder.path("b.pem"),
    folder.path("passphrase"),
  ];
  writeFileSync(passphraseFile, passphrase);

  function roundTripByPython(format: KeyWrappedFormatName, ...options: string[]): void {
    const envelope = classicPy(["seal", "--format", format, "--public-key", shared], document);
    expect(Buffer.compare(classicPy(["open", "--private-key", secret, ...options], envelope), document)).toBe(
      0,
    );
  }

  it.each(
    rsaLengths.choices.flatMap((bits) => (["pkcs8", "pkcs1"] as const).map((form) => ({ bits, form }))),
  )("of $bits bits as $form made by Python, without and with a passphrase", async ({ bits, form }) => {
    for (const phrase of [null, passphrase]) {
      const lock = phrase === null ? [] : ["--passphrase-file", passphraseFile];
      const outputs = ["--out-private", secret, "--out-public", shared];
      classicPy(["keygen", "--bits", String(bits), "--format", form, ...outputs, ...lock]);
      const file = readPrivateKeyFile(readFileSync(secret), secret);
      expect(file.needsPassphrase).toBe(phrase !== null);
      const opened = openPrivateKeyFile(file, phrase);
      expect(opened.bits).toBe(bits);
      const sealed = await sealKeyWrapped(document, readPublicKeyFile(readFileSync(shared), shared), {
        format: "classic",
      });
      expect(Buffer.compare(present(await openDocument(parseKeyWrapped(sealed), opened)), document)).toBe(0);
    }
  });

  it.each(rsaLengths.choices)("of %i bits made here, without and with a passphrase", async (bits) => {
    const pair = await rsaOaep.generate(bits);
    writeFileSync(shared, pair.publicKey.toFile());
    writeFileSync(secret, pair.privateKey.toFile(null));
    roundTripByPython("classic");
    writeFileSync(secret, pair.privateKey.toFile(passphrase));
    roundTripByPython("classic-v1", "--passphrase-file", passphraseFile);
    expect(() => classicPy(["open", "--private-key", secret], document)).toThrow();
  });
});
