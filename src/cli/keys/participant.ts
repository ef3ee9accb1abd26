/** As whom a service knows this office. */
import { ed25519 } from "../../core/index.ts";
import type { SigningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Host } from "../host.ts";
import { readSigningKey } from "./keyring.ts";
import type { PassphraseOptions } from "./passphrase.ts";
import type { Signer } from "./signer.ts";

export interface ParticipantKeyOptions extends PassphraseOptions {
  readonly participantKey?: string;
}

/** The key that was named, else the one that signs, from `folder`. Throws key/not-found and key/wrong-type: participants sign with Ed25519. */
export async function chooseParticipantKey(
  signer: Signer | null,
  folder: string,
  options: ParticipantKeyOptions,
  host: Host,
): Promise<SigningKey> {
  const { participantKey } = options;
  const expected = term("ed25519-key");
  const remedy = term("name-participant-key");
  if (participantKey === undefined && signer === null)
    throw failure("key/not-found", { what: term("signing-key-file"), path: folder, remedy });
  const key =
    participantKey === undefined ? signer?.key : await readSigningKey(participantKey, options, host, remedy);
  if (key?.kind === ed25519) return key;
  const found = term("key-of-type", key?.kind.id ?? "");
  throw failure("key/wrong-type", { path: participantKey ?? signer?.file ?? "", expected, found });
}
