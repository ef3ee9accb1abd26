/** As whom a service knows this office. */
import { ed25519 } from "../../core/index.ts";
import type { SigningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { KeyRing } from "../ports.ts";
import type { Signer } from "./signer.ts";

/** The key that was named by its file, else the one that signs. Throws key/not-found and key/wrong-type: participants sign with Ed25519. */
export async function chooseParticipantKey(
  participantKey: string | undefined,
  signer: Signer | null,
  keyRing: KeyRing,
): Promise<SigningKey> {
  const expected = term("ed25519-key");
  const remedy = term("name-participant-key");
  if (participantKey === undefined && signer === null)
    throw failure("key/not-found", { what: term("signing-key-file"), path: keyRing.place, remedy });
  const key = participantKey === undefined ? signer?.key : await keyRing.openSigning(participantKey, remedy);
  if (key?.kind === ed25519) return key;
  const found = term("key-of-type", key?.kind.id ?? "");
  throw failure("key/wrong-type", { path: participantKey ?? signer?.file ?? "", expected, found });
}
