/**
 * Makes the golden envelopes of compact and jwe, once: what exists in fixtures/envelopes is never written again.
 *
 * usage: tsx test/core/envelope/compact/make-golden.ts
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { CompactEncrypt } from "jose";
import { encodeClaims } from "../../../../src/core/envelope/claims.ts";
import type { Claims } from "../../../../src/core/envelope/claims.ts";
import { fingerprintBytes } from "../../../../src/core/keys/fingerprint.ts";
import { encodeStatement } from "../../../../src/core/envelope/statement.ts";
import { encodeCbor, parseCbor } from "../../../../src/core/encoding/cbor.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { fixture, hex, present, publicKey } from "../../support/fixtures.ts";
import { publicKeyObject } from "../../support/nodekeys.ts";
import { office, signer } from "./keys.ts";
import type { OfficeName, SignerName } from "./keys.ts";
import { x25519 } from "../../../../src/core/keys/kinds/x25519.ts";
import type { RecipientKey } from "../../../../src/core/keys/recipientkind.ts";
import { compact } from "../../../../src/core/envelope/compact/compact.ts";
import { encryptStatement, openCompact, rewrapCompact, sealKeyWrapped } from "../support/sealing.ts";

const folder = new URL("../../../../fixtures/envelopes/", import.meta.url);
const index = JSON.parse(readFileSync(new URL("index.json", folder), "utf8")) as { name: string }[];

function add(entry: { name: string }, envelope: Uint8Array | string, document: Uint8Array): void {
  const file = new URL(`${entry.name}.envelope`, folder);
  if (existsSync(file)) return;
  writeFileSync(file, envelope, { flag: "wx" });
  writeFileSync(new URL(`${entry.name}.document`, folder), document, { flag: "wx" });
  index.push(entry);
}

interface Plan {
  readonly document: Uint8Array;
  readonly recipients: readonly OfficeName[];
  readonly signer?: SignerName;
  readonly claims?: Partial<Claims>;
  /** The content compressed so, whatever is smallest. */
  readonly zlib?: true;
  /** Recipients before the named ones whose private keys nobody keeps. */
  readonly strangers?: number;
  /** Sealed again for this office, once it is open. */
  readonly rewrappedFor?: OfficeName;
}

async function addCompact(name: string, plan: Plan): Promise<void> {
  const strangers = await Promise.all(
    Array.from({ length: plan.strangers ?? 0 }, async () => (await x25519.generate()).publicKey),
  );
  const keys: RecipientKey[] = [
    ...strangers,
    ...plan.recipients.map((recipient) => office(recipient).publicKey),
  ];
  const claims: Claims = {
    issuer: null,
    subject: null,
    expiresAt: null,
    notBefore: null,
    issuedAt: 1_790_000_000,
    documentId: Uint8Array.from(systemRandom(16)),
    mediaType: "application/json",
    document: plan.document,
    ...plan.claims,
  };
  const payload = plan.zlib === true ? withZlib(claims) : encodeClaims(claims);
  const key = plan.signer === undefined ? null : signer(plan.signer).privateKey;
  const statement = await encodeStatement(payload, key, keys.map(fingerprintBytes));
  const sealed = await encryptStatement(statement, keys, systemRandom);
  const names = [...strangers.map(({ fingerprint }) => fingerprint), ...plan.recipients];
  const again = plan.rewrappedFor;
  const opened = present(
    await openCompact(
      compact.parse(decodeUtf8(sealed) ?? ""),
      office(present(plan.recipients[0])).privateKey,
    ),
  );
  const { issuer, subject, expiresAt, notBefore, issuedAt, documentId, mediaType } = claims;
  const compression = opened.claims.compression.name;
  const said = { issuer, subject, expiresAt, notBefore, issuedAt, documentId: hex(documentId), compression };
  add(
    {
      name: `qrseal-compact-${name}`,
      format: "compact",
      recipients: again === undefined ? names : [again],
      mediaType,
      claims: said,
      signer: plan.signer ?? null,
      signedFor: again === undefined ? null : names,
      madeBy: "qrseal",
    } as { name: string },
    again === undefined ? sealed : await rewrapCompact(opened, office(again).publicKey),
    plan.document,
  );
}

function withZlib(claims: Claims): Uint8Array {
  const map = new Map(parseCbor(encodeClaims(claims))?.value as Map<number, unknown>);
  map.set(-65_538, 1);
  map.set(-65_539, Uint8Array.from(deflateSync(claims.document, { level: 9 })));
  return encodeCbor(map);
}

const card = fixture("documents/id-card.json");
const label = fixture("documents/label-certificate.json");
const customs = fixture("documents/customs-declaration.json");
const invoice = fixture("documents/invoice.json");
const dates = { notBefore: 1_790_000_060, expiresAt: 1_821_536_000 };
const anae = { issuer: "ANAE", subject: "Label bio, café du Mont Nimba" };

await addCompact("2048-unsigned", { document: card, recipients: ["office-2048"] });
await addCompact("2048-p256", {
  document: label,
  recipients: ["office-2048"],
  signer: "issuer-p256",
  claims: { ...anae, ...dates },
});
await addCompact("3072-unsigned-issuer", { document: customs, recipients: ["office-3072"], claims: anae });
await addCompact("3072-rsa", {
  document: invoice,
  recipients: ["office-3072"],
  signer: "issuer-rsa",
  claims: anae,
});
await addCompact("port-unsigned-short", { document: encodeUtf8("{}"), recipients: ["port"] });
await addCompact("port-ed25519-short", {
  document: encodeUtf8('{"a":1}'),
  recipients: ["port"],
  signer: "issuer-ed25519",
});
await addCompact("port-ed25519", {
  document: label,
  recipients: ["port"],
  signer: "issuer-ed25519",
  claims: { ...anae, ...dates },
});
await addCompact("port-dsa", { document: card, recipients: ["port"], signer: "issuer-dsa", claims: dates });
await addCompact("port-p256-table-zlib", {
  document: encodeUtf8("port;poids\r\nConakry;12,5\r\nKamsar;3,25\r\n".repeat(8)),
  recipients: ["port"],
  signer: "issuer-p256",
  claims: { issuer: "Douane", mediaType: "text/csv" },
  zlib: true,
});
await addCompact("port-rsa-page", {
  document: Uint8Array.from(systemRandom(300)),
  recipients: ["port"],
  signer: "issuer-rsa",
  claims: { mediaType: "application/pdf", subject: "Connaissement" },
});
await addCompact("port-ed25519-limits", {
  document: new Uint8Array(0),
  recipients: ["port"],
  signer: "issuer-ed25519",
  claims: {
    issuer: "é".repeat(199) + "𝄞",
    subject: "𝄞".repeat(200),
    notBefore: 0,
    issuedAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    mediaType: `application/${"x".repeat(115)}`,
  },
});
await addCompact("port-air-unsigned", { document: customs, recipients: ["port", "air"] });
await addCompact("port-air-ed25519", {
  document: label,
  recipients: ["port", "air"],
  signer: "issuer-ed25519",
  claims: { ...anae, ...dates },
});
await addCompact("air-port-dsa", {
  document: card,
  recipients: ["air", "port"],
  signer: "issuer-dsa",
  claims: anae,
});
await addCompact("2048-port-unsigned-zlib", {
  document: invoice,
  recipients: ["office-2048", "port"],
  zlib: true,
});
await addCompact("2048-3072-port-ed25519", {
  document: card,
  recipients: ["office-2048", "office-3072", "port"],
  signer: "issuer-ed25519",
  claims: { issuer: "ANAE" },
});
await addCompact("sixteen-p256", {
  document: card,
  recipients: ["port"],
  strangers: 15,
  signer: "issuer-p256",
});
await addCompact("port-next-rewrapped", {
  document: label,
  recipients: ["port"],
  signer: "issuer-ed25519",
  claims: { ...anae, ...dates },
  rewrappedFor: "port-next",
});
await addCompact("port-next-rewrapped-several", {
  document: card,
  recipients: ["port", "air"],
  signer: "issuer-dsa",
  rewrappedFor: "port-next",
});

for (const [name, key, document, mediaType] of [
  ["2048-card", "office-2048", card, "application/json"],
  ["2048-table", "office-2048", encodeUtf8("a;b\r\n1;2\r\n"), "text/csv"],
  ["3072-invoice", "office-3072", invoice, "application/json"],
  ["3072-bytes", "office-3072", Uint8Array.from(systemRandom(100)), "application/octet-stream"],
] as const) {
  const envelope = await sealKeyWrapped(document, publicKey(key), { format: "jwe", mediaType });
  add(
    { name: `qrseal-jwe-${name}`, format: "jwe", key, mediaType, madeBy: "qrseal" } as never,
    envelope,
    document,
  );
}
for (const [name, key, document, header] of [
  ["2048-certificate", "office-2048", label, { zip: "DEF", cty: "json", kid: "port" }],
  ["3072-stored", "office-3072", customs, { typ: "JWE" }],
] as const) {
  const envelope = await new CompactEncrypt(document)
    .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", ...header })
    .encrypt(publicKeyObject(publicKey(key)));
  const entry = {
    name: `jose-jwe-${name}`,
    format: "jwe",
    key,
    mediaType: "application/json",
    madeBy: "jose",
  };
  add(entry, envelope, document);
}

writeFileSync(new URL("index.json", folder), `${JSON.stringify(index, null, 2)}\n`);
