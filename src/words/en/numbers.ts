/** Numbers and lists as English writes them. */

/** 1,234,567 */
export const number = (value: number): string => value.toLocaleString("en");

/** "1 byte", "1,234 bytes" */
export const plural = (count: number, one: string, several?: string): string =>
  `${number(count)} ${formOf(count, one, several)}`;

/** The same with the number in bare digits, as columns and programs show it. */
export const inDigits = (count: number, one: string): string => `${count} ${formOf(count, one)}`;

export const bytes = (count: number): string => plural(count, "byte");
export const list = (names: readonly string[]): string => names.join(", ");

const formOf = (count: number, one: string, several = `${one}s`): string => (count === 1 ? one : several);
