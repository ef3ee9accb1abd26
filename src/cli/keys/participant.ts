/** As whom a service knows this office. */
import { failure, phrase } from "../../core/index.ts";
import type { SigningPrivateKey } from "../../core/index.ts";
import type { Host } from "../host.ts";
import { readSigningKey } from "./keyring.ts";
import type { PassphraseOptions } from "./passphrase.ts";
import type { Signer } from "./signer.ts";

export interface ParticipantKeyOptions extends PassphraseOptions {
  readonly participantKey?: string;
}

/** The key that was named, else the one that signs. Throws key/not-found and key/wrong-type: participants sign with Ed25519. */
export async function chooseParticipantKey(
  signer: Signer | null,
  options: ParticipantKeyOptions,
  host: Host,
): Promise<SigningPrivateKey> {
  const { participantKey } = options;
  const expected = "an Ed25519 signing key";
  if (participantKey === undefined && signer === null) {
    const remedy = "name the key that the service knows you by with --participant-key";
    throw failure("key/not-found", { what: "the signing key", path: "--participant-key", remedy });
  }
  const key =
    participantKey === undefined ? signer?.key : await readSigningKey(participantKey, options, host);
  if (key?.type === "ed25519") return key;
  const found = phrase("a key of type {}", key?.type ?? "");
  throw failure("key/wrong-type", { path: participantKey ?? signer?.file ?? "", expected, found });
}
