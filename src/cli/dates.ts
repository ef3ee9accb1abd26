/** Days, times and lengths of time as people type them, and times as they are shown: always UTC (RFC 3339). */
import { limits } from "../core/index.ts";
import type { Term } from "../core/index.ts";
import type { Age, Span } from "../words/index.ts";
import { failure, term } from "./refusals.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A year is 365 days: who needs a certain day names it. */
const units: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: 7 * DAY, y: 365 * DAY };

/** Seconds of "12h", "90d", "6w" or "2y". Throws usage/bad-option. */
export function parseDuration(text: string, option: string, command: string): number {
  const { count = "", unit = "" } = /^(?<count>[1-9]\d{0,5})(?<unit>[hdwy])$/.exec(text)?.groups ?? {};
  const seconds = Number(count) * (units[unit] ?? 0);
  if (seconds > 0 && seconds <= limits.timeSeconds) return seconds;
  const problem = term("duration-malformed", option, text);
  throw failure("usage/bad-option", { problem, command });
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Seconds since 1970 of a day, at its start or its last second, or of a time with its zone. Throws
 * usage/bad-option.
 */
export function parseDay(text: string, edge: "start" | "end", option: string, command: string): number {
  const seconds = day.test(text) ? secondsOf(`${text}T00:00:00Z`) : time.test(text) ? secondsOf(text) : null;
  if (seconds === null || seconds < 0 || seconds > limits.timeSeconds) {
    const problem = term("moment-malformed", option, text);
    throw failure("usage/bad-option", { problem, command });
  }
  return edge === "end" && day.test(text) ? seconds + DAY - 1 : seconds;
}

/** Null for a day that no calendar has: JavaScript takes 30 February for 2 March. */
function secondsOf(text: string): number | null {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return null;
  const [year = 0, month = 0, date = 0] = text.slice(0, 10).split("-").map(Number);
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? milliseconds / 1000 : null;
}

/** 2026-01-31T18:00:00Z */
export function showTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Two dates, as days where they are the start of one and the end of another. */
export const showSpan = (from: number | null, until: number | null): Span => ({
  from: from === null ? null : from % DAY === 0 ? showDay(from) : showTime(from),
  until: until === null ? null : (until + 1) % DAY === 0 ? showDay(until) : showTime(until),
});

/** The same as part of a refusal, which every language words. */
export function termOfDates(from: number | null, until: number | null): Term {
  const { from: start, until: end } = showSpan(from, until);
  if (start === null) return end === null ? term("any-time") : term("until", end);
  return end === null ? term("from", start) : term("from-until", start, end);
}

const showDay = (seconds: number): string => showTime(seconds).slice(0, 10);

/** In the largest whole unit; null below a minute. */
export function ageOf(seconds: number): Age {
  for (const [size, unit] of [
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
  ] as const) {
    const count = Math.floor(seconds / size);
    if (count > 0) return { count, unit };
  }
  return null;
}
