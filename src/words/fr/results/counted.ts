/** "0 entrée", "2 000 entrées". */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString("fr")} ${count < 2 ? one : several}`;
