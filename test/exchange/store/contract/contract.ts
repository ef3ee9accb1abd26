/** How the sentences of src/exchange/store/contract are asked of a store, an area a file. */
import type { Store } from "../../../../src/exchange/store/contract/store.ts";

export const RACERS = 100;

/** Two ways into what is kept in one place, as two processes have them (memory: twice the same), empty at first. */
export type OpenTwice = () => Promise<readonly [Store, Store]>;

export interface TwoWays {
  readonly store: Store;
  readonly other: Store;
  /** The same operation at the same time, half of it by the other way in. */
  readonly race: <T>(operation: (by: Store, racer: number) => Promise<T>) => Promise<T[]>;
}

/** What an area promises: each sentence with what shows that it holds. */
export type Contract = (it: (sentence: string, holds: (ways: TwoWays) => Promise<void>) => void) => void;

export async function twoWays(openTwice: OpenTwice): Promise<TwoWays> {
  const [store, other] = await openTwice();
  return {
    store,
    other,
    race: (operation) =>
      Promise.all(
        Array.from({ length: RACERS }, (_, racer) => operation(racer % 2 === 0 ? store : other, racer)),
      ),
  };
}

export const winners = (answers: readonly boolean[]): number => answers.filter((answer) => answer).length;
