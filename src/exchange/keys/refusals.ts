/** What keeps the service's own keys from being taken up. */
import { naming, raising, refusal } from "../../core/refusal.ts";
import type { Term } from "../../core/refusal.ts";
import { groundRefusals } from "../../core/refusals.ts";
import type { GroundTerms } from "../../core/refusals.ts";

export const serviceKeyRefusals = {
  /** The passphrase or key file does not open the service's keys (altered ones look the same). */
  "servicekeys/not-opened": refusal<{ generation: number; secret: Term }>("no-key"),
  /** The service's key file is not 32 bytes long. */
  "servicekeys/bad-key-file": refusal<{ bytes: number; expectedBytes: number }>("input"),
  /** Stored service keys of an unknown format, or that ask for a derivation without bounds. */
  "servicekeys/malformed": refusal<{ generation: number; problem: Term }>("damaged"),
};

export interface ServiceKeyTerms {
  passphrase: [];
  "key-file": [];
  "unknown-format": [];
  "too-costly": [];
}

export const failure = raising({ ...serviceKeyRefusals, ...groundRefusals });

export const term = naming<ServiceKeyTerms & GroundTerms>();
