/** Where rungs are tried: in the caller's thread here, and in threads of their own where the platform has them. */
import type { Decoders } from "../decoders/decoder.ts";
import type { Decoded, Extent } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import type { JointRung, Rung } from "./rungs.ts";
import { tryRung } from "./tryrung.ts";

export interface Tried {
  readonly outcome:
    | "done"
    | "stopped" // its time was over, or it had taken too much memory: what it had found until then, if it tells
    | "failed"; // the decoder broke down: a fault of its own, worth reporting, that another one may make good
  readonly decoded: Decoded;
}

export interface Readers {
  /** Tries one rung at a time; never throws for what a picture shows. */
  attempt(
    rung: Rung | JointRung,
    pictures: readonly GreyPixels[],
    milliseconds: number,
    extent: Extent,
  ): Promise<Tried>;
  /** Ends what is still running. Nothing may be tried after it. */
  close(): void;
}

export const nothing: Decoded = { read: [], unread: [] };

/**
 * Without threads: a decoder that does not ask for the time takes as long as it likes.
 *
 * @param now milliseconds of any steady clock
 */
export function readHere(decoders: Decoders, now: () => number = () => performance.now()): Readers {
  return {
    attempt: async (rung, pictures, milliseconds, extent) => {
      const end = now() + milliseconds;
      const clock = { hasStopped: false };
      const shouldStop = (): boolean => (clock.hasStopped ||= now() > end);
      try {
        const decoded = await tryRung(rung, pictures, shouldStop, extent, decoders);
        return { outcome: clock.hasStopped ? "stopped" : "done", decoded };
      } catch {
        return { outcome: "failed", decoded: nothing };
      }
    },
    close: () => undefined,
  };
}
