/**
 * The clock of commands that are given fixtures which say when they were made. What is dated later than today is refused,
 * so on a machine whose clock is behind, those commands get a later one.
 */

/** The day after the last of fixtures/trust and fixtures/images/sealed.heic was made; those of 2099 are for refusals. */
const MADE = Date.UTC(2026, 10, 22);

/** What a command's environment must have besides: nothing where today is later anyway. */
export function afterFixtures(now: number = Date.now()): Record<string, string> {
  if (now >= MADE) return {};
  const ahead = MADE - now;
  const preload = [
    "const Real = Date;",
    "globalThis.Date = class Date extends Real {",
    `  constructor(...parts) { super(...(parts.length === 0 ? [Real.now() + ${ahead}] : parts)); }`,
    `  static now() { return Real.now() + ${ahead}; }`,
    "};",
  ].join("\n");
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(preload)}` };
}
