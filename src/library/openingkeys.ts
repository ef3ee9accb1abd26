/** Opening keys that a program holds already, as the ring of an office that has no others. */
import { bug } from "../core/index.ts";
import type { OpeningKey } from "../core/index.ts";
import type { HeldKey } from "../office/heldkey.ts";
import type { KeyRing } from "../office/ports.ts";

/** `predecessorsOf` gives the fingerprints of the keys that one of these succeeds. */
export function keyRingOf(
  keys: readonly OpeningKey[],
  predecessorsOf: (fingerprint: string) => readonly string[],
): KeyRing {
  const byFingerprint = new Map(keys.map((key) => [key.fingerprint, key]));
  const open = (fingerprint: string): Promise<OpeningKey> => {
    const key = byFingerprint.get(fingerprint);
    return key === undefined ? notHere() : Promise.resolve(key);
  };
  return {
    place: "",
    list: () => Promise.resolve([...byFingerprint.values()].map(describe)),
    openPrivate: open,
    predecessorsOf: (fingerprint) => Promise.resolve(predecessorsOf(fingerprint)),
    // Whoever presents names no key by its file, and neither signs nor seals.
    describe: notHere,
    openSigning: notHere,
    readPublic: notHere,
  };
}

const describe = ({ fingerprint, kind, bits }: OpeningKey): HeldKey => ({
  name: fingerprint,
  use: "recipient",
  isRetired: false,
  privateFile: fingerprint,
  publicFile: null,
  fingerprint,
  type: kind.id,
  bits,
  label: null,
  needsPassphrase: false,
  isPrivateReadable: true,
  isMismatched: false,
});

function notHere(): Promise<never> {
  return Promise.reject(bug("a key that is not on the ring"));
}
