import { expect } from "vitest";
import { bytes, vaultRecord } from "../support/samplerecords.ts";
import type { Contract } from "./contract.ts";
import { added } from "./deposited.ts";

export const copyContract: Contract = (it) => {
  it("keeps its own copy, from the moment of the call", async ({ store }) => {
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

  it("gives copies that nobody else has", async ({ store }) => {
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

  it("takes bytes that are part of a larger buffer, and gives plain ones", async ({ store }) => {
    const record = vaultRecord({ nonce: Buffer.from("pooled nonce") });
    await store.putVaultRecord(record);
    const found = await store.vaultRecord(record.id);
    expect(found?.nonce).toEqual(Uint8Array.from(Buffer.from("pooled nonce")));
    expect(Buffer.isBuffer(found?.nonce)).toBe(false);
  });
};
