import { copyFileSync } from "node:fs";
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
  error: z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string(), exitStatus: z.int() }),
  }),
};

test("--json prints one object of the documented shape, for every command and for a refusal", async () => {
  const { folder, remove } = emptyFolder();
  copyFileSync(path.join(projectFolder, "fixtures/documents/id-card.json"), path.join(folder, "card.json"));
  const calls = [
    ["keygen", ["keygen", "--bits", "2048"]],
    ["keygen", ["keygen", "--bits", "2048", "--force"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "--out-envelope", "card.txt"]],
    ["encrypt-to-qr", ["encrypt-to-qr", "card.json", "jwe.png", "--format", "jwe"]],
    ["scan-decrypt", ["scan-decrypt", "card.png", "one.json"]],
    ["scan-decrypt", ["scan-decrypt", "card.txt", "two.json"]],
    ["inspect", ["inspect", "jwe.png"]],
    ["inspect", ["inspect", "card.txt"]],
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
