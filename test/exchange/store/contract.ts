/** Every sentence of src/exchange/store/contract, asked of one store. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import { bytes, deposit, FAR, freshId, participant, vaultRecord } from "./records.ts";

const RACERS = 100;

/** Two ways into what is kept in one place, as two processes have them (memory: twice the same), empty at first. */
export type OpenTwice = () => Promise<readonly [Store, Store]>;

export function describeStore(name: string, openTwice: OpenTwice): void {
  describe(`the store in ${name}`, () => {
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      [store, other] = await openTwice();
    });
    afterAll(async () => {
      await store.close();
      if (other !== store) await other.close();
    });

    /** The same operation at the same time, half of it by the other way in. */
    const race = <T>(operation: (by: Store, racer: number) => Promise<T>): Promise<T[]> =>
      Promise.all(
        Array.from({ length: RACERS }, (_, racer) => operation(racer % 2 === 0 ? store : other, racer)),
      );
    const winners = (answers: readonly boolean[]): number => answers.filter((answer) => answer).length;
    /** By the other way in. */
    const complete = async (changed: Parameters<typeof deposit>[0] = {}): Promise<string> => {
      const { id } = await added(other, changed);
      await other.putPiece(id, 0, bytes(100));
      await other.completeDeposit(id, "signed");
      return id;
    };

    it("can be asked whether it serves", async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    describe("of vault records", () => {
      it("gives back what was put in, by every way in", async () => {
        const record = vaultRecord({ encryptedData: bytes(9_000) });
        await store.putVaultRecord(record);
        expect(await store.vaultRecord(record.id)).toEqual(record);
        expect(await other.vaultRecord(record.id)).toEqual(record);
      });

      it("keeps empty bytes and every value of a byte", async () => {
        const all = Uint8Array.from({ length: 256 }, (_, value) => value);
        const record = vaultRecord({ encryptedData: new Uint8Array(0), tag: all });
        await store.putVaultRecord(record);
        expect(await store.vaultRecord(record.id)).toEqual(record);
      });

      it("knows none by another id", async () => {
        expect(await store.vaultRecord(freshId())).toBeNull();
      });

      it("is not changed by storing the same again, and keeps the first where ids are the same", async () => {
        const record = vaultRecord();
        await Promise.all([store.putVaultRecord(record), other.putVaultRecord(record)]);
        await store.putVaultRecord({ ...vaultRecord(), id: record.id });
        expect(await store.vaultRecord(record.id)).toEqual(record);
      });

      it("removes those stored before a time, not at it, and counts them", async () => {
        const old = [100, 199].map((storedAt) => vaultRecord({ storedAt }));
        const kept = vaultRecord({ storedAt: 200 });
        for (const record of [...old, kept]) await store.putVaultRecord(record);
        expect(await store.removeVaultRecordsBefore(200)).toBe(2);
        expect(await store.removeVaultRecordsBefore(200)).toBe(0);
        for (const { id } of old) expect(await store.vaultRecord(id)).toBeNull();
        expect(await store.vaultRecord(kept.id)).toEqual(kept);
        expect(await store.removeVaultRecordsBefore(201)).toBe(1);
      });

      it("keeps what is put in at the same time, all of it", async () => {
        const records = Array.from({ length: RACERS }, () => vaultRecord());
        await race((by, racer) => by.putVaultRecord(records[racer] ?? vaultRecord()));
        expect(await Promise.all(records.map(({ id }) => other.vaultRecord(id)))).toEqual(records);
      });
    });

    describe("of service keys", () => {
      const keysOf = (generation: number): { generation: number; createdAt: number; sealed: Uint8Array } => ({
        generation,
        createdAt: 1_790_000_000_000 + generation,
        sealed: bytes(3_000),
      });

      it("has none at first, then all generations, the oldest first", async () => {
        expect(await store.serviceKeys()).toEqual([]);
        const [first, second, tenth] = [keysOf(1), keysOf(2), keysOf(10)];
        for (const each of [tenth, first, second]) expect(await store.addServiceKeys(each)).toBe(true);
        expect(await store.serviceKeys()).toEqual([first, second, tenth]);
        expect(await other.serviceKeys()).toEqual([first, second, tenth]);
      });

      it("takes a generation from exactly one of many who add it, and keeps that one's", async () => {
        const offered = Array.from({ length: RACERS }, () => keysOf(11));
        const answers = await race((by, racer) => by.addServiceKeys(offered[racer] ?? keysOf(11)));
        expect(winners(answers)).toBe(1);
        expect((await store.serviceKeys()).at(-1)).toEqual(offered[answers.indexOf(true)]);
      });

      it("seals generations again, and nothing else of them", async () => {
        const before = await store.serviceKeys();
        const [first, second] = [bytes(3_000), bytes(3_100)];
        await store.resealServiceKeys([
          { ...keysOf(1), createdAt: 7, sealed: first },
          { ...keysOf(2), sealed: second },
        ]);
        const sealedNow = (generation: number, sealed: Uint8Array): Uint8Array =>
          generation === 1 ? first : generation === 2 ? second : sealed;
        expect(await other.serviceKeys()).toEqual(
          before.map((each) => ({ ...each, sealed: sealedNow(each.generation, each.sealed) })),
        );
      });

      it("seals none again where one does not exist", async () => {
        const before = await store.serviceKeys();
        await expect(store.resealServiceKeys([keysOf(1), keysOf(999)])).rejects.toThrow("does not exist");
        await expect(store.resealServiceKeys([keysOf(999), keysOf(2)])).rejects.toThrow("does not exist");
        expect(await store.serviceKeys()).toEqual(before);
      });

      it("is resealed by two at once as by one after the other", async () => {
        const sets = Array.from({ length: RACERS }, () => [keysOf(1), keysOf(2), keysOf(10)]);
        await race((by, racer) => {
          const set = sets[racer] ?? [];
          return by.resealServiceKeys(racer % 3 === 0 ? set.toReversed() : set);
        });
        const [first, second, tenth] = await store.serviceKeys();
        const last = sets.find(
          (set) => Buffer.compare(set[0]?.sealed ?? bytes(1), first?.sealed ?? bytes(1)) === 0,
        );
        expect([first?.sealed, second?.sealed, tenth?.sealed]).toEqual(last?.map(({ sealed }) => sealed));
      });
    });

    describe("of participants", () => {
      it("finds them by name and by fingerprint", async () => {
        const full = participant();
        const bare = participant({ encryptionKey: null, challengeHash: null, state: "active" });
        for (const each of [full, bare]) {
          expect(await store.addParticipant(each)).toBe(true);
          expect(await store.participant(each.name)).toEqual(each);
          expect(await other.participantByFingerprint(each.fingerprint)).toEqual(each);
        }
        expect(await store.participant("nobody")).toBeNull();
        expect(await store.participantByFingerprint("00")).toBeNull();
      });

      it("takes neither a name nor a fingerprint twice", async () => {
        const first = participant();
        await store.addParticipant(first);
        expect(await store.addParticipant(participant({ name: first.name }))).toBe(false);
        expect(await other.addParticipant(participant({ fingerprint: first.fingerprint }))).toBe(false);
        expect(await store.participant(first.name)).toEqual(first);
        expect(await store.participantByFingerprint(first.fingerprint)).toEqual(first);
      });

      it("takes a name, and a key, from exactly one of many", async () => {
        const { name, fingerprint } = participant();
        expect(winners(await race((by) => by.addParticipant(participant({ name }))))).toBe(1);
        expect(winners(await race((by) => by.addParticipant(participant({ fingerprint }))))).toBe(1);
      });

      it("lists them in order of name, a part at a time", async () => {
        // In the order of UTF-8; UTF-16 has the last two the other way round, and dictionaries the first two.
        const names = ["B", "a", "a-1", "a.1", "a1", "é", "￼", "𐀀"].map((end) => `list-${end}`);
        for (const name of names.toReversed()) await store.addParticipant(participant({ name }));
        const found = async (after: string, count: number): Promise<string[]> =>
          (await other.participants(after, count)).map(({ name }) => name);
        expect(await found("list-", names.length)).toEqual(names);
        expect(await found("list-", 3)).toEqual(names.slice(0, 3));
        expect(await found("list-a-1", 2)).toEqual(["list-a.1", "list-a1"]);
        expect(await found("list-a-1x", 1)).toEqual(["list-a.1"]);
        expect(await store.participants("\u{10ffff}", 5)).toEqual([]);
      });

      it("changes one only from the revision before", async () => {
        const first = participant();
        await store.addParticipant(first);
        const second = {
          ...participant({ name: first.name, state: "active", revision: 2 }),
          challengeHash: null,
        };
        expect(await store.changeParticipant({ ...second, revision: 1 })).toBe(false);
        expect(await store.changeParticipant({ ...second, revision: 3 })).toBe(false);
        expect(await store.participant(first.name)).toEqual(first);
        expect(await store.changeParticipant(second)).toBe(true);
        expect(await store.changeParticipant(second)).toBe(false);
        expect(await store.participant(first.name)).toEqual(second);
        expect(await store.participantByFingerprint(first.fingerprint)).toBeNull();
        expect(await store.changeParticipant(participant({ revision: 2 }))).toBe(false);
      });

      it("does not give one the key of another", async () => {
        const [first, second] = [participant(), participant()];
        await store.addParticipant(first);
        await store.addParticipant(second);
        const { fingerprint } = first;
        expect(await store.changeParticipant({ ...second, fingerprint, revision: 2 })).toBe(false);
        expect(await store.participant(second.name)).toEqual(second);
        expect(await store.changeParticipant({ ...first, state: "active", revision: 2 })).toBe(true);
      });

      it("is changed by exactly one of many who saw the same revision", async () => {
        const first = participant();
        await store.addParticipant(first);
        const offered = Array.from({ length: RACERS }, () => participant({ name: first.name, revision: 2 }));
        const answers = await race((by, racer) => by.changeParticipant(offered[racer] ?? first));
        expect(winners(answers)).toBe(1);
        expect(await store.participant(first.name)).toEqual(offered[answers.indexOf(true)]);
      });

      it("gives a new key to exactly one of many who ask for it", async () => {
        const many = Array.from({ length: RACERS }, () => participant());
        await race((by, racer) => by.addParticipant(many[racer] ?? participant()));
        const { fingerprint } = participant();
        const answers = await race((by, racer) =>
          by.changeParticipant({ ...(many[racer] ?? participant()), fingerprint, revision: 2 }),
        );
        expect(winners(answers)).toBe(1);
      });

      it("removes one, once, and its name and key are free again", async () => {
        const first = participant();
        await store.addParticipant(first);
        expect(winners(await race((by) => by.removeParticipant(first.name)))).toBe(1);
        expect(await store.participant(first.name)).toBeNull();
        expect(await store.participantByFingerprint(first.fingerprint)).toBeNull();
        expect(await store.addParticipant(first)).toBe(true);
      });
    });

    describe("of nonces", () => {
      it("lets exactly one of many use one", async () => {
        const [key, nonce] = [freshId(), freshId()];
        expect(winners(await race((by) => by.useNonce(key, nonce, FAR)))).toBe(1);
        expect(await store.useNonce(key, nonce, FAR + 1)).toBe(false);
      });

      it("takes the pair of key and nonce, however they are cut", async () => {
        const key = freshId();
        expect(await store.useNonce(key, "ab", FAR)).toBe(true);
        expect(await store.useNonce(`${key}a`, "b", FAR)).toBe(true);
        expect(await store.useNonce(`${key}ab`, "", FAR)).toBe(true);
        expect(await store.useNonce(freshId(), "ab", FAR)).toBe(true);
        expect(await store.useNonce(key, "ab", FAR)).toBe(false);
      });

      it("keeps one until its time ended, and no longer", async () => {
        const key = freshId();
        await store.useNonce(key, "early", 1_000);
        await store.useNonce(key, "late", 1_001);
        expect(await store.removeExpired(1_000)).toEqual({ nonces: 0, deposits: 0 });
        expect(await store.useNonce(key, "early", FAR)).toBe(false);
        expect(await store.removeExpired(1_001)).toEqual({ nonces: 1, deposits: 0 });
        expect(await store.useNonce(key, "early", FAR)).toBe(true);
        expect(await store.useNonce(key, "late", FAR)).toBe(false);
        expect(await store.removeExpired(1_002)).toEqual({ nonces: 1, deposits: 0 });
      });
    });

    describe("of deposits", () => {
      it("gives back what was added, each field", async () => {
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

      it("takes an id from exactly one of many, and keeps that one's", async () => {
        const id = freshId();
        const offered = Array.from({ length: RACERS }, () => deposit({ id }));
        const answers = await race((by, racer) => by.addDeposit(offered[racer] ?? deposit()));
        expect(winners(answers)).toBe(1);
        expect(await store.deposit(id)).toEqual(offered[answers.indexOf(true)]);
      });

      it("counts a depositor's, without those collected and those removed", async () => {
        const depositor = freshId();
        expect(await store.depositsOf(depositor)).toEqual({ bytes: 0, count: 0 });
        const { id } = await added(store, { depositor, size: 2 ** 33 });
        await added(store, { depositor, size: 5 });
        const collected = await complete({ depositor, size: 7 });
        await added(store, { size: 11 });
        expect(await store.depositsOf(depositor)).toEqual({ bytes: 2 ** 33 + 12, count: 3 });
        const claim = bytes(32);
        await store.claimDeposit(collected, claim, 1);
        await store.collectDeposit(collected, claim);
        expect(await store.depositsOf(depositor)).toEqual({ bytes: 2 ** 33 + 5, count: 2 });
        await store.removeDeposit(id);
        expect(await store.depositsOf(depositor)).toEqual({ bytes: 5, count: 1 });
      });

      it("keeps pieces in any order, each once, up to a MiB", async () => {
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

      it("tells the same piece from a different one", async () => {
        const { id } = await added(store);
        const piece = bytes(100);
        expect(await store.putPiece(id, 0, piece)).toBe("kept");
        expect(await store.putPiece(id, 0, piece)).toBe("kept");
        expect(await other.putPiece(id, 0, bytes(100))).toBe("different");
        expect(await store.putPiece(id, 0, piece.subarray(0, 99))).toBe("different");
        expect(await store.piece(id, 0)).toEqual(piece);
      });

      it("keeps one of many different pieces that come at once", async () => {
        const { id } = await added(store);
        const offered = Array.from({ length: RACERS }, () => bytes(100));
        const answers = await race((by, racer) => by.putPiece(id, 0, offered[racer] ?? bytes(1)));
        expect(answers.filter((answer) => answer === "kept")).toHaveLength(1);
        expect(answers.filter((answer) => answer === "different")).toHaveLength(RACERS - 1);
        expect(await store.piece(id, 0)).toEqual(offered[answers.indexOf("kept")]);
        const same = bytes(100);
        expect(new Set(await race((by) => by.putPiece(id, 1, same)))).toEqual(new Set(["kept"]));
      });

      it("takes pieces of open deposits only", async () => {
        const id = await complete();
        expect(await store.putPiece(id, 1, bytes(100))).toBe("closed");
        expect(await store.putPiece(freshId(), 0, bytes(100))).toBe("unknown");
        expect(await store.pieceIndexes(id)).toEqual([0]);
      });

      it("is completed by exactly one of many, with that one's receipt, and takes no piece after it", async () => {
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

      it("is claimed first by exactly one of many, and all learn by whom", async () => {
        const id = await complete();
        const claims = Array.from({ length: RACERS }, () => bytes(32));
        const answers = await race((by, racer) =>
          by.claimDeposit(id, claims[racer] ?? bytes(32), 5_000 + racer),
        );
        const first = claims.findIndex((claim) => Buffer.compare(claim, answers[0] ?? bytes(1)) === 0);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(answers).toEqual(answers.map(() => claims[first]));
        expect(await store.deposit(id)).toMatchObject({ claimHash: claims[first], claimedAt: 5_000 + first });
      });

      it("keeps the first claim, whoever claims again and when", async () => {
        const id = await complete();
        const claim = bytes(32);
        expect(await store.claimDeposit(id, claim, 1)).toEqual(claim);
        expect(await other.claimDeposit(id, bytes(32), 2)).toEqual(claim);
        expect(await store.claimDeposit(id, claim, 3)).toEqual(claim);
        expect(await store.deposit(id)).toMatchObject({ claimHash: claim, claimedAt: 1 });
      });

      it("is not claimed before it is complete, nor after it was collected", async () => {
        const { id } = await added(store);
        const claim = bytes(32);
        expect(await store.claimDeposit(id, claim, 1)).toBeNull();
        expect(await store.claimDeposit(freshId(), claim, 1)).toBeNull();
        await store.completeDeposit(id, "signed");
        expect(await store.claimDeposit(id, claim, 1)).toEqual(claim);
        await store.collectDeposit(id, claim);
        expect(await store.claimDeposit(id, claim, 1)).toBeNull();
      });

      it("is collected with the claim that holds, as often as asked, and its pieces are gone", async () => {
        const id = await complete();
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

      it("is not collected while open, whatever it claims", async () => {
        const claimHash = bytes(32);
        const { id } = await added(store, { claimHash });
        expect(await store.collectDeposit(id, claimHash)).toBe(false);
      });

      it("is removed once, with its pieces, and pieces of others stay", async () => {
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

      it("leaves no piece behind where it is removed while pieces come", async () => {
        const made = await added(store);
        await race((by, racer): Promise<unknown> =>
          racer === RACERS / 2 ? by.removeDeposit(made.id) : by.putPiece(made.id, racer, bytes(10)),
        );
        expect(await store.pieceIndexes(made.id)).toEqual([]);
      });

      it("goes with its pieces when its time ended, whatever its state", async () => {
        const open = await added(store, { expiresAt: 2_000 });
        await store.putPiece(open.id, 0, bytes(100));
        const done = await complete({ expiresAt: 2_000 });
        const kept = await complete({ expiresAt: 2_001 });
        expect(await store.removeExpired(2_000)).toEqual({ nonces: 0, deposits: 0 });
        expect(await store.removeExpired(2_001)).toEqual({ nonces: 0, deposits: 2 });
        for (const id of [open.id, done]) {
          expect(await other.deposit(id)).toBeNull();
          expect(await other.piece(id, 0)).toBeNull();
        }
        expect(await other.pieceIndexes(kept)).toEqual([0]);
        expect(await store.removeExpired(2_002)).toEqual({ nonces: 0, deposits: 1 });
      });

      it("expires once, for those who remove what expired at the same time", async () => {
        for (let count = 0; count < 10; count++) {
          await added(store, { expiresAt: 3_000 });
          await store.useNonce(freshId(), freshId(), 3_000);
        }
        const removed = await race((by) => by.removeExpired(3_001));
        expect(removed.reduce((sum, { nonces }) => sum + nonces, 0)).toBe(10);
        expect(removed.reduce((sum, { deposits }) => sum + deposits, 0)).toBe(10);
      });
    });

    describe("of what is handed in and out", () => {
      it("keeps its own copy, from the moment of the call", async () => {
        const record = vaultRecord();
        const before = structuredClone(record);
        const putting = store.putVaultRecord(record);
        for (const part of [record.nonce, record.encryptedData, record.tag, record.signature]) part.fill(0);
        await putting;
        expect(await store.vaultRecord(record.id)).toEqual(before);

        const { id } = await added(store);
        const piece = bytes(1_000);
        const pieceBefore = Uint8Array.from(piece);
        const putPiece = store.putPiece(id, 0, piece);
        piece.fill(0);
        await putPiece;
        expect(await store.piece(id, 0)).toEqual(pieceBefore);
        expect(piece).toEqual(new Uint8Array(1_000));
      });

      it("gives copies that nobody else has", async () => {
        const record = vaultRecord();
        await store.putVaultRecord(record);
        (await store.vaultRecord(record.id))?.encryptedData.fill(0);
        expect(await store.vaultRecord(record.id)).toEqual(record);
        const { id } = await added(store);
        const piece = bytes(100);
        await store.putPiece(id, 0, piece);
        (await store.piece(id, 0))?.fill(0);
        expect(await store.piece(id, 0)).toEqual(piece);
      });

      it("takes bytes that are part of a larger buffer, and gives plain ones", async () => {
        const record = vaultRecord({ nonce: Buffer.from("pooled nonce") });
        await store.putVaultRecord(record);
        const found = await store.vaultRecord(record.id);
        expect(found?.nonce).toEqual(Uint8Array.from(Buffer.from("pooled nonce")));
        expect(Buffer.isBuffer(found?.nonce)).toBe(false);
      });
    });
  });
}

/** By one way into a store. */
async function added(
  by: Store,
  changed: Parameters<typeof deposit>[0] = {},
): Promise<ReturnType<typeof deposit>> {
  const made = deposit(changed);
  await by.addDeposit(made);
  return made;
}

/** Not in the shared suite's store, which others still use. */
export function describeClosing(name: string, openTwice: OpenTwice): void {
  describe(`closing the store in ${name}`, () => {
    it("ends after what was begun is done, and takes nothing more", async () => {
      const [store, other] = await openTwice();
      const records = Array.from({ length: 20 }, () => vaultRecord());
      const outcomes = records.map((record) => store.putVaultRecord(record));
      const closing = store.close();
      await expect(Promise.all(outcomes)).resolves.toHaveLength(20);
      await closing;
      await expect(store.putVaultRecord(vaultRecord())).rejects.toThrow("closed");
      await expect(store.vaultRecord(freshId())).rejects.toThrow("closed");
      await expect(store.ping()).rejects.toThrow("closed");
      await expect(store.close()).resolves.toBeUndefined();
      if (other === store) return;
      expect(await Promise.all(records.map(({ id }) => other.vaultRecord(id)))).toEqual(records);
      await other.close();
    });
  });
}
