/**
 * What of a deposit was fetched already, with the claim that it is fetched under: in the key folder, so that what was
 * broken off goes on and nobody else gets what was claimed. Only ciphertext is in it. 32 bytes of claim, then the
 * beginning of the deposit.
 */
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { limits, toHex } from "../../../core/index.ts";
import { writeFailure } from "../files.ts";
import { hasKeyFolder } from "../keyfolder.ts";

const FOLDER = "fetching";
const CLAIM_BYTES = 32;
const TAG_BYTES = 16;

export interface PartialDeposit {
  readonly claim: Uint8Array;
  readonly had: Uint8Array;
  readonly keep: (part: Uint8Array, from: number) => Promise<void>;
  readonly remove: () => Promise<void>;
  /** What was kept stays, unless it was removed. */
  readonly close: () => Promise<void>;
}

/** Without a key folder nothing is kept. Throws the output/ errors. */
export async function openPartial(folder: string, id: Uint8Array): Promise<PartialDeposit> {
  if (!(await hasKeyFolder(folder))) {
    const nothing = (): Promise<void> => Promise.resolve();
    const claim = Uint8Array.from(randomBytes(CLAIM_BYTES));
    return { claim, had: new Uint8Array(0), keep: nothing, close: nothing, remove: nothing };
  }
  const file = path.join(folder, FOLDER, `${toHex(id)}.part`);
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const { handle, content } = await openFile(file);
    return {
      claim: content.subarray(0, CLAIM_BYTES),
      had: content.subarray(CLAIM_BYTES),
      keep: async (part, from) => {
        try {
          if (from === 0) await handle.truncate(CLAIM_BYTES);
          await handle.write(part, 0, part.length, CLAIM_BYTES + from);
        } catch (error) {
          throw writeFailure(error, file);
        }
      },
      // Windows removes nothing that is open.
      remove: async () => {
        await handle.close();
        await rm(file, { force: true });
      },
      close: () => handle.close(),
    };
  } catch (error) {
    throw writeFailure(error, file);
  }
}

async function openFile(file: string): Promise<{ handle: FileHandle; content: Uint8Array }> {
  const found = await readFile(file).catch(() => null);
  const isUsable =
    found !== null &&
    found.length >= CLAIM_BYTES &&
    found.length <= CLAIM_BYTES + limits.depositDocumentBytes + TAG_BYTES;
  if (isUsable) return { handle: await open(file, "r+"), content: Uint8Array.from(found) };
  const handle = await open(file, "w", 0o600);
  const claim = Uint8Array.from(randomBytes(CLAIM_BYTES));
  await handle.write(claim, 0, CLAIM_BYTES, 0);
  // On the disk before anything is claimed with it: else a loss of power would leave the deposit to nobody.
  await handle.sync();
  return { handle, content: claim };
}
