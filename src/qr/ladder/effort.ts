/** How long a picture is looked at before it is given up. */
export const efforts = ["quick", "normal", "thorough"] as const;

export type Effort = (typeof efforts)[number];

/** Whether a picture looked at with `effort` gets what costs at least `least`. */
export function reaches(effort: Effort, least: Effort): boolean {
  return efforts.indexOf(effort) >= efforts.indexOf(least);
}
