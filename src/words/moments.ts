/** Moments as people at several offices read them alike: ISO 8601, UTC. */

/** 2026-11-21 of whole seconds since 1970. */
export const dayOf = (seconds: number): string => isoOf(seconds).slice(0, 10);

/** 2026-11-21 08:15 UTC. */
export const minuteOf = (seconds: number): string => `${isoOf(seconds).slice(0, 16).replace("T", " ")} UTC`;

/** The last moment that a date can hold, for numbers beyond it. */
const LAST = 8.64e15;

const isoOf = (seconds: number): string => {
  const iso = new Date(Math.min(seconds * 1000, LAST)).toISOString();
  return iso.startsWith("+") ? "9999-12-31T23:59:59Z" : iso;
};
