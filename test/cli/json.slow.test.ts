import { copyFileSync, cpSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { afterFixtures } from "./support/clock.ts";
import { emptyFolder, projectFolder, run } from "./support/run.ts";

// docs/JSON.md, as schemas: no field may be missing, none may be there that is not documented.
const bytes = z.int().positive();
const fingerprint = z.string().regex(/^(?:[0-9a-f]{4}-){4}[0-9a-f]{4}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const format = z.enum(["compact", "classic", "classic-v1", "jwe"]);
const errorCorrection = z.enum(["L", "M", "Q", "H"]);
const picture = z.strictObject({
  format: z.enum(["png", "jpeg", "webp", "tiff", "gif", "avif", "heic"]),
  width: bytes,
  height: bytes,
  version: z.int().min(1).max(40).nullable(),
  errorCorrection: errorCorrection.nullable(),
  rung: z.string(),
});
const trace = z.array(
  z.strictObject({
    rung: z.string(),
    outcome: z.enum(["done", "stopped", "failed"]),
    read: z.int().nonnegative(),
    unread: z.int().nonnegative(),
    milliseconds: z.int().nonnegative(),
  }),
);
const moment = z.iso.datetime({ precision: 0 });
const stay = z.strictObject({ at: moment, desk: z.string() });
const count = z.int().nonnegative();
const seconds = z.int().positive();
const documentId = z.string().regex(/^[0-9a-f]{32}$/);
const keyType = z.enum(["rsa", "x25519", "ed25519", "p256", "dsa"]);
const verdict = z.strictObject({
  conclusion: z.enum(["reliable", "doubtful", "overridden", "refused"]),
  accepted: z.array(z.string()),
  facts: z
    .array(
      z.strictObject({
        fact: z.string(),
        code: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
        standing: z.enum(["good", "doubtful", "bad"]),
        text: z.string(),
        details: z.looseObject({}),
      }),
    )
    .length(6),
});
const keyFacts = { fingerprint, sha256 };
const issuerFacts = {
  name: z.string(),
  ...keyFacts,
  type: z.enum(["ed25519", "p256", "rsa", "dsa"]),
  speaksFor: z.string().nullable(),
  from: moment.nullable(),
  until: moment.nullable(),
};
const revocation = { at: moment, reason: z.string().nullable() };
const source = z.enum(["own", "bundle"]);
const entryCounts = { issuers: count, revokedKeys: count, revokedDocuments: count };
const errorFacts = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  exitStatus: z.int(),
});
const point = z.strictObject({ x: z.number(), y: z.number() });
/** What was measured besides hangs on the code: docs/JSON.md. */
const diagnosis = z.looseObject({
  code: z.string().regex(/^qr\/[a-z-]+$/),
  corners: z.tuple([point, point, point, point]).nullable(),
});
const pictures = z
  .array(
    z.union([
      z.strictObject({
        file: z.string(),
        format: picture.shape.format,
        width: bytes,
        height: bytes,
        orientation: z.int().min(1).max(8),
        milliseconds: count,
        codes: z.array(
          z.strictObject({
            text: z.string().nullable(),
            bytes: z.base64(),
            corners: z.tuple([point, point, point, point]),
            version: picture.shape.version,
            errorCorrection: picture.shape.errorCorrection,
            rung: z.string(),
            milliseconds: count,
          }),
        ),
        trace,
        unread: z.array(diagnosis),
        diagnosis: diagnosis.nullable(),
        error: z.null(),
      }),
      z.strictObject({
        file: z.string(),
        format: z.null(),
        width: z.null(),
        height: z.null(),
        orientation: z.null(),
        milliseconds: z.null(),
        codes: z.array(z.never()),
        trace: z.array(z.never()),
        unread: z.array(z.never()),
        diagnosis: z.null(),
        error: errorFacts,
      }),
    ]),
  )
  .min(1);
const reports = {
  keygen: z.strictObject({
    ok: z.literal(true),
    privateKey: z.string(),
    publicKey: z.string(),
    use: z.enum(["recipient", "signing"]),
    type: keyType,
    bits: z.int().nullable(),
    protected: z.boolean(),
    fingerprint,
    sha256,
    succeeds: sha256.nullable(),
    movedAside: z.array(z.string()),
  }),
  "encrypt-to-qr": z.strictObject({
    ok: z.literal(true),
    document: z.strictObject({
      file: z.string(),
      bytes,
      mediaType: z.string(),
      id: documentId.nullable(),
      issuedAt: seconds.nullable(),
      expiresAt: seconds.nullable(),
    }),
    envelope: z.strictObject({ file: z.string().nullable(), format, bytes }),
    receivers: z
      .array(z.strictObject({ file: z.string(), fingerprint, sha256, type: keyType, bits: bytes }))
      .min(1),
    signer: z.strictObject({ file: z.string(), fingerprint, sha256, type: keyType }).nullable(),
    // Of documents that are deposited: deposit.test.ts.
    deposit: z.null(),
    picture: z.strictObject({ file: z.string(), width: bytes, height: bytes }),
    symbol: z.strictObject({ version: z.int(), modules: bytes, errorCorrection }),
  }),
  "scan-decrypt": z.strictObject({
    ok: z.literal(true),
    verdict,
    document: z.strictObject({
      file: z.string(),
      bytes,
      mediaType: z.string(),
      sha256,
      id: documentId.nullable(),
      subject: z.string().nullable(),
      issuedAt: seconds.nullable(),
      expiresAt: seconds.nullable(),
    }),
    issuer: z
      .strictObject({ name: z.string(), speaksFor: z.string().nullable(), fingerprint, sha256 })
      .nullable(),
    envelope: z.strictObject({ format, bytes }),
    deposit: z.null(),
    key: z.strictObject({ name: z.string(), file: z.string(), fingerprint, sha256 }),
    picture: picture.nullable(),
    trace,
  }),
  refusal: z.strictObject({
    ok: z.literal(false),
    error: errorFacts,
    verdict,
  }),
  inspect: z.strictObject({
    ok: z.literal(true),
    file: z.string(),
    envelope: z.strictObject({
      format,
      mediaType: z.string().nullable(),
      contentEncryption: z.string(),
      compression: z.string().nullable(),
      recipients: z.array(
        z.strictObject({
          keyWrap: z.string(),
          keyId: z
            .string()
            .regex(/^[0-9a-f]{16,64}$/)
            .nullable(),
          keyBits: bytes,
        }),
      ),
      envelopeBytes: bytes,
      encryptedBytes: bytes,
    }),
    picture: picture.nullable(),
    trace,
  }),
  read: z.strictObject({ ok: z.literal(true), pictures }),
  "read, refused": z.strictObject({ ok: z.literal(false), error: errorFacts, pictures }),
  "keys list": z.strictObject({
    ok: z.literal(true),
    folder: z.string(),
    keys: z
      .array(
        z.strictObject({
          name: z.string(),
          use: z.enum(["recipient", "signing"]),
          type: keyType.nullable(),
          bits: z.int().nullable(),
          fingerprint: fingerprint.nullable(),
          sha256: sha256.nullable(),
          privateKey: z.string().nullable(),
          publicKey: z.string().nullable(),
          protected: z.boolean(),
          retired: z.boolean(),
        }),
      )
      .min(1),
    successions: z.array(z.strictObject({ old: sha256, new: sha256, at: z.string() })).length(1),
  }),
  "keys succeed": z.strictObject({
    ok: z.literal(true),
    folder: z.string(),
    succession: z.strictObject({ old: sha256, new: sha256 }),
    noted: z.boolean(),
  }),
  rewrap: z.strictObject({
    ok: z.literal(true),
    document: z.strictObject({ id: documentId.nullable() }),
    envelope: z.strictObject({ file: z.string().nullable(), format, bytes }),
    old: z.strictObject({ file: z.string(), sha256 }),
    new: z.strictObject({ file: z.string(), sha256 }),
    signed: z.boolean(),
    noted: z.boolean(),
    picture: z
      .strictObject({ file: z.string(), width: z.int(), height: z.int(), version: z.int() })
      .nullable(),
    symbol: z.strictObject({ version: z.int(), modules: z.int(), errorCorrection: z.string() }).nullable(),
  }),
  "register list": z.strictObject({
    ok: z.literal(true),
    register: z.string(),
    presentations: z
      .array(
        z.strictObject({
          documentId: z.string().regex(/^(?:[0-9a-f]{32}|sha256:[0-9a-f]{64})$/),
          at: moment,
          desk: z.string(),
          issuedAt: count.nullable(),
          accepted: z.array(z.string()),
        }),
      )
      .length(3),
    unreadable: count,
  }),
  "register merge": z.strictObject({
    ok: z.literal(true),
    register: z.string(),
    merged: z
      .array(z.strictObject({ file: z.string(), added: count, known: count, unreadable: count }))
      .length(2),
  }),
  "audit verify": z.strictObject({
    ok: z.literal(true),
    audit: z.string(),
    entries: count,
    head: sha256.nullable(),
    first: stay.nullable(),
    last: stay.nullable(),
    uncovered: count,
    unreadable: count,
    noted: sha256.nullable(),
  }),
  "audit list": z.strictObject({
    ok: z.literal(true),
    audit: z.string(),
    entries: z
      .array(
        z.strictObject({
          at: moment,
          desk: z.string(),
          action: z.enum(["seal", "open", "rewrap"]),
          result: z.string(),
          documentId: z.string().nullable(),
          envelopeSha256: sha256.nullable(),
          recipients: z.array(sha256),
          issuer: sha256.nullable(),
          accepted: z.array(z.string()),
        }),
      )
      .length(4),
  }),
  "trust add": z.strictObject({
    ok: z.literal(true),
    list: z.string(),
    issuer: z.strictObject(issuerFacts),
  }),
  "trust list": z.strictObject({
    ok: z.literal(true),
    folder: z.string(),
    authority: z.strictObject(keyFacts),
    own: z.strictObject({ madeAt: moment }),
    bundle: z.strictObject({ madeAt: moment, ageSeconds: count }),
    issuers: z.array(z.strictObject({ ...issuerFacts, source })).length(2),
    revokedKeys: z.array(z.strictObject({ ...keyFacts, ...revocation, source })).length(2),
    revokedDocuments: z.array(z.strictObject({ documentId, ...revocation, source })).length(2),
  }),
  "trust list, nothing there": z.strictObject({
    ok: z.literal(true),
    folder: z.string(),
    authority: z.null(),
    own: z.null(),
    bundle: z.null(),
    issuers: z.array(z.never()),
    revokedKeys: z.array(z.never()),
    revokedDocuments: z.array(z.never()),
  }),
  "trust remove": z.strictObject({
    ok: z.literal(true),
    list: z.string(),
    removed: z.array(z.strictObject(issuerFacts)).length(1),
    alsoInBundle: z.array(z.strictObject(issuerFacts)).length(1),
  }),
  "trust revoke": z.strictObject({
    ok: z.literal(true),
    list: z.string(),
    key: z.strictObject(keyFacts).nullable(),
    document: documentId.nullable(),
    ...revocation,
    alreadyRevoked: z.boolean(),
  }),
  "trust export": z.strictObject({
    ok: z.literal(true),
    file: z.string(),
    bundle: z.strictObject({ madeAt: moment, ...entryCounts }),
    characters: bytes,
    signer: z.strictObject({ file: z.string(), ...keyFacts }),
    symbol: z.strictObject({ version: z.int(), modules: bytes, errorCorrection }).nullable(),
  }),
  "trust import": z.strictObject({
    ok: z.literal(true),
    bundle: z.strictObject({ file: z.string(), madeAt: moment, ...entryCounts }),
    authority: z.strictObject({ ...keyFacts, pinned: z.enum(["before", "now", "changed"]) }),
    alreadyThere: z.boolean(),
  }),
  error: z.strictObject({ ok: z.literal(false), error: errorFacts }),
};

test("--json prints one object of the documented shape, for every command and for a refusal", async () => {
  const { folder, remove } = emptyFolder();
  copyFileSync(path.join(projectFolder, "fixtures/documents/id-card.json"), path.join(folder, "card.json"));
  cpSync(path.join(projectFolder, "fixtures/desk"), path.join(folder, "desk"), { recursive: true });
  cpSync(path.join(projectFolder, "fixtures/trust"), path.join(folder, "trust"), { recursive: true });
  for (const name of ["anae_signing_public", "authority_signing_public", "authority_signing_private"])
    copyFileSync(path.join(projectFolder, `fixtures/keys/${name}.pem`), path.join(folder, `${name}.pem`));
  const head = "dfef3307865c0f450fe13847d8e60c84f47ef010bf1461e877ea196ed783e81b";
  const calls = [
    ["keygen", ["keygen", "--bits", "2048"]],
    ["keygen", ["keygen", "--bits", "2048", "--force"]],
    ["keygen", ["keygen", "--type", "x25519", "--name", "next", "--succeeds", "keys/system_public.pem"]],
    ["keys succeed", ["keys", "succeed", "keys/system_public.pem", "keys/next_public.pem"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "--out-envelope", "card.txt"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "jwe.png", "--format", "jwe"]],
    ["keygen", ["keygen", "--use", "signing", "--name", "anae"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "signed.png", "--valid-for", "1d", "--subject", "a"]],
    ["scan-decrypt", ["scan-decrypt", "card.png", "one.json"]],
    ["scan-decrypt", ["scan-decrypt", "card.txt", "two.json"]],
    ["scan-decrypt", ["scan-decrypt", "jwe.png", "three.json"]],
    ["rewrap", ["rewrap", "signed.png", "again.png", "--public-key", "keys/next_public.pem"]],
    [
      "rewrap",
      ["rewrap", "signed.png", "--out-envelope", "again.txt", "--public-key", "keys/next_public.pem"],
    ],
    ["trust add", ["trust", "add", "ANAE", "keys/anae_signing_public.pem"]],
    ["scan-decrypt", ["scan-decrypt", "again.png", "four.json"]],
    ["refusal", ["scan-decrypt", "card.png", "five.json"]],
    ["keys list", ["keys", "list"]],
    ["inspect", ["inspect", "jwe.png"]],
    ["inspect", ["inspect", "card.txt"]],
    ["read", ["read", "card.png", "jwe.png"]],
    ["read, refused", ["read", "card.png", "card.txt"]],
    ["read, refused", ["read", "missing.png"]],
    ["scan-decrypt", ["scan-decrypt", "--text", "card.txt", "--out", "six.json", "--accept", "unsigned"]],
    ["register list", ["register", "list", "--keys", "desk"]],
    ["register merge", ["register", "merge", "desk/register.jsonl", "desk/register.jsonl"]],
    ["audit verify", ["audit", "verify", "--keys", "desk"]],
    ["audit verify", ["audit", "verify", "--keys", "desk", "--noted", head]],
    ["audit list", ["audit", "list", "--keys", "desk"]],
    ["error", ["audit", "verify", "--keys", "desk", "--noted", "0".repeat(64)]],
    ["trust list, nothing there", ["trust", "list", "--keys", "desk"]],
    [
      "trust add",
      ["trust", "add", "ANAE", "anae_signing_public.pem", "--until", "2025-12-31", "--keys", "office"],
    ],
    [
      "trust import",
      [
        "trust",
        "import",
        "trust/bundle-february.txt",
        "--signed-by",
        "authority_signing_public.pem",
        "--keys",
        "office",
      ],
    ],
    ["trust import", ["trust", "import", "trust/bundle-february.txt", "--keys", "office"]],
    [
      "trust revoke",
      ["trust", "revoke", "--key", "authority_signing_public.pem", "--reason", "lost", "--keys", "office"],
    ],
    ["trust revoke", ["trust", "revoke", "--document", "00".repeat(16), "--keys", "office"]],
    ["trust revoke", ["trust", "revoke", "--document", "00".repeat(16), "--keys", "office"]],
    ["trust list", ["trust", "list", "--keys", "office"]],
    [
      "trust export",
      ["trust", "export", "bundle.txt", "--sign-key", "authority_signing_private.pem", "--keys", "office"],
    ],
    [
      "trust export",
      ["trust", "export", "bundle.png", "--sign-key", "authority_signing_private.pem", "--keys", "office"],
    ],
    ["trust remove", ["trust", "remove", "ANAE", "--keys", "office"]],
    ["error", ["trust", "remove", "ANAE", "--keys", "office"]],
    ["error", ["inspect", "missing.png"]],
  ] as const;
  for (const [report, words] of calls) {
    const { stdout, status } = await run([...words, "--json"], { cwd: folder, env: afterFixtures() });
    const text = stdout.toString("utf8");
    expect(text.indexOf("\n"), words.join(" ")).toBe(text.length - 1);
    const { success, error } = reports[report].safeParse(JSON.parse(text));
    expect(success ? "" : z.prettifyError(error), words.join(" ")).toBe("");
    expect(status === 0).toBe(!["error", "refusal", "read, refused"].includes(report));
  }
  remove();
});
