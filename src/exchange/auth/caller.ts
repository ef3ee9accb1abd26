/** Who asks, and how that is asked of a message. */
import type { SignedMessage } from "../protocol/signedmessage.ts";

/** Who signed a message. */
export interface Caller {
  readonly name: string;
  /** SHA-256 of the signing key's SPKI, lower case hexadecimal. */
  readonly fingerprint: string;
}

/**
 * Proves who asks, from the message's signature (RFC 9421) over method, target, and digest of the body as it came.
 * Throws RequestRefused.
 */
export type Authenticate = (message: SignedMessage) => Promise<Caller>;

/** Throws RequestRefused unless the message carries the administration's token. */
export type AuthenticateAdmin = (message: Pick<SignedMessage, "fields">) => void;
