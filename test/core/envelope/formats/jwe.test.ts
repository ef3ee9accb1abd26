import { describe, expect, it } from "vitest";
import { jwe } from "../../../../src/core/envelope/jwe/jwe.ts";
import { decodeUtf8, encodeBase64url, encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import {
  expectRefusal,
  expectRejection,
  parseKeyWrapped,
  privateKey,
  publicKey,
} from "../../support/fixtures.ts";
import { openDocument, sealKeyWrapped } from "../support/sealing.ts";

const document = encodeUtf8('{"label":"bio","lot":[1,2,3]}');
const sealed = decodeUtf8(await sealKeyWrapped(document, publicKey(), { format: "jwe" })) ?? "";
const [header = "", wrappedKey = "", iv = "", ciphertext = "", tag = ""] = sealed.split(".");
const headerText = (text: string): string => Buffer.from(text.split(".")[0] ?? "", "base64url").toString();
const withHeader = (json: string): string =>
  [encodeBase64url(encodeUtf8(json)), wrappedKey, iv, ciphertext, tag].join(".");

describe("jwe", () => {
  it("is written as five parts under one header", () => {
    expect(headerText(sealed)).toBe('{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF","cty":"json"}');
    expect([wrappedKey, iv, tag].map((part) => Buffer.from(part, "base64url").length)).toEqual([256, 12, 16]);
  });

  it("opens again, and encodes to itself", async () => {
    const envelope = parseKeyWrapped(encodeUtf8(sealed));
    expect(envelope.mediaType).toBe("application/json");
    expect(await openDocument(envelope, privateKey())).toEqual(Buffer.from(document));
    expect(jwe.encode(envelope)).toBe(sealed);
  });

  it.each([
    ["application/pdf", "pdf"],
    ["text/csv", "text/csv"],
  ])("carries %s, which its header calls %s", async (mediaType, cty) => {
    const text = await sealKeyWrapped(document, publicKey(), { format: "jwe", mediaType });
    expect(JSON.parse(headerText(decodeUtf8(text) ?? ""))).toMatchObject({ cty });
    expect(parseKeyWrapped(text).mediaType).toBe(mediaType);
  });

  it("passes over parameters that only name a key, but the tag covers them", async () => {
    const named = withHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF","kid":"port","typ":"JWE"}');
    await expectRejection(
      () => openDocument(parseKeyWrapped(encodeUtf8(named)), privateKey()),
      "open/damaged",
    );
  });

  it.each([
    ['{"alg":"RSA1_5","enc":"A256GCM"}', "alg is RSA1_5, expected RSA-OAEP-256"],
    ['{"alg":"RSA-OAEP","enc":"A256GCM"}', "alg is RSA-OAEP, expected RSA-OAEP-256"],
    ['{"alg":"dir","enc":"A256GCM"}', "alg is dir, expected RSA-OAEP-256"],
    ['{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256"}', "enc is A128CBC-HS256, expected A256GCM"],
    ['{"alg":"RSA-OAEP-256"}', "enc is something else, expected A256GCM"],
    ['{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"BR"}', "zip is BR, expected DEF"],
    [
      '{"alg":"RSA-OAEP-256","enc":"A256GCM","crit":["exp"]}',
      "a header parameter is crit, expected only known ones",
    ],
    // An object in the header belongs to another algorithm, which is what must be said of it.
    ['{"alg":"ECDH-ES","enc":"A256GCM","epk":{"kty":"EC"}}', "alg is ECDH-ES, expected RSA-OAEP-256"],
    ['{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"a/b/c"}', "cty is a/b/c, expected a media type"],
  ])("refuses the header %s", (json, found) => {
    expectRefusal(
      () => parseKeyWrapped(encodeUtf8(withHeader(json))),
      "envelope/unsupported",
      `the envelope asks for something this version does not know: ${found}`,
    );
  });

  const twice = "its header has a name twice or holds objects";
  const spelling = "the ciphertext is not in the one spelling of its base64";
  const parts = "it is not five parts of base64url with dots between";
  it.each([
    ["a name twice", withHeader('{"alg":"RSA-OAEP-256","alg":"RSA-OAEP-256","enc":"A256GCM"}'), twice],
    [
      "a name twice, once escaped",
      withHeader('{"alg":"RSA-OAEP-256","\\u0061lg":"dir","enc":"A256GCM"}'),
      twice,
    ],
    ["an object", withHeader('{"alg":"RSA-OAEP-256","enc":"A256GCM","jwk":{"kty":"RSA"}}'), twice],
    [
      "a header that is a list",
      withHeader("[]").replace(/^W10/, "eyJd"),
      "its header is not a JSON object in base64url",
    ],
    ["four parts", [header, wrappedKey, iv, ciphertext].join("."), parts],
    ["padding", `${sealed}=`, parts],
    [
      "a short IV",
      [header, wrappedKey, iv.slice(0, 12), ciphertext, tag].join("."),
      "the initialization vector: expected 12 bytes, found 9",
    ],
    ["a short tag", [header, wrappedKey, iv, ciphertext, tag.slice(0, 16)].join("."), spelling],
    ["unused bits that are not zero", `${sealed.slice(0, -1)}${sealed.endsWith("B") ? "C" : "B"}`, spelling],
  ])("refuses %s", (_, text, problem) => {
    expectRefusal(
      () => parseKeyWrapped(encodeUtf8(text)),
      "envelope/malformed",
      `the jwe envelope is damaged or was altered: ${problem}`,
    );
  });

  it("refuses every flipped bit", async () => {
    const bytes = encodeUtf8(sealed);
    const codes = ["envelope/malformed", "envelope/unsupported", "envelope/not-recognised", "open/damaged"];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Uint8Array.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let opened: Uint8Array | null = null;
      try {
        opened = await openDocument(parseKeyWrapped(altered), privateKey());
      } catch (error) {
        expect(codes).toContain((error as { code?: string }).code);
      }
      expect(opened).toBeNull();
    }
  });
});
