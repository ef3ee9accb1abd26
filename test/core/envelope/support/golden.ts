/** What fixtures/envelopes/index.json says about each golden envelope. */
import type { OfficeName, SignerName } from "../compact/keys.ts";
import { officeNames } from "../compact/keys.ts";
import { fixture } from "../../support/fixtures.ts";
import type { KeyName } from "../../support/fixtures.ts";
import type { KeyWrappedFormatName } from "./sealing.ts";

interface Listed {
  readonly name: string;
  readonly mediaType: string;
  readonly madeBy: string;
}

export interface KeyWrappedGolden extends Listed {
  readonly format: KeyWrappedFormatName;
  readonly key: KeyName;
}

export interface CompactGolden extends Listed {
  readonly format: "compact";
  /** In the envelope's order: a pair of fixtures/keys, or the fingerprint of a key that nobody has any more. */
  readonly recipients: readonly string[];
  readonly claims: {
    readonly issuer: string | null;
    readonly subject: string | null;
    readonly expiresAt: number | null;
    readonly notBefore: number | null;
    readonly issuedAt: number;
    readonly documentId: string;
    readonly compression: string;
  };
  readonly signer: SignerName | null;
  /** The recipients that the signature names where they are not the envelope's. */
  readonly signedFor: readonly string[] | null;
}

export const golden = JSON.parse(Buffer.from(fixture("envelopes/index.json")).toString()) as readonly (
  KeyWrappedGolden | CompactGolden
)[];
export const keyWrappedGolden = golden.filter((entry) => entry.format !== "compact");
export const compactGolden = golden.filter((entry) => entry.format === "compact");

export const isOffice = (recipient: string): recipient is OfficeName =>
  (officeNames as readonly string[]).includes(recipient);
