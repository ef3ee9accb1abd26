import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { predecessorsOf, readSuccessions, recordSuccession } from "../../src/office/folder/succession.ts";
import { decide } from "../../src/office/decide.ts";
import type { Decision } from "../../src/office/decide.ts";
import { combineTrust, parseEnvelope } from "../../src/core/index.ts";
import type { Acceptance, Trust } from "../../src/core/index.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import type { OfficeName } from "../core/envelope/compact/keys.ts";
import { present } from "../core/support/fixtures.ts";
import { emptyFolder } from "../cli/support/run.ts";
import { openCompact, rewrapCompact, sealCompact } from "../core/envelope/support/sealing.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = emptyFolder());
});
afterEach(() => {
  remove();
});

const NOW = 1_790_000_000;
const list = { madeAt: NOW, authority: null, revokedKeys: [], revokedDocuments: [] };
const empty = present(combineTrust({ ...list, issuers: [] }, null));
const withDates = present(
  combineTrust(
    {
      ...list,
      issuers: [
        { name: "ANAE", key: signer("issuer-ed25519").publicKey, speaksFor: null, from: NOW, until: null },
      ],
      revokedKeys: [{ fingerprint: signer("issuer-ed25519").publicKey.fingerprint, at: NOW, reason: null }],
    },
    null,
  ),
);

/** Decides about an expired document of ANAE for `to`, sealed again for port where that is another. */
async function decideOn(
  acceptable: readonly Acceptance[],
  trust: Trust | null = empty,
  to: OfficeName = "port",
  now = new Date(NOW * 1000 + 999),
): Promise<Decision> {
  const sealed = await sealCompact(Buffer.from("{}"), [office(to).publicKey], {
    signer: signer("issuer-ed25519").privateKey,
    issuedAt: NOW - 1000,
    expiresAt: NOW - 900,
  });
  const open = async (bytes: Uint8Array, reader: OfficeName) => {
    const envelope = parseEnvelope(bytes);
    return { envelope, statement: present(await openCompact(envelope, office(reader).privateKey)) };
  };
  const bytes =
    to === "port"
      ? sealed
      : await rewrapCompact((await open(sealed, to)).statement, office("port").publicKey);
  const { envelope, statement } = await open(bytes, "port");
  const { fingerprint } = office("port").publicKey;
  return decide(
    { envelope, bytes, picture: null },
    {
      key: { name: "port", file: "port.pem", fingerprint, type: "x25519" },
      statement,
    },
    predecessorsOf(fingerprint, await readSuccessions(folder)),
    trust,
    acceptable,
    now,
  );
}

const errors = ({ objections }: Decision): string[] => objections.map(({ error }) => error);

test("what is readable stands before what is judged", async () => {
  const { facts } = await decideOn([]);
  expect(facts.map(({ code }) => code)).toEqual([
    "readable/yes",
    "for-me/yes",
    "authentic/unknown-issuer",
    "in-date/expired",
    "not-revoked/yes",
  ]);
});

test("nothing is decided by a clock that tells no time", async () => {
  const noTime = new Date(Number.NaN);
  await expect(decideOn(["unknown-issuer"], empty, "port", noTime)).rejects.toMatchObject({
    code: "internal/bug",
  });
});

test("each objection needs its own override; those that were not needed are not noted", async () => {
  expect(errors(await decideOn([]))).toEqual(["verdict/unknown-issuer", "verdict/expired"]);
  expect(errors(await decideOn(["expired"]))).toEqual(["verdict/unknown-issuer"]);
  expect(errors(await decideOn(["unsigned", "revoked"]))).toEqual([
    "verdict/unknown-issuer",
    "verdict/expired",
  ]);
  const taken = await decideOn(["revoked", "expired", "unknown-issuer", "expired"]);
  expect(taken.objections).toEqual([]);
  expect(taken.accepted).toEqual(["unknown-issuer", "expired"]);
});

test("a revoked key out of its dates has to be taken twice, and once for each", async () => {
  expect(errors(await decideOn(["revoked", "expired"], withDates))).toEqual(["verdict/retired-key"]);
  expect(errors(await decideOn(["retired-key", "expired"], withDates))).toEqual(["verdict/key-revoked"]);
  expect(errors(await decideOn(["retired-key", "expired", "revoked"], withDates))).toEqual([]);
});

test("no override takes what was forwarded; the desk's own record does", async () => {
  const all: Acceptance[] = [
    "unsigned",
    "unknown-issuer",
    "retired-key",
    "expired",
    "not-yet-valid",
    "revoked",
  ];
  expect(errors(await decideOn(all, null, "air"))).toEqual(["verdict/forwarded"]);
  const [old, next] = [office("air").publicKey.fingerprint, office("port").publicKey.fingerprint];
  await recordSuccession(folder, { old, new: next, at: "2026-11-21T04:00:00Z" });
  expect(errors(await decideOn(all, null, "air"))).toEqual([]);
  writeFileSync(path.join(folder, "succession.json"), "[]x");
  await expect(decideOn(all, null, "air")).rejects.toMatchObject({ code: "key/bad-succession" });
});
