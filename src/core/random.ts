/** The one door to randomness. Sealing takes it as an argument, so that a test can count what is drawn. */
import { randomBytes } from "node:crypto";

/** Returns `length` fresh random bytes, never the same twice. */
export type RandomSource = (length: number) => Uint8Array;

export const systemRandom: RandomSource = (length) => randomBytes(length);
