import { CompactEncrypt, compactDecrypt } from "jose";
import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { fixture, parseKeyWrapped, privateKey, publicKey } from "../core/support/fixtures.ts";
import { privateKeyObject, publicKeyObject } from "../core/support/nodekeys.ts";
import { openDocument, sealKeyWrapped } from "../core/envelope/support/sealing.ts";

const documents = ["id-card", "label-certificate", "customs-declaration", "invoice"];
const keys = ["office-2048", "office-3072", "office-4096"] as const;

describe.each(documents)("%s", (name) => {
  const document = fixture(`documents/${name}.json`);

  it.each(keys)("sealed here as jwe for %s opens in jose", async (key) => {
    const text = decodeUtf8(await sealKeyWrapped(document, publicKey(key), { format: "jwe" })) ?? "";
    const { plaintext, protectedHeader } = await compactDecrypt(text, privateKeyObject(privateKey(key)));
    expect(Buffer.from(plaintext).equals(document)).toBe(true);
    expect(protectedHeader).toEqual({ alg: "RSA-OAEP-256", enc: "A256GCM", zip: "DEF", cty: "json" });
  });

  it.each(keys)("encrypted by jose for %s opens here, with and without zip", async (key) => {
    for (const header of [
      { zip: "DEF", cty: "json" },
      {},
      { kid: "port", typ: "JWE", cty: "application/json" },
    ]) {
      const text = await new CompactEncrypt(document)
        .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", ...header })
        .encrypt(publicKeyObject(publicKey(key)));
      const envelope = parseKeyWrapped(encodeUtf8(text));
      expect(envelope.mediaType).toBe("application/json");
      const opened = await openDocument(envelope, privateKey(key));
      expect(opened !== null && Buffer.from(opened).equals(document)).toBe(true);
    }
  });
});
