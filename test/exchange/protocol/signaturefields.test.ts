import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isContentDigest } from "../../../src/exchange/protocol/signaturedigest.ts";
import {
  componentNames,
  formatParameters,
  formatSignature,
  parseSignatureFields,
} from "../../../src/exchange/protocol/signaturefields.ts";

const keyId = "0123456789abcdef".repeat(4);
const nonce = "AAECAwQFBgcICQoLDA0ODw";
const parameters = { created: 1_763_700_000, expires: 1_763_700_300, nonce, keyId };
const text = formatParameters(componentNames, parameters);
const bytes = Uint8Array.from({ length: 64 }, (_, index) => 255 - index);
const signature = `sig=${formatSignature(bytes)}`;

const parse = (input: string, other = signature): ReturnType<typeof parseSignatureFields> =>
  parseSignatureFields(input, other);

describe("Signature-Input and Signature", () => {
  it("come back as they were written", () => {
    expect(parse(`sig=${text}`)).toEqual({
      ...parameters,
      components: componentNames,
      parametersText: text,
      signature: bytes,
    });
  });

  it("may come under another label, the same in both, and in another order", () => {
    const other = `("content-digest" "@query" "@path" "@authority" "@method");tag="qrseal";alg="ed25519";keyid="${keyId}";nonce="${nonce}";expires=2;created=1`;
    const read = parse(`*a-1_.=${other}`, signature.replace("sig", "*a-1_."));
    expect(read?.components).toEqual(["content-digest", "@query", "@path", "@authority", "@method"]);
    expect(read?.parametersText).toBe(other);
    expect([read?.created, read?.expires]).toEqual([1, 2]);
  });

  const pieces = [
    [";created=1763700000", ";created=1763700001"],
    [";expires=1763700300", ";expires=1763700299"],
    [`;nonce="${nonce}"`, `;nonce="${nonce}A"`],
    [`;keyid="${keyId}"`, `;keyid="${keyId}"`],
    [';alg="ed25519"', ';alg="ed25519"'],
    [';tag="qrseal"', ';tag="qrseal"'],
  ] as const;

  it.each(pieces)("without %s are refused, and where it stands twice", (piece, again) => {
    expect(text).toContain(piece);
    expect(parse(`sig=${text.replace(piece, "")}`)).toBeNull();
    expect(parse(`sig=${text}${piece}`)).toBeNull();
    expect(parse(`sig=${text}${again}`)).toBeNull();
  });

  const quoted = componentNames.map((name) => `"${name}"`);

  it.each(quoted)("that cover %s twice are refused", (name) => {
    expect(parse(`sig=${text.replace(name, `${name} ${name}`)}`)).toBeNull();
    expect(parse(`sig=${text.replace(")", ` ${name})`)}`)).toBeNull();
  });

  it.each(quoted.slice(0, -1))("that do not cover %s are refused", (name) => {
    expect(parse(`sig=${text.replace(`${name} `, "")}`)).toBeNull();
  });

  it("need not cover content-type", () => {
    expect(parse(`sig=${text.replace(' "content-type"', "")}`)?.components).toHaveLength(5);
  });

  const changes: readonly (readonly [name: string, from: string, to: string])[] = [
    ["a string where an integer belongs", "created=1763700000", 'created="1763700000"'],
    ["a decimal", "created=1763700000", "created=1763700000.0"],
    ["a date", "created=1763700000", "created=@1763700000"],
    ["a negative integer", "created=1763700000", "created=-1763700000"],
    ["a leading zero", "created=1763700000", "created=01763700000"],
    ["sixteen digits", "created=1763700000", "created=1763700000000000"],
    ["a bare parameter", "created=1763700000", "created"],
    ["an integer where a string belongs", `nonce="${nonce}"`, "nonce=1234567890123456789012"],
    ["an integer as nonce", `nonce="${nonce}"`, "nonce=123456789012345"],
    ["a token", 'alg="ed25519"', "alg=ed25519"],
    ["bytes", `nonce="${nonce}"`, "nonce=:AAECAwQFBgcICQoLDA0ODw==:"],
    ["a boolean", 'alg="ed25519"', "alg=?1"],
    ["another algorithm", 'alg="ed25519"', 'alg="hmac-sha256"'],
    ["another tag", 'tag="qrseal"', 'tag="other"'],
    ["an escape", 'tag="qrseal"', 'tag="qr\\seal"'],
    ["an unknown parameter", ';tag="qrseal"', ';tag="qrseal";x="y"'],
    ["a parameter of every object", ';tag="qrseal"', ';tag="qrseal";constructor="y"'],
    ["a parameter in capitals", "created=", "Created="],
    ["a nonce that is too short", nonce, nonce.slice(1)],
    ["a nonce that is too long", nonce, "A".repeat(87)],
    ["a nonce of other characters", nonce, nonce.replace("D", "/")],
    ["a key id in capitals", keyId, keyId.toUpperCase()],
    ["a key id cut short", keyId, keyId.slice(1)],
    ["a space before a parameter", ";created", "; created"],
    ["a space after a parameter", ";expires", " ;expires"],
    ["two spaces between components", '"@method" ', '"@method"  '],
    ["a tab between components", '"@method" ', '"@method"\t'],
    ["no space between components", '"@method" ', '"@method"'],
    ["a space in the list", "(", "( "],
    ["a space at the list's end", ")", " )"],
    ["a component in capitals", '"@method"', '"@Method"'],
    ["a component without quotes", '"@method"', "@method"],
    ["a component with a parameter", '"@query"', '"@query";req'],
    ["an unknown component", ")", ' "date")'],
    ["a second list", "(", "()("],
    ["no label", "sig=", ""],
    ["an empty label", "sig=", "="],
    ["a label in capitals", "sig=", "Sig="],
    ["another label", "sig=", "sig1="],
    ["a space after the label", "sig=", "sig= "],
    ["a space before the label", "sig=", " sig="],
  ];

  it.each(changes)("with %s are refused", (_, from, to) => {
    const field = `sig=${text}`;
    expect(field).toContain(from);
    expect(parse(field.replace(from, to))).toBeNull();
  });

  it.each([
    ["a second member", `sig=${text}, other=${text}`],
    ["the field twice, joined", `sig=${text}, sig=${text}`],
    ["a comma at the end", `sig=${text},`],
    ["a space at the end", `sig=${text} `],
    ["a line break at the end", `sig=${text}\n`],
    ["a semicolon at the end", `sig=${text};`],
    ["parameters alone", `sig=${text.slice(text.indexOf(";"))}`],
    ["components alone", `sig=${text.slice(0, text.indexOf(";"))}`],
    ["nothing", ""],
    ["a label of a thousand characters", `${"s".repeat(1000)}=${text}`],
  ])("with %s are refused", (_, input) => {
    const label = /^s+/.exec(input)?.[0] ?? "sig";
    expect(parse(input, signature.replace("sig", label))).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["no bytes", "sig=::"],
    ["63 bytes", `sig=${formatSignature(bytes.subarray(1))}`],
    ["65 bytes", `sig=${formatSignature(Uint8Array.of(...bytes, 0))}`],
    ["no padding", signature.replace("==", "")],
    ["another spelling of the last byte", signature.replace("==:", "").slice(0, -1) + "B==:"],
    ["a space", signature.replace("/", " /")],
    ["the alphabet of base64url", signature.replaceAll("/", "_")],
    ["a string", signature.replace("=:", '="').replace(/:$/, '"')],
    ["a parameter", `${signature};a`],
    ["a second member", `${signature}, ${signature}`],
    ["another label", signature.replace("sig", "sig1")],
    ["no colons", signature.replaceAll(":", "")],
  ])("with %s as signature are refused", (_, field) => {
    expect(field).not.toBe(signature);
    expect(parse(`sig=${text}`, field)).toBeNull();
  });

  it("have one spelling: whatever is read is the very text that would be written", () => {
    const kept = `sig=${text}`;
    const edit = fc.tuple(
      fc.nat(kept.length),
      fc.nat(3),
      fc.string({ unit: fc.constantFrom(...Array.from(' "();=,\\@aA0:-\t')), maxLength: 3 }),
    );
    fc.assert(
      fc.property(edit, ([at, removed, added]) => {
        const changed = kept.slice(0, at) + added + kept.slice(at + removed);
        const read = parse(changed);
        return read === null || `sig=${formatParameters(read.components, read)}` === changed;
      }),
      { numRuns: 2000 },
    );
  });
});

describe("Content-Digest", () => {
  const digest = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

  it("has one form", () => {
    expect(isContentDigest(digest)).toBe(true);
  });

  it.each([
    ["another algorithm", digest.replace("256", "512")],
    ["capitals", digest.replace("sha", "SHA")],
    ["a second member", `${digest}, ${digest}`],
    ["a parameter", `${digest};a`],
    ["no colons", digest.replaceAll(":", "")],
    ["set bits behind the last byte", digest.replace("Dg=", "Dh=")],
    ["no padding", digest.replace("Dg=", "Dg")],
    ["a byte less", digest.replace("RK/0", "")],
    ["nothing", ""],
    ["a line break at the end", `${digest}\n`],
  ])("with %s is refused", (_, field) => {
    expect(isContentDigest(field)).toBe(false);
  });
});
