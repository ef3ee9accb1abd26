/** What a program knows of documents that were presented before, as records for a use case. */
import { fact } from "../core/index.ts";
import type { Fact } from "../core/index.ts";
import type { Records } from "../office/ports.ts";
import { isFunction, isObject, mustBe } from "./calls.ts";

/** When and where a document was taken. */
export interface EarlierPresentation {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly desk: string;
}

/** Which documents were taken, by their ids. Where one of these throws, the document is nowhere. */
export interface Register {
  /** What this desk is called in it. */
  readonly desk: string;
  /** The presentations of a document so far; changes nothing. */
  readonly earlier: (documentId: string) => Promise<readonly EarlierPresentation[]>;
  /** The same, and notes that it is taken now, to last, before the promise is kept. */
  readonly note: (documentId: string) => Promise<readonly EarlierPresentation[]>;
}

/** Null: none is kept, and what is said of a document says so too. */
export function recordsOf(register: Register | null): Records {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    newestSignedDate: () => Promise.resolve(null),
    lookUp: async (documentId) =>
      register === null ? notKept() : answer(await register.earlier(documentId), null),
    notePresentation: async (documentId) =>
      register === null ? notKept() : answer(await register.note(documentId), register.desk),
    noteOpening: nothing,
    noteSealing: nothing,
    noteRewrapping: nothing,
  };
}

const notKept = (): Fact => fact("first-time/not-kept", "doubtful", {});

/** `desk` is where it is noted; null where it is not, because it is refused. */
function answer(earlier: unknown, desk: string | null): Fact {
  mustBe(
    Array.isArray(earlier) && earlier.every(isPresentation),
    "a register answers with a list of { at, desk }",
  );
  return earlier.length === 0
    ? fact("first-time/yes", "good", { desk })
    : fact("first-time/no", "doubtful", { earlier: earlier.map(({ at, desk }) => ({ at, desk })) });
}

const isPresentation = (value: unknown): value is EarlierPresentation =>
  isObject(value) && typeof value["at"] === "string" && typeof value["desk"] === "string";

/** Throws a TypeError where it is not one. */
export function checkRegister(register: unknown): Register {
  mustBe(isObject(register), "register is an object with desk, earlier and note");
  const { desk, earlier, note } = register;
  mustBe(typeof desk === "string" && desk !== "", "register.desk is what this desk is called");
  mustBe(isFunction(earlier) && isFunction(note), "register.earlier and register.note are functions");
  return register as unknown as Register;
}
