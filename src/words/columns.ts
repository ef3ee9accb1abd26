/** Lines that begin with a name, in a column of `width` characters, so that what they say stands under each other. */
export const column =
  (width: number) =>
  (name: string, text: string): string =>
    `${name.padEnd(width)}${text}`;
