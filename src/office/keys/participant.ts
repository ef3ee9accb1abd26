/** As whom a service knows this office. */
import { ed25519, failure, phrase } from "../../core/index.ts";
import type { SigningKey } from "../../core/index.ts";
import type { KeyRing } from "../ports.ts";
import type { Signer } from "./signer.ts";

/** The key that was named by its file, else the one that signs. Throws key/not-found and key/wrong-type: participants sign with Ed25519. */
export async function chooseParticipantKey(
  participantKey: string | undefined,
  signer: Signer | null,
  keyRing: KeyRing,
): Promise<SigningKey> {
  const expected = "an Ed25519 signing key";
  const remedy = "name the key that the service knows you by with --participant-key";
  if (participantKey === undefined && signer === null)
    throw failure("key/not-found", { what: "the signing key", path: keyRing.place, remedy });
  const key = participantKey === undefined ? signer?.key : await keyRing.openSigning(participantKey, remedy);
  if (key?.kind === ed25519) return key;
  const found = phrase("a key of type {}", key?.kind.id ?? "");
  throw failure("key/wrong-type", { path: participantKey ?? signer?.file ?? "", expected, found });
}
