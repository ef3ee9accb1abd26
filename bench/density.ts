import { densityTable, levels, modulesRatio, tally } from "./lib/cells.ts";
import type { Written } from "./lib/cells.ts";
import { sealedCompact } from "./lib/compact.ts";
import { documentNames, issuedDocument } from "./lib/documents.ts";
import type { IssuedDocument } from "./lib/documents.ts";
import { writtenByJose } from "./lib/jose.ts";
import type { NamedRecipient, NamedSigner } from "./lib/keys.ts";
import { everyRecipient, newSigner, rsaKeys, rsaPublicKeyFile } from "./lib/keys.ts";
import { runToEnd } from "./lib/processes.ts";
import type { Peer } from "./lib/python.ts";
import { findPeer, peerRun } from "./lib/python.ts";
import { expectReadableCode } from "./lib/readback.ts";
import type { Bench, Table, Verdict } from "./lib/report.ts";
import { rsaLengths } from "../src/core/keys/kinds/rsaoaep.ts";
import type { RsaBits } from "../src/core/keys/kinds/rsaoaep.ts";
import type { RecipientKey } from "../src/core/keys/recipientkind.ts";
import type { SigningKeyType } from "../test/core/support/signingkeys.ts";
import { sealKeyWrapped } from "../test/core/envelope/support/sealing.ts";

/** Modules of the code of a signed document beside those of the classic one for RSA-3072, which is not signed. */
const aims: readonly { readonly recipient: string; readonly atMost: number }[] = [
  { recipient: "RSA-3072", atMost: 0.8 },
  { recipient: "X25519", atMost: 0.5 },
];
const aimLevel = "M";
const aimDocument = "label-certificate";

export const bench: Bench = {
  summary: "modules of the codes of four documents in every format, beside what jose and Python write",
  run: async (progress) => {
    const recipients = await everyRecipient();
    const signers = await Promise.all((["ed25519", "p256", "rsa", "dsa"] as const).map(signerOf));
    const [ed25519, ...others] = signers;
    if (ed25519 === undefined) throw new Error("no signing key");
    const peer = findPeer();

    const tables: Table[] = [];
    const signed: Written[] = [];
    const besideJose: Written[] = [];
    for (const name of documentNames) {
      progress(`sealing ${name}`);
      const document = issuedDocument(name);
      const lines = await linesOf(document, recipients, ed25519, peer);
      tables.push(densityTable(`${name}, ${document.bytes.length} bytes`, lines.all));
      const titled = (line: Written): Written => ({ ...line, name: `${name}, ${line.name}` });
      signed.push(...lines.signed.map(titled));
      besideJose.push(...lines.besideJose.map(titled));
    }

    const label = issuedDocument(aimDocument);
    const bySigner = await Promise.all(
      others.flatMap((signer) => recipients.map((each) => compactLine(label, each, signer))),
    );
    tables.push(densityTable(`${label.name}, other signatures`, bySigner));

    return {
      rows: [],
      tables,
      verdicts: [
        ...(await Promise.all(aims.map((aim) => holdAim(aim, label, recipients, ed25519)))),
        winsAndLosses("signed compact has no more modules than classic, which is not signed", signed),
        winsAndLosses("compact has no more modules than jose with the same claims and keys", besideJose),
      ],
      notes: [
        "ratio: modules over those of the unsigned classic code for the same RSA size, X25519 against RSA-3072",
        "a text that fits no symbol has a dash; in the tallies it has more modules than any that fits",
        "classic, jwe and Python carry the document alone: no claims, no signature, no key id",
        "compact and jose carry subject, time of issue, end after 90 days, a document id of 16 bytes, key ids",
        "jose: document as JSON in the claims set; signed is a JWS (Ed25519) nested in a JWE with zip DEF",
        peer === null
          ? "no Python with the package cryptography was found: no lines for it"
          : `Python: ${peer.description}; its text is measured, the symbol by our table (one segment in byte mode)`,
        "the codes of the aims were drawn, read back, opened and, where signed, verified",
      ],
    };
  },
};

const signerOf = (type: SigningKeyType): Promise<NamedSigner> => newSigner(type);

interface DocumentLines {
  readonly all: readonly Written[];
  /** The signed compact envelopes, beside classic. */
  readonly signed: readonly Written[];
  /** The compact envelopes again, beside what jose writes for the same recipient and signer. */
  readonly besideJose: readonly Written[];
}

async function linesOf(
  document: IssuedDocument,
  recipients: readonly NamedRecipient[],
  ed25519: NamedSigner,
  peer: Peer | null,
): Promise<DocumentLines> {
  const keyWrapped = await Promise.all(
    (["classic", "jwe"] as const).flatMap((format) =>
      rsaLengths.choices.map(async (bits) => ({
        name: `${format}, RSA-${bits}`,
        text: await sealKeyWrapped(document.bytes, publicKey(bits), { format }),
        base: await classicOf(document, bits),
      })),
    ),
  );
  const compact = await Promise.all(
    [null, ed25519].map((signer) =>
      Promise.all(recipients.map((each) => compactLine(document, each, signer))),
    ),
  );
  const jose = await Promise.all(
    [null, ed25519].flatMap((signer) => recipients.map((each) => joseLine(document, each, signer))),
  );
  const python =
    peer === null
      ? []
      : await Promise.all(rsaLengths.choices.map((bits) => pythonLines(document, bits, peer)));
  return {
    all: [...keyWrapped, ...compact.flat(), ...jose, ...python.flat()],
    signed: compact[1] ?? [],
    besideJose: compact.flat().map((line, at) => ({ ...line, base: jose[at]?.text ?? new Uint8Array(0) })),
  };
}

const publicKey = (bits: RsaBits): RecipientKey => rsaKeys(bits).publicKey;

const classicOf = (document: IssuedDocument, bits: RsaBits): Promise<Uint8Array> =>
  sealKeyWrapped(document.bytes, publicKey(bits), { format: "classic" });

const lineName = (way: string, recipient: NamedRecipient, signer: NamedSigner | null): string =>
  [way, recipient.name, signer === null ? "unsigned" : signer.name].join(", ");

async function compactLine(
  document: IssuedDocument,
  recipient: NamedRecipient,
  signer: NamedSigner | null,
): Promise<Written> {
  return {
    name: lineName("compact", recipient, signer),
    text: await sealedCompact(document, [recipient.keys.publicKey], signer?.keys.privateKey ?? null),
    base: await classicOf(document, recipient.comparable),
  };
}

async function joseLine(
  document: IssuedDocument,
  recipient: NamedRecipient,
  signer: NamedSigner | null,
): Promise<Written> {
  return {
    name: lineName("jose", recipient, signer),
    text: await writtenByJose(document, recipient.keys, signer?.keys ?? null),
    base: await classicOf(document, recipient.comparable),
  };
}

async function pythonLines(document: IssuedDocument, bits: RsaBits, peer: Peer): Promise<Written[]> {
  const base = await classicOf(document, bits);
  return ["classic", "classic-v1"].map((format) => {
    const name = `Python ${format}, RSA-${bits}`;
    const args = ["seal", "--public-key", rsaPublicKeyFile(bits), "--format", format];
    const { stdout } = runToEnd(peerRun(peer, name, args, document.bytes));
    return { name, text: new Uint8Array(stdout), base };
  });
}

async function holdAim(
  { recipient: name, atMost }: (typeof aims)[number],
  document: IssuedDocument,
  recipients: readonly NamedRecipient[],
  signer: NamedSigner,
): Promise<Verdict> {
  const recipient = recipients.find((each) => each.name === name);
  if (recipient === undefined) throw new Error(`no recipient ${name}`);
  const { text } = await compactLine(document, recipient, signer);
  const base = await classicOf(document, 3072);
  await expectReadableCode(text, aimLevel, document.bytes, recipient.keys.privateKey, signer.keys.publicKey);
  await expectReadableCode(base, aimLevel, document.bytes, rsaKeys(3072).privateKey, null);
  const ratio = modulesRatio(text, base, aimLevel);
  return {
    aim: `${document.name} at ${aimLevel}, compact signed for ${name}: at most ${atMost.toFixed(2)} × the modules of classic RSA-3072`,
    measured: ratio === null ? "fits no code" : `${ratio.toFixed(3)} ×`,
    met: ratio !== null && ratio <= atMost,
  };
}

/** Met where no line has more modules; otherwise the lines that have are named. */
function winsAndLosses(aim: string, lines: readonly Written[]): Verdict {
  const { fewer, same, more } = tally(lines);
  const named = more.length === 0 ? "" : `: ${more.join("; ")}`;
  return {
    aim: `${aim} (${levels.join(", ")})`,
    measured: `fewer in ${fewer} cells, as many in ${same}, more in ${more.length}${named}`,
    met: more.length === 0,
  };
}
