/** What a program knows of documents that were presented before, as records for a use case. */
import { fact } from "../core/index.ts";
import type { Fact } from "../core/index.ts";
import type { Records } from "../office/ports.ts";

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
      register === null ? notKept : answer(await register.earlier(documentId), null),
    notePresentation: async (documentId) =>
      register === null ? notKept : answer(await register.note(documentId), register.desk),
    noteOpening: nothing,
    noteSealing: nothing,
    noteRewrapping: nothing,
  };
}

const notKept = fact("first-time/not-kept", "doubtful", {});

/** `desk` is where it is noted; null where it is not, because it is refused. */
const answer = (earlier: readonly EarlierPresentation[], desk: string | null): Fact =>
  earlier.length === 0
    ? fact("first-time/yes", "good", { desk })
    : fact("first-time/no", "doubtful", { earlier });
