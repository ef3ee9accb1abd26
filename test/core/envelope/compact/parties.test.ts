/**
 * Four parties: the sender, who signs; the receiver (port) and the other receiver (air), who know each other's public
 * keys and open what is for them; the forger, who has a signing key that nobody knows, and no office. Each tries what
 * lies in its power, and the table says what the reader comes to.
 */
import { describe, expect, it } from "vitest";
import { encodeCbor, coseTags, tagCbor } from "../../../../src/core/encoding/cbor.ts";
import { encodeStatement, encodeStatementAgain } from "../../../../src/core/envelope/statement.ts";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { parseEnvelope } from "../../../../src/core/envelope/detect.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import type { Trust } from "../../../../src/core/trust/trust.ts";
import { objectionsTo } from "../../../../src/core/verdict/facts.ts";
import { judge } from "../../../../src/core/verdict/judge.ts";
import { proveSignature } from "../../../../src/core/verdict/prove.ts";
import { hex, present } from "../../support/fixtures.ts";
import { issuerNames, office, signer } from "./keys.ts";
import type { OfficeName, SignerName } from "./keys.ts";
import { document, fingerprint, flipped, signed, signerHeader } from "./parts.ts";
import type { SigningKeyType } from "../../support/signingkeys.ts";
import type { OpenedStatement } from "../../../../src/core/envelope/statement.ts";
import {
  encryptStatement,
  openCompact,
  rewrapCompact,
  sealCompact,
  encodeEnvelope,
} from "../support/sealing.ts";

const issuedAt = 1_790_000_000;
const sender = "ANAE";
const colleague = "Douane";

/** The sender's key and that of a colleague, whom the readers know too. */
function trustIn(name: SignerName): Trust {
  const entry = (issuer: string, key: SignerName) => ({
    name: issuer,
    key: signer(key).publicKey,
    speaksFor: null,
    from: null,
    until: null,
  });
  return {
    issuers: [entry(sender, name), entry(colleague, colleagueOf(name))],
    revokedKeys: new Map(),
    revokedDocuments: new Map(),
    madeAt: issuedAt,
    isBundle: false,
  };
}
const colleagueOf = (name: SignerName): SignerName =>
  name === "issuer-p256" ? "issuer-ed25519" : "issuer-p256";

/** What a reader comes to: a code that refuses, or whose document it is. */
interface Outcome {
  readonly codes: readonly string[];
  readonly issuer: string | null;
  readonly documentId: string | null;
}

async function read(
  envelope: Uint8Array,
  reader: OfficeName,
  trust: Trust,
  predecessors: readonly OfficeName[] = [],
): Promise<Outcome> {
  const refused = (code: string): Outcome => ({ codes: [code], issuer: null, documentId: null });
  const { privateKey } = office(reader);
  try {
    const parsed = parseEnvelope(envelope);
    const opened = await openCompact(parsed, privateKey);
    if (opened === null) return refused("open/not-for-this-key");
    const { facts, issuer } = judge(await proveSignature(opened, trust), {
      key: { name: reader, fingerprint: privateKey.fingerprint },
      predecessors: predecessors.map((name) => office(name).publicKey.fingerprint),
      now: issuedAt + 60,
    });
    return {
      codes: objectionsTo(facts).map(({ error }) => error),
      issuer: issuer?.name ?? null,
      documentId: hex(opened.claims.documentId),
    };
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return refused(error.code);
  }
}

/** What each party can do with the sender's signing key type `name`. */
async function powersOf(name: SignerName) {
  const keysOf = (to: readonly OfficeName[]) => to.map((one) => office(one).publicKey);
  const sealSigned = (by: SignerName | null, ...to: OfficeName[]): Promise<Uint8Array> =>
    sealCompact(document, keysOf(to), {
      signer: by === null ? null : signer(by).privateKey,
      issuer: sender,
      issuedAt,
    });
  const encrypt = (statement: Uint8Array, ...to: OfficeName[]): Promise<Uint8Array> =>
    encryptStatement(statement, keysOf(to), systemRandom);
  const openedBy = async (reader: OfficeName, envelope: Uint8Array): Promise<OpenedStatement> => {
    const parsed = parseEnvelope(envelope);
    return present(await openCompact(parsed, office(reader).privateKey));
  };
  /** The signed statement as it was made, without a list of those it is for. */
  const asItIs = (opened: OpenedStatement): Uint8Array => {
    const { protectedHeader, signature } = present(opened.signature);
    return encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), opened.payload, signature]));
  };
  const signedFor = (opened: OpenedStatement, ...list: OfficeName[]): Uint8Array =>
    encodeStatementAgain(opened, list.map(fingerprint));
  const signedAnew = (opened: OpenedStatement, by: SignerName, ...list: OfficeName[]): Promise<Uint8Array> =>
    encodeStatement(opened.payload, signer(by).privateKey, list.map(fingerprint));

  const forPort = await sealSigned(name, "port");
  const forBoth = await sealSigned(name, "port", "air");
  const atPort = await openedBy("port", forPort);
  return { sealSigned, encrypt, openedBy, asItIs, signedFor, signedAnew, forPort, forBoth, atPort };
}
type Powers = Awaited<ReturnType<typeof powersOf>>;

interface Attempt {
  readonly attack: string;
  readonly by: "the sender" | "the receiver" | "the other receiver" | "the forger";
  readonly build: (powers: Powers, name: SignerName) => Uint8Array | Promise<Uint8Array>;
  readonly at: OfficeName;
  /** Keys that the reader's own is recorded to succeed. */
  readonly succeeds?: readonly OfficeName[];
  /** The code that refuses it, or null: it is relied on. */
  readonly expected: string | null;
  /** In whose name it is relied on, where that is not the sender's. */
  readonly issuer?: string;
  /** Where only some algorithms allow it. */
  readonly types?: readonly SigningKeyType[];
}

const attempts: readonly Attempt[] = [
  {
    attack: "nothing: seals for the receiver",
    by: "the sender",
    build: (p) => p.forPort,
    at: "port",
    expected: null,
  },
  { attack: "nothing: seals for both", by: "the sender", build: (p) => p.forBoth, at: "air", expected: null },

  // Forwarding: what was made for one office, shown to another.
  {
    attack: "hands on the code itself",
    by: "the receiver",
    build: (p) => p.forPort,
    at: "air",
    expected: "open/not-for-this-key",
  },
  {
    attack: "seals the signed statement for the other",
    by: "the receiver",
    build: (p) => p.encrypt(p.asItIs(p.atPort), "air"),
    at: "air",
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals the signed statement for the other and itself",
    by: "the receiver",
    build: (p) => p.encrypt(p.asItIs(p.atPort), "port", "air"),
    at: "air",
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals it for the other as if for a successor",
    by: "the receiver",
    build: (p) => rewrapCompact(p.atPort, office("air").publicKey),
    at: "air",
    expected: "verdict/forwarded",
  },
  {
    attack: "seals what was for both for a third",
    by: "the other receiver",
    build: async (p) => p.encrypt(p.asItIs(await p.openedBy("air", p.forBoth)), "office-2048"),
    at: "office-2048",
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals what was for both for a third, as if for a successor",
    by: "the other receiver",
    build: async (p) => rewrapCompact(await p.openedBy("air", p.forBoth), office("office-2048").publicKey),
    at: "office-2048",
    expected: "verdict/forwarded",
  },
  {
    attack: "seals what was for both for one of them alone",
    by: "the other receiver",
    build: async (p) => p.encrypt(p.asItIs(await p.openedBy("air", p.forBoth)), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals what was for both for one of them again, and says so",
    by: "the other receiver",
    build: async (p) => rewrapCompact(await p.openedBy("air", p.forBoth), office("port").publicKey),
    at: "port",
    expected: null,
  },
  {
    attack: "writes another office's name on the code",
    by: "the forger",
    build: (p) => renamed(p.forPort),
    at: "air",
    expected: "open/damaged",
  },
  {
    attack: "signs for one and seals for another",
    by: "the sender",
    build: (p, name) => p.encrypt(signed({ signer: name, to: ["port"] }), "air"),
    at: "air",
    expected: "verdict/bad-signature",
  },

  // Stripping: the signature taken away.
  {
    attack: "seals the claims without the signature",
    by: "the receiver",
    build: (p) => p.encrypt(p.atPort.payload, "air"),
    at: "air",
    expected: "verdict/unsigned",
  },
  {
    attack: "keeps the claims without the signature",
    by: "the receiver",
    build: (p) => p.encrypt(p.atPort.payload, "port"),
    at: "port",
    expected: "verdict/unsigned",
  },
  {
    attack: "seals the claims without the signature",
    by: "the other receiver",
    build: async (p) => p.encrypt((await p.openedBy("air", p.forBoth)).payload, "port"),
    at: "port",
    expected: "verdict/unsigned",
  },
  {
    attack: "empties the signature",
    by: "the receiver",
    build: (p, name) =>
      p.encrypt(
        signed({ signer: name, payload: p.atPort.payload, to: ["air"], signature: () => new Uint8Array(0) }),
        "air",
      ),
    at: "air",
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals claims in the sender's name, unsigned",
    by: "the forger",
    build: (p) => p.sealSigned(null, "port"),
    at: "port",
    expected: "verdict/unsigned",
  },
  {
    attack: "forgets to sign",
    by: "the sender",
    build: (p) => p.sealSigned(null, "port", "air"),
    at: "air",
    expected: "verdict/unsigned",
  },

  // Signing anew: another signature on the same claims.
  {
    attack: "signs the claims with a key of its own",
    by: "the receiver",
    build: async (p) => p.encrypt(await p.signedAnew(p.atPort, "forger-ed25519", "air"), "air"),
    at: "air",
    expected: "verdict/unknown-issuer",
  },
  {
    attack: "signs the claims with a key of its own",
    by: "the other receiver",
    build: async (p) =>
      p.encrypt(await p.signedAnew(await p.openedBy("air", p.forBoth), "forger-ed25519", "port"), "port"),
    at: "port",
    expected: "verdict/unknown-issuer",
  },
  {
    attack: "signs claims in the sender's name",
    by: "the forger",
    build: (p) => p.sealSigned("forger-ed25519", "port"),
    at: "port",
    expected: "verdict/unknown-issuer",
  },
  {
    attack: "signs under the sender's key id",
    by: "the forger",
    build: (p, name) => p.encrypt(signed({ signer: "forger-ed25519", header: signerHeader(name) }), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },
  {
    attack: "signs under the sender's key id with its own algorithm",
    by: "the forger",
    build: (p, name) =>
      p.encrypt(signed({ signer: "forger-ed25519", header: signerHeader(name, [[1, -8]]) }), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },
  {
    attack: "is known too and signs the claims: they are in its own name",
    by: "the receiver",
    build: async (p, name) => p.encrypt(await p.signedAnew(p.atPort, colleagueOf(name), "air"), "air"),
    at: "air",
    expected: null,
    issuer: colleague,
  },

  // Replaying: the same once more.
  { attack: "shows the code twice", by: "the forger", build: (p) => p.forPort, at: "port", expected: null },
  {
    attack: "shows the code to the other",
    by: "the forger",
    build: (p) => p.forPort,
    at: "air",
    expected: "open/not-for-this-key",
  },
  {
    attack: "shows what was for both to each",
    by: "the receiver",
    build: (p) => p.forBoth,
    at: "air",
    expected: null,
  },
  {
    attack: "makes a new code of the same statement for itself",
    by: "the receiver",
    build: (p) => p.encrypt(p.asItIs(p.atPort), "port"),
    at: "port",
    expected: null,
  },
  {
    attack: "negates the signature's s",
    by: "the receiver",
    build: (p) => p.encrypt(negated(p.atPort), "port"),
    at: "port",
    expected: null,
    types: ["p256"],
  },

  // The header that is not signed: whom the signature was made for.
  {
    attack: "names the other as the one it is for",
    by: "the receiver",
    build: (p) => p.encrypt(p.signedFor(p.atPort, "air"), "air"),
    at: "air",
    expected: "envelope/malformed",
  },
  {
    attack: "adds the other to those it is for",
    by: "the receiver",
    build: (p) => p.encrypt(p.signedFor(p.atPort, "port", "air"), "air"),
    at: "air",
    expected: "verdict/bad-signature",
  },
  {
    attack: "puts the other first among those it is for",
    by: "the receiver",
    build: (p) => p.encrypt(p.signedFor(p.atPort, "air", "port"), "air"),
    at: "air",
    expected: "verdict/bad-signature",
  },
  {
    attack: "names itself, and seals for the other and itself",
    by: "the receiver",
    build: (p) => p.encrypt(p.signedFor(p.atPort, "port"), "port", "air"),
    at: "air",
    expected: "verdict/forwarded",
  },
  {
    attack: "names itself for itself",
    by: "the receiver",
    build: (p) => p.encrypt(p.signedFor(p.atPort, "port"), "port"),
    at: "port",
    expected: "envelope/malformed",
  },
  {
    attack: "turns round whom it is for",
    by: "the other receiver",
    build: async (p) => p.encrypt(p.signedFor(await p.openedBy("air", p.forBoth), "air", "port"), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },
  {
    attack: "takes a third for those it is for",
    by: "the other receiver",
    build: async (p) =>
      p.encrypt(p.signedFor(await p.openedBy("air", p.forBoth), "office-2048", "port"), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },
  {
    attack: "names the reader in a statement of its own",
    by: "the forger",
    build: async (p) =>
      p.encrypt(
        p.signedFor(await p.openedBy("air", await p.sealSigned("forger-ed25519", "air")), "air", "port"),
        "port",
      ),
    at: "port",
    expected: "verdict/unknown-issuer",
  },
  {
    attack: "signs for one and names the other",
    by: "the sender",
    build: async (p, name) =>
      p.encrypt(p.signedFor(await p.openedBy("air", await p.sealSigned(name, "air")), "port", "air"), "port"),
    at: "port",
    expected: "verdict/bad-signature",
  },

  // Succession: what an office does for its own next key, and nobody else's.
  {
    attack: "nothing: seals again for its successor",
    by: "the receiver",
    build: (p) => rewrapCompact(p.atPort, office("port-next").publicKey),
    at: "port-next",
    succeeds: ["port"],
    expected: null,
  },
  {
    attack: "seals again for a successor whom no record names",
    by: "the receiver",
    build: (p) => rewrapCompact(p.atPort, office("port-next").publicKey),
    at: "port-next",
    expected: "verdict/forwarded",
  },
  {
    attack: "leaves out whom it was for",
    by: "the receiver",
    build: (p) => p.encrypt(p.asItIs(p.atPort), "port-next"),
    at: "port-next",
    succeeds: ["port"],
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals for another office's successor",
    by: "the other receiver",
    build: async (p, name) =>
      rewrapCompact(await p.openedBy("air", await p.sealSigned(name, "air")), office("port-next").publicKey),
    at: "port-next",
    succeeds: ["port"],
    expected: "verdict/forwarded",
  },
  {
    attack: "names the predecessor in what was for itself",
    by: "the other receiver",
    build: async (p, name) =>
      p.encrypt(p.signedFor(await p.openedBy("air", await p.sealSigned(name, "air")), "port"), "port-next"),
    at: "port-next",
    succeeds: ["port"],
    expected: "verdict/bad-signature",
  },
  {
    attack: "seals for a predecessor what was for its successor",
    by: "the receiver",
    build: async (p, name) =>
      rewrapCompact(
        await p.openedBy("port-next", await p.sealSigned(name, "port-next")),
        office("port").publicKey,
      ),
    at: "port",
    expected: "verdict/forwarded",
  },
];

/** The one recipient's key id replaced by that of the airport. */
function renamed(envelope: Uint8Array): Uint8Array {
  const parsed = parseEnvelope(envelope);
  const [one] = parsed.recipients;
  const recipients = [{ ...present(one), keyId: fingerprint("air").slice(0, 8) }];
  return encodeEnvelope({ ...parsed, recipients });
}

/** ECDSA takes (r, n - s) where it takes (r, s): another signature, and the same statement. */
function negated(opened: OpenedStatement): Uint8Array {
  const { protectedHeader, signature } = present(opened.signature);
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = order - BigInt(`0x${hex(signature.subarray(32))}`);
  const other = Uint8Array.from(
    Buffer.from(hex(signature.subarray(0, 32)) + s.toString(16).padStart(64, "0"), "hex"),
  );
  return encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), opened.payload, other]));
}

describe.each(issuerNames)("signed with %s", async (name) => {
  const powers = await powersOf(name);
  const trust = trustIn(name);
  const { id } = signer(name).publicKey.kind;
  const rows = attempts.filter(({ types }) => types?.some((type) => type === id) !== false);

  it.each(rows)("$by $attack; at $at: $expected", async ({ build, at, succeeds, expected, issuer }) => {
    const { codes, issuer: found } = await read(await build(powers, name), at, trust, succeeds);
    expect(codes).toEqual(expected === null ? [] : [expected]);
    if (expected === null) expect(found).toBe(issuer ?? sender);
  });

  it("whatever is relied on twice has one document id, for the register to know it by", async () => {
    const { documentId } = await read(powers.forPort, "port", trust);
    const again = [
      powers.forPort,
      await powers.encrypt(powers.asItIs(powers.atPort), "port"),
      ...(id === "p256" ? [await powers.encrypt(negated(powers.atPort), "port")] : []),
    ];
    for (const envelope of again) expect((await read(envelope, "port", trust)).documentId).toBe(documentId);
    expect(
      (
        await read(await rewrapCompact(powers.atPort, office("port-next").publicKey), "port-next", trust, [
          "port",
        ])
      ).documentId,
    ).toBe(documentId);
  });

  it("one bit of the signature decides", async () => {
    const { signature } = present(powers.atPort.signature);
    for (const at of [0, signature.length - 1]) {
      const altered = signed({ signer: name, signature: (made) => flipped(made, at) });
      expect((await read(await powers.encrypt(altered, "port"), "port", trust)).codes).toEqual([
        "verdict/bad-signature",
      ]);
    }
  });
});

it("every party tries every kind of thing that is in its power", () => {
  const parties = ["the sender", "the receiver", "the other receiver", "the forger"] as const;
  for (const party of parties)
    expect(attempts.filter(({ by }) => by === party).length).toBeGreaterThanOrEqual(5);
  const refusals = new Set(attempts.map(({ expected }) => expected));
  expect(refusals).toEqual(
    new Set([
      null,
      "open/not-for-this-key",
      "open/damaged",
      "envelope/malformed",
      "verdict/bad-signature",
      "verdict/forwarded",
      "verdict/unsigned",
      "verdict/unknown-issuer",
    ]),
  );
});
