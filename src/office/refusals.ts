/** What presenting, issuing and rewrapping refuse. */
import { coreRefusals, naming, raising, refusal } from "../core/index.ts";
import type { CoreTerms, Term } from "../core/index.ts";
import { clientRefusals } from "../exchange/client/refusals.ts";
import type { ClientTerms } from "../exchange/client/refusals.ts";

/** Of an envelope that was presented, or of what lies in it. */
export const presentedRefusals = {
  /** The code opened, but holds something else than JSON; `--out FILE` takes it as it is. */
  "document/opened-not-json": refusal<{ line: number; column: number }>("input"),
  /** The private key does not unwrap the content key: another key's document, or altered there. */
  "open/not-for-this-key": refusal<{
    key: string;
    fingerprint: string;
    bits: number;
    envelopeBits: number;
  }>("no-key"),
  /** None of your keys is a recipient; the offices it is for are named as far as the key folder knows them. */
  "open/for-another-key": refusal<{ recipients: readonly string[]; held: readonly string[] }>("no-key"),
  /** The document is deposited, no known issuer says so, and `--exchange` does not name the service. */
  "deposit/not-fetched": refusal<{ url: string; named: string | null }>("not-trusted"),
  /** The document is deposited with a service that cannot be reached: connect the machine, try again. */
  "deposit/unreachable": refusal<{ url: string; reason: Term; until: number }>("service"),
};

export const officeRefusals = {
  ...presentedRefusals,
  /** No key file there. */
  "key/not-found": refusal<{ what: Term; path: string; remedy: Term }>("input"),
  /** Several keys could be meant; name one. */
  "key/ambiguous": refusal<{ what: Term; paths: readonly string[]; use: "recipient" | "signing" }>("call"),
  /** The key folder holds no private key for opening. */
  "key/none": refusal<{ folder: string }>("input"),
  /** Nobody to ask: give `--passphrase-file` or `QRSEAL_PASSPHRASE`. */
  "passphrase/no-terminal": refusal("call"),
};

export interface OfficeTerms {
  "private-key-file": [];
  "signing-key-file": [];
  "receiver-key-file": [];
  "protected-keys": [];
  "signing-keys": [];
  "same-key": [];
  "name-public-key": [];
  "name-private-key": [];
  "name-sign-key": [];
  "name-participant-key": [];
  "rsa-key-for-envelope": [format: string];
  "rsa-key-for-format": [format: string];
  "path-in-address": [];
}

export const failure = raising({ ...officeRefusals, ...coreRefusals, ...clientRefusals });

export const term = naming<OfficeTerms & CoreTerms & ClientTerms>();
