import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  constants,
  generateKeyPairSync,
  sign,
  verify as verifyAny,
} from "node:crypto";
import fc from "fast-check";
import { createSigner, createVerifier, httpbis } from "http-message-signatures";
import { describe, expect, it } from "vitest";
import {
  keyIdOf,
  readSignature,
  signatureBase,
  timelinessOf,
  verifySignature,
} from "../../../src/exchange/protocol/signature.ts";
import type { SignatureHeaders, SignedRequest } from "../../../src/exchange/protocol/signature.ts";
import { signRequest } from "../support/signingparty.ts";
import { contentDigest } from "../../../src/exchange/protocol/signaturedigest.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const keyId = keyIdOf(publicKey);
const created = 1_763_700_000;
const parameters = { created, expires: created + 300, nonce: "AAECAwQFBgcICQoLDA0ODw", keyId };
const request: SignedRequest = {
  method: "POST",
  authority: "exchange.example:5443",
  target: "/v1/deposits?size=3&once",
  contentType: "application/json",
  body: Buffer.from('{"a":1}'),
};

/** What the service makes of a request: the fault that it names, or whether the signature holds. */
function judge(message: SignedRequest, headers: Partial<SignatureHeaders>): string {
  const read = readSignature(message, {
    "content-digest": undefined,
    "signature-input": undefined,
    signature: undefined,
    ...headers,
  });
  if (typeof read === "string") return read;
  if (!read.isDigestRight) return "other body";
  return verifySignature(read, publicKey) ? "valid" : "invalid";
}

// RFC 9421 §2.5: lines of the example request of appendix B.2.
const date = ["date", "Tue, 20 Apr 2021 02:07:55 GMT"] as const;
const digest =
  "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

describe("RFC 9421, appendix B", () => {
  it("B.2.6: the signature base, signed with the key of B.1.4, gives the published signature", () => {
    const key = createPrivateKey({
      key: {
        kty: "OKP",
        crv: "Ed25519",
        d: "n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU",
        x: "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs",
      },
      format: "jwk",
    });
    const base = signatureBase(
      [
        date,
        ["@method", "POST"],
        ["@path", "/foo"],
        ["@authority", "example.com"],
        ["content-type", "application/json"],
        ["content-length", "18"],
      ],
      '("date" "@method" "@path" "@authority" "content-type" "content-length")' +
        ';created=1618884473;keyid="test-key-ed25519"',
    );
    const published =
      "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
    expect(sign(null, base, key).toString("base64")).toBe(published);
    const signature = Buffer.from(published, "base64");
    expect(verifySignature({ base, signature }, createPublicKey(key))).toBe(true);
    expect(
      verifySignature({ base: Buffer.concat([base, Buffer.of(10)]), signature }, createPublicKey(key)),
    ).toBe(false);
  });

  it("B.2.5: the base of the HMAC example", () => {
    const base = signatureBase(
      [date, ["@authority", "example.com"], ["content-type", "application/json"]],
      '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    );
    const secret = "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
    expect(createHmac("sha256", Buffer.from(secret, "base64")).update(base).digest("base64")).toBe(
      "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=",
    );
  });

  // Randomised: the published signature can only be verified.
  it("B.2.3: the base of the example that covers everything", () => {
    const base = signatureBase(
      [
        date,
        ["@method", "POST"],
        ["@path", "/foo"],
        ["@query", "?param=Value&Pet=dog"],
        ["@authority", "example.com"],
        ["content-type", "application/json"],
        ["content-digest", digest],
        ["content-length", "18"],
      ],
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length")' +
        ';created=1618884473;keyid="test-key-rsa-pss"',
    );
    const spki =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs" +
      "8ct+Lh1GH45x28Rw3Ry53mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN" +
      "2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GV" +
      "AdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";
    const key = createPublicKey({ key: Buffer.from(spki, "base64"), format: "der", type: "spki" });
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
    const signature =
      "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrC" +
      "Ub38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91" +
      "kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRx" +
      "pJyoEZAFL2FUo5fTIztsDZKEgM4cUA==";
    expect(verifyAny("sha512", base, pss, Buffer.from(signature, "base64"))).toBe(true);
  });
});

describe("the digest of a body", () => {
  it.each([
    ["RFC 9530, appendix B.1", '{"hello": "world"}\n', "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg="],
    ["RFC 9530, appendix B.2", "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    ["RFC 9530, appendix D", '{"hello": "world"}', "X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="],
  ])("%s", (_, body, expected) => {
    expect(contentDigest(Buffer.from(body))).toBe(`sha-256=:${expected}:`);
  });
});

describe("a signed request", () => {
  const headers = signRequest(request, privateKey, parameters);

  it("carries three fields, as described", () => {
    expect(headers["content-digest"]).toBe(contentDigest(request.body));
    expect(headers["signature-input"]).toBe(
      'sig=("@method" "@authority" "@path" "@query" "content-digest" "content-type")' +
        `;created=${created};expires=${created + 300};nonce="AAECAwQFBgcICQoLDA0ODw"` +
        `;keyid="${keyId}";alg="ed25519";tag="qrseal"`,
    );
    const read = readSignature(request, headers);
    expect(typeof read === "string" ? "" : Buffer.from(read.base).toString()).toBe(
      '"@method": POST\n"@authority": exchange.example:5443\n"@path": /v1/deposits\n"@query": ?size=3&once\n' +
        `"content-digest": ${headers["content-digest"]}\n"content-type": application/json\n` +
        `"@signature-params": ${headers["signature-input"].slice(4)}`,
    );
    expect(judge(request, headers)).toBe("valid");
  });

  it.each([
    ["another method", { method: "PUT" }, "invalid"],
    ["another authority", { authority: "elsewhere.example:5443" }, "invalid"],
    ["another path", { target: "/v1/deposit?size=3&once" }, "invalid"],
    ["another query", { target: "/v1/deposits?size=3&twice" }, "invalid"],
    ["no query", { target: "/v1/deposits" }, "invalid"],
    ["another media type", { contentType: "application/json; charset=utf-8" }, "invalid"],
    ["no media type", { contentType: null }, "malformed"],
    ["another body", { body: Buffer.from('{"a":2}') }, "other body"],
    ["no body", { body: Buffer.alloc(0) }, "other body"],
    ["a line break in the path", { target: '/v1/deposits\n"@query": ?' }, "malformed"],
  ])("with %s does not hold", (_, change, found) => {
    expect(judge({ ...request, ...change }, headers)).toBe(found);
  });

  it.each([
    ["no fields at all", {}, "unsigned"],
    ["only a digest", { "content-digest": headers["content-digest"] }, "unsigned"],
    ["no digest", { ...headers, "content-digest": undefined }, "malformed"],
    ["no signature", { ...headers, signature: undefined }, "malformed"],
    ["no input", { ...headers, "signature-input": undefined }, "malformed"],
    [
      "the digest of another body, with that body",
      { ...headers, "content-digest": contentDigest(Buffer.from("b")) },
      "other body",
    ],
  ])("with %s does not hold", (_, fields, found) => {
    expect(judge(request, fields as Partial<SignatureHeaders>)).toBe(found);
  });

  it("with another digest and the body to match does not hold", () => {
    const body = Buffer.from('{"a":2}');
    expect(judge({ ...request, body }, { ...headers, "content-digest": contentDigest(body) })).toBe(
      "invalid",
    );
  });

  it("with a media type that is not covered does not hold, though nothing was changed", () => {
    const bare = signRequest({ ...request, contentType: null }, privateKey, parameters);
    expect(judge({ ...request, contentType: null }, bare)).toBe("valid");
    expect(judge(request, bare)).toBe("malformed");
  });

  it.each([
    ["no life", 0],
    ["a negative life", -1],
    ["a second too much", 301],
  ])("with %s is malformed", (_, seconds) => {
    const odd = signRequest(request, privateKey, { ...parameters, expires: created + seconds });
    expect(judge(request, odd)).toBe("malformed");
  });

  it("of another key does not hold, nor verified with a key of another kind", () => {
    const read = readSignature(request, headers);
    if (typeof read === "string") throw new Error(read);
    expect(verifySignature(read, generateKeyPairSync("ed25519").publicKey)).toBe(false);
    expect(verifySignature(read, generateKeyPairSync("ed448").publicKey)).toBe(false);
    expect(verifySignature(read, generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey)).toBe(false);
  });

  it("counts from 300 seconds before it was created until 300 after it expires", () => {
    const at = (seconds: number): string => timelinessOf(parameters, seconds * 1000);
    expect(timelinessOf(parameters, (created - 300) * 1000 - 1)).toBe("early");
    expect(at(created - 300)).toBe("timely");
    expect(timelinessOf(parameters, (created + 600) * 1000 - 1)).toBe("timely");
    expect(at(created + 600)).toBe("expired");
  });

  it("holds whatever is asked, and no longer once one character of it is another", () => {
    const text = fc.stringMatching(/^[\x21-\x7e]{1,40}$/);
    const any = fc.record({
      method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
      authority: text,
      target: text.map((path) => `/${path}`),
      contentType: fc.option(text),
      body: fc.uint8Array({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(any, fc.constantFrom("method", "authority", "target"), fc.nat(), (message, name, at) => {
        const signed = signRequest(message, privateKey, parameters);
        const place = at % message[name].length;
        const other = message[name][place] === "~" ? "}" : "~";
        const value = message[name].slice(0, place) + other + message[name].slice(place + 1);
        return (
          judge(message, signed) === "valid" && judge({ ...message, [name]: value }, signed) === "invalid"
        );
      }),
    );
  });
});

describe("beside the package http-message-signatures", () => {
  const url = `https://${request.authority}${request.target}`;
  const fields = ["@method", "@authority", "@path", "@query", "content-digest", "content-type"];
  const message = (headers: Record<string, string>) => ({ method: request.method, url, headers });

  it("ours is verified there", async () => {
    const fresh = Math.floor(Date.now() / 1000);
    const ours = signRequest(request, privateKey, { ...parameters, created: fresh, expires: fresh + 60 });
    const verified = (headers: Record<string, string>) =>
      httpbis.verifyMessage(
        {
          keyLookup: ({ keyid }) =>
            Promise.resolve(
              keyid === keyId
                ? { id: keyId, algs: ["ed25519"], verify: createVerifier(publicKey, "ed25519") }
                : null,
            ),
          requiredFields: fields,
          requiredParams: ["created", "expires", "nonce", "keyid", "alg", "tag"],
        },
        message(headers),
      );
    const headers = { "content-type": "application/json", ...ours };
    expect(await verified(headers)).toBe(true);
    expect(await verified({ ...headers, "content-type": "text/plain" })).toBe(false);
  });

  it("theirs is verified here, with another label, another order and without a body", async () => {
    const signed = await httpbis.signMessage(
      {
        name: "sig-b26",
        key: createSigner(privateKey, "ed25519", keyId),
        fields: ["content-digest", "@query", "@path", "@authority", "@method"],
        params: ["keyid", "tag", "alg", "nonce", "expires", "created"],
        paramValues: {
          tag: "qrseal",
          nonce: parameters.nonce,
          created: new Date(created * 1000),
          expires: new Date((created + 300) * 1000),
        },
      },
      {
        method: "GET",
        url: "https://exchange.example/",
        headers: { "content-digest": contentDigest(Buffer.alloc(0)) },
      },
    );
    const theirs = signed.headers as Record<string, string>;
    const asked = {
      method: "GET",
      authority: "exchange.example",
      target: "/",
      contentType: null,
      body: Buffer.alloc(0),
    };
    const headers = {
      "content-digest": theirs["content-digest"] ?? "",
      "signature-input": theirs["Signature-Input"] ?? "",
      signature: theirs["Signature"] ?? "",
    };
    expect(judge(asked, headers)).toBe("valid");
    expect(judge({ ...asked, target: "/a" }, headers)).toBe("invalid");
  });
});
