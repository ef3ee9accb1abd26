/** What is said between a store and its thread. */
import type { Migration } from "../migrations/migration.ts";
import type { Asked, Done, Operation } from "../contract/operations.ts";
import type { Engine } from "./database/engine.ts";

/** What the thread starts with. */
export interface ThreadTask {
  readonly file: string;
  readonly engines: readonly Engine[];
  readonly migrations: readonly Migration[];
}

export interface Request<Name extends Operation = Operation> {
  /** By which the answer is known. */
  readonly number: number;
  readonly asked: Asked<Name>;
}

/** After "close" nothing more may be sent. */
export type ToThread<Name extends Operation = Operation> = Request<Name> | "close";

export type Answer =
  | { readonly number: number; readonly done: Done[Operation] }
  | { readonly number: number; readonly failed: string; readonly isUnavailable: boolean };

/** The first one says how opening went; answers come many at a time. */
export type FromThread =
  | { readonly kind: "opened" }
  | { readonly kind: "refused"; readonly code: string; readonly facts: object }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] };
