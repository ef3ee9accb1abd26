/** Opening what is under a passphrase, with a few tries for whoever types it. */
import { wipe } from "../../core/index.ts";
import { failure } from "./refusals.ts";
import type { AskPassphrase } from "../ports.ts";

const ATTEMPTS = 3;

/** `open` throws passphrase/wrong for a wrong one. Throws that after the last try, and passphrase/no-terminal. */
export async function openWithPassphrase<T>(
  open: (passphrase: Uint8Array) => T,
  file: string,
  ask: AskPassphrase,
): Promise<T> {
  let refusal: unknown = failure("passphrase/no-terminal", {});
  for (let triesLeft = ATTEMPTS; triesLeft > 0; triesLeft -= 1) {
    const passphrase = await ask({ file, triesLeft, isAgain: triesLeft < ATTEMPTS });
    if (passphrase === null) break;
    try {
      return openAndWipe(open, passphrase);
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

function openAndWipe<T>(open: (passphrase: Uint8Array) => T, passphrase: Uint8Array): T {
  try {
    return open(passphrase);
  } finally {
    wipe(passphrase);
  }
}
