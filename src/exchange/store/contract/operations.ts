/**
 * The operations of a store by name, so that one can be asked for where it is not done: in a thread, or when there is a
 * connection for it. Name, arguments and result stay together in the types all the way there and back.
 */
import { depositEffects } from "./depositstore.ts";
import type { EffectsOf } from "./effects.ts";
import { nonceEffects } from "./noncestore.ts";
import { participantEffects } from "./participantstore.ts";
import { serviceKeyEffects } from "./servicekeystore.ts";
import type { Store } from "./store.ts";
import { upkeepEffects } from "./upkeepstore.ts";
import { vaultEffects } from "./vaultstore.ts";

export const effects = {
  ...vaultEffects,
  ...serviceKeyEffects,
  ...participantEffects,
  ...nonceEffects,
  ...depositEffects,
  ...upkeepEffects,
} as const satisfies EffectsOf<Omit<Store, "close">>;

export type Operation = keyof typeof effects;
export type Given = { readonly [Name in Operation]: Parameters<Store[Name]> };
export type Done = { readonly [Name in Operation]: Awaited<ReturnType<Store[Name]>> };

/** The operations of a store, or of an area of it, that are done when they return. */
export type Operations<Name extends Operation = Operation> = {
  readonly [Each in Name]: (...given: Given[Each]) => Done[Each];
};

/** Those that are done when what they promise is there. */
export type PromisedOperations<Name extends Operation = Operation> = {
  readonly [Each in Name]: (...given: Given[Each]) => Promise<Done[Each]>;
};

/** One operation with what it is given. */
export type Asked<Name extends Operation = Operation> = {
  readonly [Each in Name]: { readonly name: Each; readonly given: Given[Each] };
}[Name];

export type Ask = <Name extends Operation>(asked: Asked<Name>) => Promise<Done[Name]>;

/** A store whose operations are all done by asking for them. */
export function storeOf(ask: Ask, close: () => Promise<void>): Store {
  const by =
    <Name extends Operation>(name: Name) =>
    (...given: Given[Name]): Promise<Done[Name]> =>
      ask<Name>({ name, given });
  return {
    putVaultRecord: by("putVaultRecord"),
    vaultRecord: by("vaultRecord"),
    removeVaultRecordsBefore: by("removeVaultRecordsBefore"),
    serviceKeys: by("serviceKeys"),
    addServiceKeys: by("addServiceKeys"),
    resealServiceKeys: by("resealServiceKeys"),
    participant: by("participant"),
    participantByFingerprint: by("participantByFingerprint"),
    participants: by("participants"),
    addParticipant: by("addParticipant"),
    changeParticipant: by("changeParticipant"),
    removeParticipant: by("removeParticipant"),
    useNonce: by("useNonce"),
    addDeposit: by("addDeposit"),
    deposit: by("deposit"),
    depositsOf: by("depositsOf"),
    putPiece: by("putPiece"),
    pieceIndexes: by("pieceIndexes"),
    piece: by("piece"),
    completeDeposit: by("completeDeposit"),
    claimDeposit: by("claimDeposit"),
    collectDeposit: by("collectDeposit"),
    removeDeposit: by("removeDeposit"),
    ping: by("ping"),
    removeExpired: by("removeExpired"),
    close,
  };
}
