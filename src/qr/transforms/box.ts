/** Means over square windows, in time that does not depend on their size. */

/**
 * The mean over the window around every pixel; at the border the window is cut.
 *
 * @param radius the window is 2 · radius + 1 pixels a side
 */
export function boxMeans(
  values: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const means = new Float32Array(values.length);
  // Of every column, over the rows in the window.
  const sums = new Float64Array(width);
  const addRow = (row: number, times: 1 | -1): void => {
    const offset = row * width;
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + times * (values[offset + x] ?? 0);
  };
  for (let row = 0; row < Math.min(radius, height); row += 1) addRow(row, 1);
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) addRow(y + radius, 1);
    if (y > radius) addRow(y - radius - 1, -1);
    const rows = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x += 1) sum += sums[x] ?? 0;
    for (let x = 0; x < width; x += 1) {
      if (x + radius < width) sum += sums[x + radius] ?? 0;
      if (x > radius) sum -= sums[x - radius - 1] ?? 0;
      const columns = Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1;
      means[y * width + x] = sum / (rows * columns);
    }
  }
  return means;
}

export interface LocalMoments {
  /** One a pixel, row by row. */
  readonly means: Float32Array;
  readonly deviations: Float32Array;
}

/** Mean and standard deviation of the greys in the window around every pixel. */
export function localMoments(
  pixels: Uint8Array,
  width: number,
  height: number,
  radius: number,
): LocalMoments {
  const greys = Float32Array.from(pixels);
  const means = boxMeans(greys, width, height, radius);
  for (let at = 0; at < greys.length; at += 1) greys[at] = (greys[at] ?? 0) ** 2;
  const deviations = boxMeans(greys, width, height, radius);
  for (let at = 0; at < greys.length; at += 1) {
    deviations[at] = Math.sqrt(Math.max(0, (deviations[at] ?? 0) - (means[at] ?? 0) ** 2));
  }
  return { means, deviations };
}
