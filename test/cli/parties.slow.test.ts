/**
 * Who may do what to a document, through the real command: the issuer, the office it is for, another office it is for
 * too, and a forger; each hands on, takes the signature off, signs anew or shows again. Every cross with a trust list
 * and without one, and nothing of what was refused anywhere.
 */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEnvelope } from "../../src/core/index.ts";
import type { OpenedStatement } from "../../src/core/index.ts";
import { coseTags, encodeCbor, tagCbor } from "../../src/core/encoding/cbor.ts";
import { encodeStatementAgain } from "../../src/core/envelope/statement.ts";
import { fingerprintBytes } from "../../src/core/keys/fingerprint.ts";
import { systemRandom } from "../../src/core/random.ts";
import { readAudit, verifyAudit } from "../../src/office/folder/audit.ts";
import { readRegister, registerPath } from "../../src/office/folder/register.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import type { OfficeName, SignerName } from "../core/envelope/compact/keys.ts";
import { present } from "../core/support/fixtures.ts";
import { everyFile, furnish, listOfAnae, now } from "./support/office.ts";
import { emptyFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";
import {
  encryptStatement,
  openCompact,
  rewrapCompact,
  sealCompact,
} from "../core/envelope/support/sealing.ts";

const CANARY = "canary-4711-yellow";
const document = Buffer.from(JSON.stringify({ bird: CANARY }));

let folder: string;
let remove: () => void;
beforeAll(() => {
  ({ folder, remove } = emptyFolder());
});
afterAll(() => {
  remove();
});

// --- what the parties make ----------------------------------------------------------------------------

interface Plan {
  readonly by: SignerName | null;
  readonly to: readonly OfficeName[];
  readonly claims?: Partial<Parameters<typeof sealCompact>[2]>;
}

const seal = ({ by, to, claims = {} }: Plan): Promise<Uint8Array> =>
  sealCompact(
    document,
    to.map((name) => office(name).publicKey),
    { signer: by === null ? null : signer(by).privateKey, issuedAt: now() - 60, subject: CANARY, ...claims },
  );

async function openBy(reader: OfficeName, envelope: Uint8Array): Promise<OpenedStatement> {
  const parsed = parseEnvelope(envelope);
  return present(await openCompact(parsed, office(reader).privateKey));
}

const genuine: Plan = { by: "issuer-ed25519", to: ["port"] };
const toBoth: Plan = { by: "issuer-ed25519", to: ["port", "air"] };
const toAir: Plan = { by: "issuer-ed25519", to: ["air"] };

/** What `holder` opened, sealed for port as it was signed; with or without saying for whom it was. */
const forwarded = async (holder: OfficeName, plan: Plan): Promise<Uint8Array> =>
  rewrapCompact(await openBy(holder, await seal(plan)), office("port").publicKey);
const forwardedInSilence = async (holder: OfficeName, plan: Plan): Promise<Uint8Array> =>
  encryptWith(await openBy(holder, await seal(plan)), null);
/** Saying that it was signed for port, which it was not. */
const forwardedWithALie = async (holder: OfficeName, plan: Plan): Promise<Uint8Array> =>
  encryptWith(await openBy(holder, await seal(plan)), ["port", "port-next"]);

function encryptWith(opened: OpenedStatement, signedFor: readonly OfficeName[] | null): Promise<Uint8Array> {
  const statement =
    signedFor === null
      ? withoutHeader(opened)
      : encodeStatementAgain(
          opened,
          signedFor.map((name) => fingerprintBytes(office(name).publicKey)),
        );
  return encryptStatement(statement, [office("port").publicKey], systemRandom);
}

/** The signed statement as its issuer made it, byte for byte. */
function withoutHeader({ payload, signature }: OpenedStatement): Uint8Array {
  const { protectedHeader, signature: made } = present(signature);
  return encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), payload, made]));
}

/** Claims as they were, without a signature. */
const stripped = async (holder: OfficeName, plan: Plan): Promise<Uint8Array> =>
  encryptStatement(
    (await openBy(holder, await seal(plan))).payload,
    [office("port").publicKey],
    systemRandom,
  );

/** The same claims under another key, the name of the issuer still in them. */
const signedAnew = (by: SignerName, to: readonly OfficeName[] = ["port"]): Promise<Uint8Array> =>
  seal({ by, to, claims: { issuer: "ANAE" } });

/** Signed by the forger, with ANAE's key named as the one that did. */
async function signedInTheNameOfAnae(): Promise<Uint8Array> {
  const forged = await openBy("port", await signedAnew("forger-ed25519"));
  const real = present((await openBy("port", await seal(genuine))).signature);
  const items = [real.protectedHeader, new Map(), forged.payload, present(forged.signature).signature];
  return encryptStatement(
    encodeCbor(tagCbor(coseTags.sign1, items)),
    [office("port").publicKey],
    systemRandom,
  );
}

const day = 86_400;
const revokedId = Uint8Array.from({ length: 16 }, () => 0xab);

// --- the table ----------------------------------------------------------------------------------------

/** What port hears: a code with its status, or null: it takes the document. */
type Outcome = readonly [code: string, status: number] | null;
const taken: Outcome = null;
const isForwarded: Outcome = ["verdict/forwarded", 5];
const isForged: Outcome = ["verdict/bad-signature", 5];
const isUnsigned: Outcome = ["verdict/unsigned", 6];
const isUnknown: Outcome = ["verdict/unknown-issuer", 6];
const isOthers: Outcome = ["open/for-another-key", 4];

const crosses: readonly (readonly [
  who: string,
  make: () => Promise<Uint8Array>,
  trusting: Outcome,
  without: Outcome,
])[] = [
  ["the issuer, to port", () => seal(genuine), taken, taken],
  ["the issuer, to port and air", () => seal(toBoth), taken, taken],
  ["the issuer, to air alone", () => seal(toAir), isOthers, isOthers],
  ["the issuer, not signing", () => seal({ ...genuine, by: null }), isUnsigned, taken],
  [
    "the issuer, yesterday",
    () => seal({ ...genuine, claims: { expiresAt: now() - day } }),
    ["verdict/expired", 6],
    ["verdict/expired", 6],
  ],
  [
    "the issuer, tomorrow",
    () => seal({ ...genuine, claims: { notBefore: now() + day } }),
    ["verdict/not-yet-valid", 6],
    ["verdict/not-yet-valid", 6],
  ],
  [
    "the issuer, beyond all calendars",
    () => seal({ ...genuine, claims: { issuedAt: Number.MAX_SAFE_INTEGER } }),
    ["verdict/not-yet-valid", 6],
    ["verdict/not-yet-valid", 6],
  ],
  [
    "the issuer, revoking it since",
    () => seal({ ...genuine, claims: { documentId: revokedId } }),
    ["verdict/document-revoked", 6],
    taken,
  ],
  [
    "the issuer, with a key revoked since",
    () => seal({ ...genuine, by: "issuer-p256" }),
    ["verdict/key-revoked", 6],
    taken,
  ],
  [
    "the issuer, with a key not in use yet",
    () => seal({ ...genuine, by: "issuer-rsa" }),
    ["verdict/retired-key", 6],
    taken,
  ],

  [
    "port, to itself again",
    async () => rewrapCompact(await openBy("air", await seal(toBoth)), office("port").publicKey),
    taken,
    taken,
  ],
  ["port, taking the signature off", () => stripped("port", genuine), isUnsigned, taken],
  ["port, signing anew", () => signedAnew("forger-ed25519"), isUnknown, taken],

  ["air, handing on what was for air", () => forwarded("air", toAir), isForwarded, isForwarded],
  ["air, handing it on in silence", () => forwardedInSilence("air", toAir), isForged, taken],
  ["air, saying it was for port", () => forwardedWithALie("air", toAir), isForged, taken],
  ["air, handing on what was for both", () => forwarded("air", toBoth), taken, taken],
  ["air, making it look for port alone", () => forwardedInSilence("air", toBoth), isForged, taken],
  ["air, taking the signature off", () => stripped("air", toAir), isUnsigned, taken],
  ["air, signing anew in the issuer's name", () => signedInTheNameOfAnae(), isForged, taken],

  ["a forger, signing with a key of their own", () => signedAnew("forger-ed25519"), isUnknown, taken],
  ["a forger, naming the issuer's key", () => signedInTheNameOfAnae(), isForged, taken],
  [
    "a forger, not signing",
    () => seal({ by: null, to: ["port"], claims: { issuer: "ANAE" } }),
    isUnsigned,
    taken,
  ],
  ["a forger, sealing for air", () => signedAnew("forger-ed25519", ["air"]), isOthers, isOthers],
  [
    "a forger, flipping a bit",
    async () => flipped(await seal(genuine)),
    ["open/damaged", 5],
    ["open/damaged", 5],
  ],
];

/** One character of the ciphertext, in the middle, to another of base45. */
function flipped(envelope: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(envelope);
  const middle = Math.round(copy.length * 0.6);
  copy[middle] = copy[middle] === 0x30 ? 0x31 : 0x30;
  return copy;
}

const trustList = () => {
  const list = listOfAnae({ revokedDocuments: [{ documentId: "ab".repeat(16), at: 1, reason: null }] });
  const [anae] = list.issuers;
  return {
    ...list,
    issuers: [
      present(anae),
      { ...present(anae), key: signer("issuer-p256").publicKey },
      { ...present(anae), key: signer("issuer-rsa").publicKey, from: now() + day },
    ],
    revokedKeys: [{ fingerprint: signer("issuer-p256").publicKey.fingerprint, at: 1, reason: "lost" }],
  };
};

/** Everything a run left behind or said must be without the document, of which nothing was given out. */
function expectNoCanary(desk: string, { stdout, stderr }: Ran): void {
  expect(stdout.toString("latin1")).not.toContain(CANARY);
  expect(stderr).not.toContain(CANARY);
  for (const [name, bytes] of everyFile(desk)) expect(bytes.includes(CANARY), name).toBe(false);
}

describe.each(["with a trust list", "without one"] as const)("%s", (trust) => {
  test.each(crosses)("%s", async (who, make, trusting, without) => {
    const desk = path.join(folder, `${trust} ${who}`);
    furnish(path.join(desk, "keys"), "port", trust === "without one" ? null : trustList());
    writeFileSync(path.join(desk, "code.txt"), await make());
    const ran = await run(["scan-decrypt", "code.txt", "back.json"], { cwd: desk });

    const outcome = trust === "with a trust list" ? trusting : without;
    const code = /\[([a-z-]+\/[a-z-]+)\]/.exec(ran.stderr)?.[1] ?? null;
    expect([code, ran.status]).toEqual(outcome ?? [null, 0]);
    const keys = path.join(desk, "keys");
    const { presentations } = await readRegister(keys);
    const [entry, ...others] = await readAudit(keys);
    expect(others).toEqual([]);
    expect(await verifyAudit(keys)).toMatchObject({ intact: true, entries: 1 });
    if (outcome === null) {
      expect(everyFile(desk).get("back.json")?.equals(document)).toBe(true);
      expect(presentations).toHaveLength(1);
      expect(entry?.result).toBe("ok");
      const isReliable = ran.stdout.includes("you can rely on it: issued by ANAE");
      expect(isReliable).toBe(trust === "with a trust list");
    } else {
      expect(existsSync(path.join(desk, "back.json"))).toBe(false);
      expect(presentations).toEqual([]);
      expect(entry?.result).toBe(outcome[0]);
      expect(ran.stdout.toString()).not.toContain("rely");
      expectNoCanary(desk, ran);
    }
  });
});

describe("refused, nothing reaches standard output either", () => {
  test.each([
    ["--out-json", "-", "--lang", "fr"],
    ["--out", "-", "--lang", "en"],
    ["--out-json", "back.json", "--json", "--force"],
    ["--out-json", "-", "--quiet"],
  ])("%s %s %s %s", async (...options) => {
    const desk = path.join(folder, `stream ${options.join(" ")}`);
    furnish(path.join(desk, "keys"), "port", trustList());
    writeFileSync(path.join(desk, "code.txt"), await signedInTheNameOfAnae());
    const ran = await run(["scan-decrypt", "code.txt", ...options], { cwd: desk });
    expect(ran.status).toBe(5);
    expectNoCanary(desk, ran);
    if (!options.includes("--json")) expect(ran.stdout).toHaveLength(0);
    else {
      expect(JSON.parse(ran.stdout.toString())).toMatchObject({
        ok: false,
        error: { code: "verdict/bad-signature", exitStatus: 5 },
        verdict: { conclusion: "refused" },
      });
    }
  });
});

describe("shown again", () => {
  test.each([true, false])(
    "at the same desk, trust list %s: taken, and said; sealed anew by the other office too",
    async (isTrusting) => {
      const desk = path.join(folder, `again ${isTrusting}`);
      furnish(path.join(desk, "keys"), "port", isTrusting ? trustList() : null);
      const original = await seal(toBoth);
      writeFileSync(path.join(desk, "code.txt"), original);
      writeFileSync(
        path.join(desk, "anew.txt"),
        await rewrapCompact(await openBy("air", original), office("port").publicKey),
      );
      const statuses: [number | null, boolean][] = [];
      for (const [index, code] of ["code.txt", "code.txt", "anew.txt"].entries()) {
        const { status, stderr } = await run(["scan-decrypt", code, `${index}.json`, "--quiet"], {
          cwd: desk,
        });
        statuses.push([status, stderr.includes("this document was shown before")]);
      }
      expect(statuses).toEqual([
        [0, false],
        [0, true],
        [0, true],
      ]);
    },
  );

  test("at another desk: not known, until the registers are merged", async () => {
    const [one, two] = ["desk one", "desk two"].map((name) => {
      const desk = path.join(folder, name);
      furnish(path.join(desk, "keys"), "port", trustList());
      return desk;
    }) as [string, string];
    const code = await seal(genuine);
    for (const desk of [one, two]) writeFileSync(path.join(desk, "code.txt"), code);
    const show = async (desk: string, as: string): Promise<Ran> =>
      run(["scan-decrypt", "code.txt", as], { cwd: desk, env: { QRSEAL_DESK: path.basename(desk) } });

    expect((await show(one, "a.json")).stderr).toBe("");
    const elsewhere = await show(two, "a.json");
    expect(elsewhere.stderr).toBe("");
    expect(elsewhere.stdout.toString()).toContain("you can rely on it");
    const other = registerPath(path.join(one, "keys"));
    expect((await run(["register", "merge", other], { cwd: two })).status).toBe(0);
    const again = await show(two, "b.json");
    expect(again.status).toBe(0);
    // Within one second either may stand first.
    expect(again.stderr).toMatch(/shown before: \S+ at desk (?:one|two), \S+ at desk (?:one|two)\n/);
    for (const desk of ["desk one", "desk two"]) expect(again.stderr).toContain(desk);
    expect(again.stdout.toString()).toContain("take care");
    expect(again.stdout.toString()).not.toContain("rely");
  });

  test("refused at the first showing is no showing", async () => {
    const desk = path.join(folder, "refused first");
    furnish(path.join(desk, "keys"), "port", trustList());
    writeFileSync(
      path.join(desk, "code.txt"),
      await seal({ ...genuine, claims: { expiresAt: now() - day } }),
    );
    expect((await run(["scan-decrypt", "code.txt", "a.json"], { cwd: desk })).status).toBe(6);
    const accepted = await run(["scan-decrypt", "code.txt", "a.json", "--accept", "expired"], { cwd: desk });
    expect([accepted.status, accepted.stderr]).toEqual([0, ""]);
    const late = await run(["scan-decrypt", "code.txt", "b.json"], { cwd: desk });
    expect(late.stdout.toString()).toContain("NO: seen before");
    expect(late.status).toBe(6);
  });
});

test("a date beyond all calendars can be taken, and is not noted as this desk's newest", async () => {
  const desk = path.join(folder, "calendar");
  furnish(path.join(desk, "keys"), "port", trustList());
  writeFileSync(
    path.join(desk, "code.txt"),
    await seal({ ...genuine, claims: { issuedAt: Number.MAX_SAFE_INTEGER } }),
  );
  const ran = await run(["scan-decrypt", "code.txt", "a.json", "--accept", "not-yet-valid"], { cwd: desk });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
  expect((await readRegister(path.join(desk, "keys"))).presentations).toMatchObject([{ issuedAt: null }]);
});
