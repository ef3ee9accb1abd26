/** Moments as refusals name them. */
export const minuteOf = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
export const dayOf = (seconds: number): string => minuteOf(seconds).slice(0, 10);
