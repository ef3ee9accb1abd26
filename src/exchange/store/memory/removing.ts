/** How many of them went. */
export function removeWhere<Id, Kept>(kept: Map<Id, Kept>, isMeant: (one: Kept) => boolean): number {
  const before = kept.size;
  for (const [id, one] of kept) if (isMeant(one)) kept.delete(id);
  return before - kept.size;
}
