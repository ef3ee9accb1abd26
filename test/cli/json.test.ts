import { copyFileSync, cpSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { emptyFolder, projectFolder, run } from "./run.ts";

// docs/JSON.md, as schemas: no field may be missing, none may be there that is not documented.
const bytes = z.int().positive();
const fingerprint = z.string().regex(/^(?:[0-9a-f]{4}-){4}[0-9a-f]{4}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const format = z.enum(["classic", "classic-v1", "jwe"]);
const errorCorrection = z.enum(["L", "M", "Q", "H"]);
const picture = z.strictObject({
  format: z.enum(["png", "jpeg", "webp", "tiff", "gif", "avif"]),
  width: bytes,
  height: bytes,
  version: z.int().min(1).max(40).nullable(),
  errorCorrection: errorCorrection.nullable(),
  attempt: z.string(),
});
const moment = z.iso.datetime({ precision: 0 });
const stay = z.strictObject({ at: moment, desk: z.string() });
const count = z.int().nonnegative();
const reports = {
  keygen: z.strictObject({
    ok: z.literal(true),
    privateKey: z.string(),
    publicKey: z.string(),
    type: z.literal("rsa"),
    bits: z.literal(2048),
    protected: z.boolean(),
    fingerprint,
    sha256,
    movedAside: z.array(z.string()),
  }),
  "encrypt-to-qr": z.strictObject({
    ok: z.literal(true),
    document: z.strictObject({ file: z.string(), bytes, mediaType: z.string() }),
    envelope: z.strictObject({ file: z.string().nullable(), format, bytes }),
    receiver: z.strictObject({ fingerprint, sha256, bits: bytes }),
    picture: z.strictObject({ file: z.string(), width: bytes, height: bytes }),
    symbol: z.strictObject({ version: z.int(), modules: bytes, errorCorrection }),
  }),
  "scan-decrypt": z.strictObject({
    ok: z.literal(true),
    document: z.strictObject({ file: z.string(), bytes, mediaType: z.string(), sha256 }),
    issuer: z.null(),
    envelope: z.strictObject({ format, bytes }),
    key: z.strictObject({ file: z.string(), fingerprint, sha256 }),
    picture: picture.nullable(),
  }),
  inspect: z.strictObject({
    ok: z.literal(true),
    file: z.string(),
    envelope: z.strictObject({
      format,
      mediaType: z.string(),
      keyWrap: z.string(),
      contentEncryption: z.string(),
      compression: z.string(),
      recipientKeyBits: bytes,
      envelopeBytes: bytes,
      compressedBytes: bytes,
    }),
    picture: picture.nullable(),
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
  error: z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string(), exitStatus: z.int() }),
  }),
};

test("--json prints one object of the documented shape, for every command and for a refusal", async () => {
  const { folder, remove } = emptyFolder();
  copyFileSync(path.join(projectFolder, "fixtures/documents/id-card.json"), path.join(folder, "card.json"));
  cpSync(path.join(projectFolder, "fixtures/desk"), path.join(folder, "desk"), { recursive: true });
  const head = "dfef3307865c0f450fe13847d8e60c84f47ef010bf1461e877ea196ed783e81b";
  const calls = [
    ["keygen", ["keygen", "--bits", "2048"]],
    ["keygen", ["keygen", "--bits", "2048", "--force"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "--out-envelope", "card.txt"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "jwe.png", "--format", "jwe"]],
    ["scan-decrypt", ["scan-decrypt", "card.png", "one.json"]],
    ["scan-decrypt", ["scan-decrypt", "card.txt", "two.json"]],
    ["inspect", ["inspect", "jwe.png"]],
    ["inspect", ["inspect", "card.txt"]],
    ["register list", ["register", "list", "--keys", "desk"]],
    ["register merge", ["register", "merge", "desk/register.jsonl", "desk/register.jsonl"]],
    ["audit verify", ["audit", "verify", "--keys", "desk"]],
    ["audit verify", ["audit", "verify", "--keys", "desk", "--noted", head]],
    ["audit list", ["audit", "list", "--keys", "desk"]],
    ["error", ["audit", "verify", "--keys", "desk", "--noted", "0".repeat(64)]],
    ["error", ["inspect", "missing.png"]],
  ] as const;
  for (const [report, words] of calls) {
    const { stdout, status } = await run([...words, "--json"], { cwd: folder });
    const text = stdout.toString("utf8");
    expect(text.indexOf("\n"), words.join(" ")).toBe(text.length - 1);
    const { success, error } = reports[report].safeParse(JSON.parse(text));
    expect(success ? "" : z.prettifyError(error), words.join(" ")).toBe("");
    expect(status === 0).toBe(report !== "error");
  }
  remove();
});
