import { expect } from "vitest";
import { bytes, deposit, freshId } from "../support/samplerecords.ts";
import { added, completed } from "./deposited.ts";
import { RACERS, winners } from "./contract.ts";
import type { Contract } from "./contract.ts";

export const depositContract: Contract = (it) => {
  kept(it);
  sentInPieces(it);
  claimedAndCollected(it);
  gone(it);
};

const kept: Contract = (it) => {
  it("gives back what was added, each field", async ({ store, other }) => {
    const made = deposit();
    const told = deposit({
      once: false,
      size: 2 ** 40,
      state: "collected",
      claimHash: bytes(32),
      claimedAt: 1_790_000_000_001,
      receipt: "signed",
    });
    for (const each of [made, told]) {
      expect(await store.addDeposit(each)).toBe(true);
      expect(await other.deposit(each.id)).toEqual(each);
    }
    expect(await store.deposit(freshId())).toBeNull();
  });

  it("takes an id from exactly one of many, and keeps that one's", async ({ store, race }) => {
    const id = freshId();
    const offered = Array.from({ length: RACERS }, () => deposit({ id }));
    const answers = await race((by, racer) => by.addDeposit(offered[racer] ?? deposit()));
    expect(winners(answers)).toBe(1);
    expect(await store.deposit(id)).toEqual(offered[answers.indexOf(true)]);
  });

  it("counts a depositor's, without those collected and those removed", async ({ store, other }) => {
    const depositor = freshId();
    expect(await store.depositsOf(depositor)).toEqual({ bytes: 0, count: 0 });
    const { id } = await added(store, { depositor, size: 2 ** 33 });
    await added(store, { depositor, size: 5 });
    const collected = await completed(other, { depositor, size: 7 });
    await added(store, { size: 11 });
    expect(await store.depositsOf(depositor)).toEqual({ bytes: 2 ** 33 + 12, count: 3 });
    const claim = bytes(32);
    await store.claimDeposit(collected, claim, 1);
    await store.collectDeposit(collected, claim);
    expect(await store.depositsOf(depositor)).toEqual({ bytes: 2 ** 33 + 5, count: 2 });
    await store.removeDeposit(id);
    expect(await store.depositsOf(depositor)).toEqual({ bytes: 5, count: 1 });
  });
};

const sentInPieces: Contract = (it) => {
  it("keeps pieces in any order, each once, up to a MiB", async ({ store, other }) => {
    const { id } = await added(store);
    const pieces = new Map([2, 0, 10, 1].map((index) => [index, bytes(index === 2 ? 2 ** 20 : index)]));
    for (const [index, piece] of pieces) expect(await store.putPiece(id, index, piece)).toBe("kept");
    expect(await other.pieceIndexes(id)).toEqual([0, 1, 2, 10]);
    // toEqual takes seconds over a MiB.
    for (const [index, piece] of pieces) {
      expect(Buffer.compare((await other.piece(id, index)) ?? bytes(3), piece)).toBe(0);
    }
    expect(await store.piece(id, 3)).toBeNull();
    expect(await store.piece(freshId(), 0)).toBeNull();
    expect(await store.pieceIndexes(freshId())).toEqual([]);
  });

  it("tells the same piece from a different one", async ({ store, other }) => {
    const { id } = await added(store);
    const piece = bytes(100);
    expect(await store.putPiece(id, 0, piece)).toBe("kept");
    expect(await store.putPiece(id, 0, piece)).toBe("kept");
    expect(await other.putPiece(id, 0, bytes(100))).toBe("different");
    expect(await store.putPiece(id, 0, piece.subarray(0, 99))).toBe("different");
    expect(await store.piece(id, 0)).toEqual(piece);
  });

  it("keeps one of many different pieces that come at once", async ({ store, race }) => {
    const { id } = await added(store);
    const offered = Array.from({ length: RACERS }, () => bytes(100));
    const answers = await race((by, racer) => by.putPiece(id, 0, offered[racer] ?? bytes(1)));
    expect(answers.filter((answer) => answer === "kept")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "different")).toHaveLength(RACERS - 1);
    expect(await store.piece(id, 0)).toEqual(offered[answers.indexOf("kept")]);
    const same = bytes(100);
    expect(new Set(await race((by) => by.putPiece(id, 1, same)))).toEqual(new Set(["kept"]));
  });

  it("takes pieces of open deposits only", async ({ store, other }) => {
    const id = await completed(other);
    expect(await store.putPiece(id, 1, bytes(100))).toBe("closed");
    expect(await store.putPiece(freshId(), 0, bytes(100))).toBe("unknown");
    expect(await store.pieceIndexes(id)).toEqual([0]);
  });
};

const claimedAndCollected: Contract = (it) => {
  it("is completed by exactly one of many, with that one's receipt, and takes no piece after it", async ({
    store,
    race,
  }) => {
    const made = await added(store);
    const answers: { readonly done: boolean; readonly kept: string }[] = await race(async (by, racer) => {
      const [kept, done] = await Promise.all([
        by.putPiece(made.id, racer, bytes(10)),
        racer < RACERS / 2 ? false : by.completeDeposit(made.id, `receipt ${racer}`),
      ]);
      return { kept, done };
    });
    expect(winners(answers.map(({ done }) => done))).toBe(1);
    const receipt = `receipt ${answers.findIndex(({ done }) => done)}`;
    expect(await store.deposit(made.id)).toEqual({ ...made, state: "complete", receipt });
    const kept = answers.flatMap((answer, index) => (answer.kept === "kept" ? [index] : []));
    expect(await store.pieceIndexes(made.id)).toEqual(kept);
    expect(await store.completeDeposit(freshId(), "receipt")).toBe(false);
  });

  it("is claimed first by exactly one of many, and all learn by whom", async ({ store, other, race }) => {
    const id = await completed(other);
    const claims = Array.from({ length: RACERS }, () => bytes(32));
    const answers = await race((by, racer) => by.claimDeposit(id, claims[racer] ?? bytes(32), 5_000 + racer));
    const first = claims.findIndex((claim) => Buffer.compare(claim, answers[0] ?? bytes(1)) === 0);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(answers).toEqual(answers.map(() => claims[first]));
    expect(await store.deposit(id)).toMatchObject({ claimHash: claims[first], claimedAt: 5_000 + first });
  });

  it("keeps the first claim, whoever claims again and when", async ({ store, other }) => {
    const id = await completed(other);
    const claim = bytes(32);
    expect(await store.claimDeposit(id, claim, 1)).toEqual(claim);
    expect(await other.claimDeposit(id, bytes(32), 2)).toEqual(claim);
    expect(await store.claimDeposit(id, claim, 3)).toEqual(claim);
    expect(await store.deposit(id)).toMatchObject({ claimHash: claim, claimedAt: 1 });
  });

  it("is not claimed before it is complete, nor after it was collected", async ({ store }) => {
    const { id } = await added(store);
    const claim = bytes(32);
    expect(await store.claimDeposit(id, claim, 1)).toBeNull();
    expect(await store.claimDeposit(freshId(), claim, 1)).toBeNull();
    await store.completeDeposit(id, "signed");
    expect(await store.claimDeposit(id, claim, 1)).toEqual(claim);
    await store.collectDeposit(id, claim);
    expect(await store.claimDeposit(id, claim, 1)).toBeNull();
  });

  it("is collected with the claim that holds, as often as asked, and its pieces are gone", async ({
    store,
    other,
    race,
  }) => {
    const id = await completed(other);
    const claim = bytes(32);
    expect(await store.collectDeposit(id, claim)).toBe(false);
    await store.claimDeposit(id, claim, 1);
    expect(await store.collectDeposit(id, bytes(32))).toBe(false);
    expect(await other.pieceIndexes(id)).toEqual([0]);
    expect(await store.deposit(id)).toMatchObject({ state: "complete" });
    expect(await race((by) => by.collectDeposit(id, claim))).toEqual(
      Array.from({ length: RACERS }, () => true),
    );
    expect(await other.pieceIndexes(id)).toEqual([]);
    expect(await other.piece(id, 0)).toBeNull();
    expect(await store.deposit(id)).toMatchObject({
      state: "collected",
      claimHash: claim,
      receipt: "signed",
    });
    expect(await store.collectDeposit(id, bytes(32))).toBe(false);
    expect(await store.collectDeposit(freshId(), claim)).toBe(false);
    expect(await store.putPiece(id, 0, bytes(100))).toBe("closed");
    expect(await store.completeDeposit(id, "again")).toBe(false);
  });

  it("is not collected while open, whatever it claims", async ({ store }) => {
    const claimHash = bytes(32);
    const { id } = await added(store, { claimHash });
    expect(await store.collectDeposit(id, claimHash)).toBe(false);
  });
};

const gone: Contract = (it) => {
  it("is removed once, with its pieces, and pieces of others stay", async ({ store, race }) => {
    const [first, second] = [await added(store), await added(store)];
    const kept = bytes(100);
    await store.putPiece(first.id, 0, bytes(100));
    await store.putPiece(second.id, 0, kept);
    expect(winners(await race((by) => by.removeDeposit(first.id)))).toBe(1);
    expect(await store.deposit(first.id)).toBeNull();
    expect(await store.pieceIndexes(first.id)).toEqual([]);
    expect(await store.piece(second.id, 0)).toEqual(kept);
    await store.addDeposit(first);
    expect(await store.pieceIndexes(first.id)).toEqual([]);
  });

  it("leaves no piece behind where it is removed while pieces come", async ({ store, race }) => {
    const made = await added(store);
    await race((by, racer): Promise<unknown> =>
      racer === RACERS / 2 ? by.removeDeposit(made.id) : by.putPiece(made.id, racer, bytes(10)),
    );
    expect(await store.pieceIndexes(made.id)).toEqual([]);
  });

  it("goes with its pieces when its time ended, whatever its state", async ({ store, other }) => {
    const open = await added(store, { expiresAt: 2_000 });
    await store.putPiece(open.id, 0, bytes(100));
    const done = await completed(other, { expiresAt: 2_000 });
    const kept = await completed(other, { expiresAt: 2_001 });
    expect(await store.removeExpired(2_000)).toEqual({ nonces: 0, deposits: 0 });
    expect(await store.removeExpired(2_001)).toEqual({ nonces: 0, deposits: 2 });
    for (const id of [open.id, done]) {
      expect(await other.deposit(id)).toBeNull();
      expect(await other.piece(id, 0)).toBeNull();
    }
    expect(await other.pieceIndexes(kept)).toEqual([0]);
    expect(await store.removeExpired(2_002)).toEqual({ nonces: 0, deposits: 1 });
  });
};
