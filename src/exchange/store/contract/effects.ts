/** What an operation of a store does to what is kept; each area says it of each of its own. */

/** After what "erases" nothing of what went may be left on the disk. */
export type Effect = "reads" | "changes" | "erases";

export type EffectsOf<Area> = { readonly [Name in keyof Area]: Effect };
