/** Small statistics for the simulator's own tests. */
export function meanOf(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}

export function varianceOf(values: Iterable<number>): number {
  const all = [...values];
  const mean = meanOf(all);
  return meanOf(all.map((value) => (value - mean) ** 2));
}
