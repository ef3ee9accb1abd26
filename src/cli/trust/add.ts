/** qrseal trust add: whose signatures this desk believes. */
import { datesOverlap, limits, readSigningPublicKeyFile, shortFingerprint } from "../../core/index.ts";
import type { Term, TrustedIssuer, VerifyingKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { parseDay, termOfDates, showTime } from "../dates.ts";
import type { CommonOptions, Host } from "../host.ts";
import { readKeyFile } from "../../office/folder/keyring.ts";
import { changeTrust, ownListPath } from "../../office/folder/truststore.ts";
import { changedList, issuerFacts, secondsOf, toldIssuer } from "./entries.ts";

const COMMAND = "trust add";

export interface AddOptions extends CommonOptions {
  readonly keys: string;
  readonly from?: string;
  readonly until?: string;
  readonly speaksFor?: string;
}

export async function addIssuer(name: string, file: string, options: AddOptions, host: Host): Promise<void> {
  const issuer: TrustedIssuer = {
    name: checkText(name, term("name"), COMMAND),
    key: await readIssuerKey(file, host),
    speaksFor: options.speaksFor === undefined ? null : checkText(options.speaksFor, "--speaks-for", COMMAND),
    ...parseDates(options),
  };
  const now = secondsOf(host.now());
  const revoked = await changeTrust(options.keys, ({ own, bundle }) => {
    const issuers = own?.issuers ?? [];
    refuseKnown(issuer, issuers);
    const revocations = [own, bundle].flatMap((list) => list?.revokedKeys ?? []);
    return {
      own: changedList(own, now, { issuers: [...issuers, issuer] }),
      bundleText: null,
      outcome: revocations.find(({ fingerprint }) => fingerprint === issuer.key.fingerprint) ?? null,
    };
  });
  if (revoked !== null) {
    host.terminal.warn(host.terminal.notices.keyRevoked(showTime(revoked.at)));
  }
  const words = host.terminal.words.results.trust;
  await host.terminal.result({ list: ownListPath(options.keys), issuer: issuerFacts(issuer) }, [
    words.added(toldIssuer(issuer)),
    words.fingerprint(shortFingerprint(issuer.key.fingerprint)),
    words.list(ownListPath(options.keys)),
  ]);
}

/** Reads the public key of an issuer or authority. Throws the key/ errors. */
export async function readIssuerKey(file: string, host: Host): Promise<VerifyingKey> {
  const remedy = term("name-issuer-key");
  return readSigningPublicKeyFile(await readKeyFile(file, term("issuer-key-file"), remedy, host), file);
}

/** Text that a list may hold. Throws usage/bad-option. */
export function checkText(text: string, what: string | Term, command: string): string {
  const characters = Array.from(text).length;
  if (text.trim() !== "" && characters <= limits.trustTextCharacters) return text;
  const problem =
    text.trim() === ""
      ? term("text-empty", what)
      : term("text-too-long", what, String(characters), limits.trustTextCharacters);
  throw failure("usage/bad-option", { problem, command });
}

function parseDates(options: AddOptions): Pick<TrustedIssuer, "from" | "until"> {
  const parse = (text: string | undefined, edge: "start" | "end", option: string): number | null =>
    text === undefined ? null : parseDay(text, edge, option, COMMAND);
  const from = parse(options.from, "start", "--from");
  const until = parse(options.until, "end", "--until");
  if (from !== null && until !== null && until < from) {
    const problem = term("until-before-from", options.until ?? "", options.from ?? "");
    throw failure("usage/bad-option", { problem, command: COMMAND });
  }
  return { from, until };
}

function refuseKnown(issuer: TrustedIssuer, issuers: readonly TrustedIssuer[]): void {
  const known = issuers.find(
    (other) => other.key.fingerprint === issuer.key.fingerprint && datesOverlap(other, issuer),
  );
  if (known === undefined) return;
  throw failure("trust/exists", {
    name: known.name,
    fingerprint: shortFingerprint(known.key.fingerprint),
    dates: termOfDates(known.from, known.until),
  });
}
