/** Numbers and lists as French writes them. */

/** 1 234 567, with the narrow space that French puts there (U+202F). */
export const number = (value: number): string => value.toLocaleString("fr");

/** "1 octet", "1 234 octets"; nought is one of them. */
export const plural = (count: number, one: string, several?: string): string =>
  `${number(count)} ${formOf(count, one, several)}`;

/** The same with the number in bare digits, as columns and programs show it. */
export const inDigits = (count: number, one: string): string => `${count} ${formOf(count, one)}`;

export const bytes = (count: number): string => plural(count, "octet");
export const list = (names: readonly string[]): string => names.join(", ");

const formOf = (count: number, one: string, several = `${one}s`): string => (count < 2 ? one : several);
