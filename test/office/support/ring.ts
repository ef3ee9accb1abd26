/** The key ring of a folder for tests, with one passphrase that is given, or none and nobody to ask. */
import { Readable } from "node:stream";
import { keyRingIn } from "../../../src/office/folder/keyring.ts";
import type { KeyRing } from "../../../src/office/ports.ts";

export const ringOf = (folder: string, passphrase: string | null = null): KeyRing =>
  keyRingIn(folder, {
    stdin: Readable.from([]),
    askPassphrase: ({ isAgain }) =>
      Promise.resolve(passphrase === null || isAgain ? null : Buffer.from(passphrase)),
    tell: () => undefined,
  });
