/** An office in memory: no folder, no terminal, no service. What was asked of it is written down in order. */
import { combineTrust, encodeTicket, fact, sealDeposit } from "../../../src/core/index.ts";
import type { DepositTicket, Trust } from "../../../src/core/index.ts";
import type { HeldKey, Taken } from "../../../src/office/index.ts";
import type { NotedOpening, OfficeEvent } from "../../../src/office/ports.ts";
import type { PresentPorts } from "../../../src/office/index.ts";
import { office, signer } from "../../core/envelope/compact/keys.ts";
import type { OfficeName } from "../../core/envelope/compact/keys.ts";
import { failure } from "../../../src/office/folder/refusals.ts";

export const NOW = 1_790_000_000;

/** Knows ANAE by its Ed25519 key. */
export const trustOfAnae = (): Trust | null => {
  const anae = { name: "ANAE", key: signer("issuer-ed25519").publicKey, speaksFor: null };
  return combineTrust(
    {
      madeAt: NOW - 1000,
      authority: null,
      issuers: [{ ...anae, from: null, until: null }],
      revokedKeys: [],
      revokedDocuments: [],
    },
    null,
  );
};

export const held = (name: OfficeName): HeldKey & { readonly privateFile: string } => ({
  name,
  use: "recipient",
  isRetired: false,
  privateFile: `${name}.pem`,
  publicFile: null,
  fingerprint: office(name).publicKey.fingerprint,
  type: office(name).publicKey.kind.id,
  bits: office(name).publicKey.bits,
  label: office(name).publicKey.kind.id,
  needsPassphrase: false,
  isPrivateReadable: true,
  isMismatched: false,
});

export interface MemoryOptions {
  /** The step that fails. */
  readonly failing?: string | undefined;
  readonly trust?: Trust | null;
  readonly newest?: number | null;
  /** Whether the document was taken before. */
  readonly isSeen?: boolean;
  /** What the service gives. */
  readonly blob?: Uint8Array | (() => Uint8Array);
  readonly predecessors?: readonly string[];
}

export interface MemoryOffice extends PresentPorts {
  /** What was asked, in order. */
  readonly steps: readonly string[];
  readonly events: readonly OfficeEvent[];
  /** What was noted of openings: result and what about. */
  readonly openings: readonly (NotedOpening & { readonly result: string })[];
  /** Signed dates and overrides of what was noted as taken. */
  readonly presentations: readonly object[];
  /** What was handed over. */
  readonly published: readonly Taken[];
  /** Does a step, or fails where it is the one that shall. */
  readonly step: (name: string) => Promise<void>;
}

const unused = (): never => {
  throw new Error("nothing here asks for that");
};

export function memoryOffice({
  failing,
  trust = trustOfAnae(),
  newest = null,
  isSeen = false,
  blob = unused,
  predecessors = [],
}: MemoryOptions = {}): MemoryOffice {
  const steps: string[] = [];
  const events: OfficeEvent[] = [];
  const openings: (NotedOpening & { readonly result: string })[] = [];
  const presentations: object[] = [];
  const published: Taken[] = [];
  const step = (name: string): Promise<void> => {
    steps.push(name);
    if (name === failing) return Promise.reject(failure("output/disk-full", { path: name }));
    return Promise.resolve();
  };
  const firstTime = isSeen
    ? fact("first-time/no", "doubtful", { earlier: [{ at: "2026-09-21T04:00:00Z", desk: "quai 4" }] })
    : fact("first-time/yes", "good", { desk: "quai 5" });
  return {
    steps,
    events,
    openings,
    presentations,
    published,
    step,
    now: () => new Date(NOW * 1000),
    tell: (event) => {
      events.push(event);
    },
    keyRing: {
      place: "in memory",
      list: () => step("list keys").then(() => [held("port")]),
      describe: () => step("describe key").then(() => held("air")),
      openPrivate: (file) =>
        step("open key").then(() => office(file === "air.pem" ? "air" : "port").privateKey),
      openSigning: (file) =>
        step(`open ${file}`).then(
          () => signer(file === "p256.pem" ? "issuer-p256" : "issuer-ed25519").privateKey,
        ),
      readPublic: unused,
      predecessorsOf: () => step("predecessors").then(() => predecessors),
    },
    trust: { read: () => step("read trust").then(() => trust) },
    records: {
      newestSignedDate: () => step("newest date").then(() => newest),
      lookUp: () => step("look up").then(() => firstTime),
      notePresentation: async (documentId, issuedAt, accepted) => {
        await step("note presentation");
        presentations.push({ documentId, issuedAt, accepted });
        return firstTime;
      },
      noteOpening: async (result, opened) => {
        await step(`note ${result}`);
        openings.push({ result, ...opened });
      },
      noteSealing: () => step("note sealing"),
      noteRewrapping: () => step("note rewrapping"),
    },
    deposits: {
      fetch: async (_, progress) => {
        await step("fetch");
        progress(1, 2);
        return {
          blob: typeof blob === "function" ? blob() : blob,
          confirm: () => step("confirm"),
          close: () => step("close"),
        };
      },
      openDepositor: unused,
    },
    delivery: {
      check: () => step("check"),
      stage: async () => {
        await step("stage");
        return {
          publish: async (taken) => {
            await step("publish");
            published.push(taken);
          },
          discard: () => step("discard"),
        };
      },
    },
  };
}

/** A document as a service keeps it, and what a code holds in its place. */
export function depositOf(
  document: Uint8Array,
  changes: Partial<DepositTicket> = {},
): { readonly blob: Uint8Array; readonly ticket: DepositTicket; readonly inCode: Uint8Array } {
  const { blob, ...sealed } = sealDeposit(document, "application/json");
  const ticket = {
    ...sealed,
    origin: "https://exchange.example:5443",
    id: new Uint8Array(16).fill(7),
    readToken: new Uint8Array(32).fill(8),
    expiresAt: NOW + 1000,
    certificate: null,
    once: false,
    ...changes,
  };
  return { blob, ticket, inCode: encodeTicket(ticket) };
}
