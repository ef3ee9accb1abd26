/** qrseal trust revoke: a key or a document that this desk does not take any more. */
import { stat } from "node:fs/promises";
import { shortFingerprint } from "../../core/index.ts";
import type { RevokedDocument, RevokedKey, TrustedIssuer } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { CommonOptions, Host } from "../host.ts";
import { changeTrust, ownListPath, readTrustStore } from "../../office/folder/truststore.ts";
import type { TrustStore } from "../../office/folder/truststore.ts";
import { checkText, readIssuerKey } from "./add.ts";
import { changedList, keyFacts, revocationFacts, secondsOf } from "./entries.ts";
import type { Results } from "../../words/index.ts";
import { entriesCalled, fingerprintDigits } from "./keys.ts";

const COMMAND = "trust revoke";
const WHOLE_FINGERPRINT = 64;

export interface RevokeOptions extends CommonOptions {
  readonly keys: string;
  readonly key?: string;
  readonly document?: string;
  readonly reason?: string;
}

export async function revoke(options: RevokeOptions, host: Host): Promise<void> {
  const { key, document } = options;
  if (key !== undefined && document !== undefined) {
    const reason = term("one-at-a-time");
    throw failure("usage/conflict", { first: "--key", second: "--document", reason });
  }
  const made: Made = {
    at: secondsOf(host.now()),
    reason: options.reason === undefined ? null : checkText(options.reason, "--reason", COMMAND),
  };
  if (key !== undefined) await revokeKey(key, made, options, host);
  else if (document !== undefined) await revokeDocument(document, made, options, host);
  else
    throw failure("usage/bad-option", {
      problem: term("needs-key-or-document", COMMAND),
      command: COMMAND,
    });
}

type Made = Pick<RevokedKey, "at" | "reason">;

async function revokeKey(wanted: string, made: Made, options: RevokeOptions, host: Host): Promise<void> {
  const isKnown = entriesCalled(wanted, issuersOf(await readTrustStore(options.keys))).length > 0;
  const fileKey = isKnown ? null : await readNamedFile(wanted, host);
  const { revoked, isNew } = await changeTrust(options.keys, (store) => {
    const fingerprint = fingerprintOf(wanted, store, fileKey);
    const before = store.own?.revokedKeys ?? [];
    const known = before.find((other) => other.fingerprint === fingerprint);
    const revoked: RevokedKey = known ?? { fingerprint, ...made };
    return {
      own:
        known === undefined ? changedList(store.own, made.at, { revokedKeys: [...before, revoked] }) : null,
      bundleText: null,
      outcome: { revoked, isNew: known === undefined },
    };
  });
  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      list: ownListPath(options.keys),
      key: keyFacts(revoked),
      document: null,
      ...revocationFacts(revoked),
      alreadyRevoked: !isNew,
    },
    tell(words.key(shortFingerprint(revoked.fingerprint)), revoked, isNew, words),
  );
}

async function revokeDocument(wanted: string, made: Made, options: RevokeOptions, host: Host): Promise<void> {
  const documentId = wanted.toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(documentId)) {
    const problem = term("document-id-malformed", wanted);
    throw failure("usage/bad-option", { problem, command: COMMAND });
  }
  const { revoked, isNew } = await changeTrust(options.keys, ({ own }) => {
    const before = own?.revokedDocuments ?? [];
    const known = before.find((other) => other.documentId === documentId);
    const revoked: RevokedDocument = known ?? { documentId, ...made };
    return {
      own: known === undefined ? changedList(own, made.at, { revokedDocuments: [...before, revoked] }) : null,
      bundleText: null,
      outcome: { revoked, isNew: known === undefined },
    };
  });
  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      list: ownListPath(options.keys),
      key: null,
      document: documentId,
      ...revocationFacts(revoked),
      alreadyRevoked: !isNew,
    },
    tell(words.document(documentId), revoked, isNew, words),
  );
}

const tell = (what: string, made: Made, isNew: boolean, words: Results["trust"]): string[] => [
  isNew ? words.revoked(what, made.reason) : words.revokedBefore(what, revocationFacts(made)),
];

/** The key in a file of that name, or null: there is none, or the name can only be a fingerprint. */
async function readNamedFile(wanted: string, host: Host): Promise<string | null> {
  if (fingerprintDigits(wanted) !== null) return null;
  const found = await stat(wanted).catch(() => null);
  return found === null ? null : (await readIssuerKey(wanted, host)).fingerprint;
}

const issuersOf = ({ own, bundle }: TrustStore): readonly TrustedIssuer[] =>
  [own, bundle].flatMap((list) => list?.issuers ?? []);

/** The whole fingerprint of a key called so in either list, in a file, or itself. */
function fingerprintOf(wanted: string, store: TrustStore, fileKey: string | null): string {
  const [entry] = entriesCalled(wanted, issuersOf(store));
  const digits = fingerprintDigits(wanted);
  const itself = digits?.length === WHOLE_FINGERPRINT ? digits : null;
  const found = entry?.key.fingerprint ?? itself ?? fileKey;
  if (found !== null) return found;
  const where = digits === null ? term("lists-without-file") : term("lists-by-digits");
  throw failure("trust/not-found", { wanted, where });
}
