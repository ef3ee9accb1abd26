/** The openssl command line: it wraps and unwraps content keys as we do, and reads and makes key files as we do. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../src/core/primitives/aead.ts";
import { zlib } from "../../src/core/encoding/compress.ts";
import { openPrivateKeyFile, readPrivateKeyFile, readPublicKeyFile } from "../../src/core/keys/keyfile.ts";
import { wrappedKeyIn } from "../../src/core/envelope/keywrapped.ts";
import { systemRandom } from "../../src/core/random.ts";
import { encodeUtf8 } from "../../src/core/encoding/text.ts";
import { fixture, hex, parseKeyWrapped, present, privateKey, publicKey } from "../core/support/fixtures.ts";
import { hasOpenssl, run, temporaryFolder } from "./support/tools.ts";
import { rsaLengths, rsaOaep } from "../../src/core/keys/kinds/rsaoaep.ts";
import {
  encodeEnvelope,
  openDocument,
  sealKeyWrapped,
  withWrappedKey,
} from "../core/envelope/support/sealing.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const keyFile = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/keys/${name}.pem`, import.meta.url));
const oaep = ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256"].flatMap((o) => [
  "-pkeyopt",
  o,
]);

describe.skipIf(!hasOpenssl)("openssl pkeyutl, told RSA-OAEP with SHA-256 twice,", () => {
  const document = fixture("documents/id-card.json");

  it.each(rsaLengths.choices)(
    "unwraps the content key of an envelope of %i bits, which then opens by hand",
    async (bits) => {
      const envelope = parseKeyWrapped(
        await sealKeyWrapped(document, publicKey(`office-${bits}`), { format: "classic" }),
      );
      const inkey = ["-inkey", keyFile(`office-${bits}_private`)];
      const contentKey = run("openssl", ["pkeyutl", "-decrypt", ...inkey, ...oaep], wrappedKeyIn(envelope));
      expect(contentKey.length).toBe(32);
      const compressed = present(decryptContent(contentKey, envelope.nonce, envelope.ciphertext));
      expect(Buffer.compare(zlib.decompress(compressed), document)).toBe(0);
    },
  );

  it.each(rsaLengths.choices)("wraps a content key for %i bits that opens here", async (bits) => {
    const contentKey = systemRandom(32);
    const inkey = ["-pubin", "-inkey", keyFile(`office-${bits}_public`)];
    const wrappedKey = run("openssl", ["pkeyutl", "-encrypt", ...inkey, ...oaep], contentKey);
    const template = parseKeyWrapped(
      await sealKeyWrapped(document, publicKey(`office-${bits}`), { format: "classic-v1" }),
    );
    const ciphertext = encryptContent(contentKey, template.nonce, zlib.compress(document));
    const text = encodeEnvelope({ ...withWrappedKey(template, wrappedKey), ciphertext });
    expect(
      Buffer.compare(
        present(await openDocument(parseKeyWrapped(text), privateKey(`office-${bits}`))),
        document,
      ),
    ).toBe(0);
  });

  it("does not unwrap ours with another hash in MGF1", async () => {
    const { wrappedKey: wrapped } = await publicKey().wrap(systemRandom(32));
    const other = oaep.map((option) => option.replace("mgf1_md:sha256", "mgf1_md:sha1"));
    expect(() =>
      run("openssl", ["pkeyutl", "-decrypt", "-inkey", keyFile("office-2048_private"), ...other], wrapped),
    ).toThrow();
  });
});

describe.skipIf(!hasOpenssl)("key files go both ways", () => {
  const passphrase = encodeUtf8("une phrase à ne pas dire 🔑");
  const [secret, shared, phrase] = [folder.path("a.pem"), folder.path("b.pem"), folder.path("passphrase")];
  writeFileSync(phrase, passphrase);
  const openKey = (): ReturnType<typeof openPrivateKeyFile> =>
    openPrivateKeyFile(readPrivateKeyFile(readFileSync(secret), secret), passphrase);

  it.each(rsaLengths.choices)(
    "openssl pkey opens a key of %i bits made here, and sees the same public key",
    async (bits) => {
      const pair = await rsaOaep.generate(bits);
      const spki = Buffer.from(pair.publicKey.toFile()).toString();
      for (const [protection, passin] of [
        [null, []],
        [passphrase, ["-passin", `file:${phrase}`]],
      ] as const) {
        writeFileSync(secret, pair.privateKey.toFile(protection));
        const seen = run("openssl", ["pkey", "-in", secret, "-pubout", ...passin]);
        expect(Buffer.from(seen).toString()).toBe(spki);
        run("openssl", ["pkey", "-in", secret, "-check", "-noout", ...passin]);
      }
      expect(() => run("openssl", ["pkey", "-in", secret, "-noout", "-passin", "pass:another"])).toThrow();
    },
  );

  it("openssl prints the fingerprint we print", () => {
    const der = run("openssl", ["pkey", "-pubin", "-in", keyFile("office-3072_public"), "-outform", "DER"]);
    const digest = run("openssl", ["dgst", "-sha256", "-binary"], der);
    expect(hex(digest)).toBe(publicKey("office-3072").fingerprint);
  });

  it.each([
    ["genpkey", []],
    ["pkcs8 with HMAC-SHA-256", ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256"]],
    [
      "pkcs8 with HMAC-SHA-512",
      ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "600000"],
    ],
    ["pkcs8 with scrypt", ["pkcs8", "-topk8", "-scrypt"]],
    ["rsa -traditional -aes256", ["rsa", "-traditional", "-aes256"]],
  ])("a pair made by openssl %s opens what we seal for it", async (_, convert) => {
    const made = folder.path("made.pem");
    run("openssl", ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", made]);
    run("openssl", ["pkey", "-in", made, "-pubout", "-out", shared]);
    if (convert.length === 0) writeFileSync(secret, readFileSync(made));
    else run("openssl", [...convert, "-in", made, "-out", secret, "-passout", `file:${phrase}`]);

    const document = encodeUtf8("[1]");
    const sealed = await sealKeyWrapped(document, readPublicKeyFile(readFileSync(shared), shared), {
      format: "classic",
    });
    expect(Buffer.compare(present(await openDocument(parseKeyWrapped(sealed), openKey())), document)).toBe(0);
  });
});
