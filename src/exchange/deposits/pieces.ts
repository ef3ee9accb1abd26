/** The pieces of a deposit: how many there are, how long each one is, and their bytes one after the other. */
import type { Deposit, DepositStore } from "../store/contract/depositstore.ts";
import type { ByteRange } from "./range.ts";

type Cut = Pick<Deposit, "size" | "pieceBytes">;

export const pieceCount = ({ size, pieceBytes }: Cut): number => Math.ceil(size / pieceBytes);

/** Bytes of the piece of this number; 0 where there is no such piece. */
export const pieceLength = ({ size, pieceBytes }: Cut, index: number): number =>
  Math.max(0, Math.min(pieceBytes, size - index * pieceBytes));

/** One piece in memory at a time. Throws where one is not there any more: whoever reads must not take less for all. */
export async function* readPieces(
  store: DepositStore,
  deposit: Deposit,
  { from, to }: ByteRange,
): AsyncGenerator<Uint8Array> {
  const { id, pieceBytes } = deposit;
  for (let index = Math.floor(from / pieceBytes); index * pieceBytes < to; index += 1) {
    const piece = await store.piece(id, index);
    if (piece?.length !== pieceLength(deposit, index)) throw new Error("a piece of a deposit is missing");
    const start = index * pieceBytes;
    yield piece.subarray(Math.max(0, from - start), Math.min(piece.length, to - start));
  }
}
