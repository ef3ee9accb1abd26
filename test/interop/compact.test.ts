/** compact.py, which shares nothing with this project but docs/FORMAT.md: it reads what we read and refuses what we refuse. */
import { describe, expect, it } from "vitest";
import { brotli, noCompression, zlib } from "../../src/core/encoding/compress.ts";
import { encodeUtf8 } from "../../src/core/encoding/text.ts";
import { office, signer, signerNames } from "../core/envelope/compact/keys.ts";
import type { OfficeName, SignerName } from "../core/envelope/compact/keys.ts";
import { vectors } from "../core/envelope/compact/vectors.ts";
import { compactGolden, isOffice } from "../core/envelope/support/golden.ts";
import { fixture, hex } from "../core/support/fixtures.ts";
import { compactPy, hasCompactPy } from "./support/python.ts";
import { sealCompact } from "../core/envelope/support/sealing.ts";

if (!hasCompactPy)
  console.log("skipped: no Python with the packages cryptography, cbor2 and brotli (set PYTHON to name one)");

it.runIf(process.env["CI"] === "true")("CI has a Python with the packages of compact.py", () => {
  expect(hasCompactPy).toBe(true);
});

const pem = (name: string): string => Buffer.from(fixture(`keys/${name}.pem`)).toString();

function caseOf(
  envelope: Uint8Array,
  key: OfficeName,
  issuer: SignerName | null,
  succeeds: readonly string[] = [],
): unknown {
  return {
    envelope: hex(envelope),
    key: pem(`${key}_private`),
    signer: issuer === null ? null : pem(`${issuer}_signing_public`),
    succeeds: succeeds.filter(isOffice).map((name) => pem(`${name}_public`)),
  };
}

// Every reader of every golden envelope, then every vector: one process reads them all.
const readings = compactGolden.flatMap((golden) =>
  golden.recipients.filter(isOffice).map((reader) => ({ name: golden.name, reader, golden })),
);
const good = readings.map(({ name, reader, golden }) =>
  caseOf(fixture(`envelopes/${name}.envelope`), reader, golden.signer, golden.signedFor ?? []),
);
const bad = vectors.map(({ file, key, signer }) => caseOf(fixture(`compact-vectors/${file}`), key, signer));
const answers = (hasCompactPy ? compactPy([...good, ...bad]) : []) as readonly unknown[];

const compressions: readonly string[] = [noCompression, zlib, brotli].map(({ name }) => name);

describe.skipIf(!hasCompactPy)("the reader in Python", () => {
  it.each(readings.map((reading, at) => ({ ...reading, answer: answers[at] })))(
    "opens $name for $reader",
    ({ name, golden, answer }) => {
      const { issuer, subject, expiresAt, notBefore, issuedAt, documentId, compression } = golden.claims;
      const isJson = golden.mediaType === "application/json";
      const claims = Object.entries({
        1: issuer,
        2: subject,
        4: expiresAt,
        5: notBefore,
        6: issuedAt,
        7: documentId,
        "-65537": isJson ? null : golden.mediaType,
        "-65538": compressions.indexOf(compression),
      });
      expect(answer).toEqual({
        step: "opened",
        document: hex(fixture(`envelopes/${name}.document`)),
        claims: Object.fromEntries(claims.filter(([, value]) => value !== null)),
      });
    },
  );

  it.each(vectors.map((vector, at) => ({ ...vector, answer: answers[readings.length + at] })))(
    "refuses $file at the same step",
    ({ step, answer }) => {
      expect(answer).toEqual({ step });
    },
  );

  it("takes a golden envelope's signature for no other issuer's", () => {
    const signed = readings.filter(({ golden }) => golden.signer !== null);
    const cases = signed.flatMap(({ name, reader, golden }) =>
      signerNames
        .filter((other) => other !== golden.signer)
        .map((other) => caseOf(fixture(`envelopes/${name}.envelope`), reader, other, golden.signedFor ?? [])),
    );
    expect(compactPy(cases)).toEqual(cases.map(() => ({ step: "signature" })));
  });

  it("opens what is sealed here now", async () => {
    const document = encodeUtf8('{"nom":"Kéïta"}');
    const options = { issuedAt: 1_800_000_000, issuer: "Douane", mediaType: "application/json" };
    const groups: readonly (readonly OfficeName[])[] = [["office-3072"], ["air"], ["port", "office-2048"]];
    const cases: ReturnType<typeof caseOf>[] = [];
    for (const group of groups) {
      for (const name of [null, ...signerNames]) {
        const key = name === null ? null : signer(name).privateKey;
        const recipients = group.map((one) => office(one).publicKey);
        const envelope = await sealCompact(document, recipients, { ...options, signer: key });
        cases.push(...group.map((reader) => caseOf(envelope, reader, name)));
      }
    }
    const opened = compactPy(cases) as readonly unknown[];
    expect(opened).toHaveLength(4 * (1 + signerNames.length));
    for (const answer of opened) expect(answer).toMatchObject({ step: "opened", document: hex(document) });
  });
});
