import type { Light } from "./paper.ts";

/**
 * Gaussian blur. Beyond the border the outermost pixels are repeated.
 * @param sigma standard deviation in pixels
 */
export function defocus(light: Light, sigma: number): Light {
  if (sigma <= 0) return light;
  const kernel = gaussianKernel(sigma);
  return alongColumns(alongRows(light, kernel), kernel);
}

/**
 * Blur by a straight movement of the camera at even speed.
 * @param length in pixels
 * @param direction in radians
 */
export function shake(light: Light, length: number, direction: number): Light {
  if (length <= 0) return light;
  const { width, height } = light;
  const levels = new Float32Array(width * height);
  const exposures = Math.ceil(2 * length) + 1;
  for (let exposure = 0; exposure < exposures; exposure++) {
    const way = length * ((exposure + 0.5) / exposures - 0.5);
    addShifted(light, way * Math.cos(direction), way * Math.sin(direction), 1 / exposures, levels);
  }
  return { width, height, levels };
}

/** Weights at -radius … radius pixels; they add up to 1 and have the variance asked for. */
function gaussianKernel(sigma: number): Float64Array {
  // Samples of so narrow a bell miss its width; three weights can meet its variance exactly.
  if (sigma < 0.6) return Float64Array.of((sigma * sigma) / 2, 1 - sigma * sigma, (sigma * sigma) / 2);
  const radius = Math.ceil(4 * sigma);
  const bell = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = bell.reduce((sum, weight) => sum + weight, 0);
  return bell.map((weight) => weight / total);
}

function alongRows({ width, height, levels }: Light, kernel: Float64Array): Light {
  const radius = (kernel.length - 1) / 2;
  const blurred = new Float32Array(width * height);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const row = levels.subarray(y * width, (y + 1) * width);
    padded.fill(row[0] ?? 0, 0, radius);
    padded.set(row, radius);
    padded.fill(row[width - 1] ?? 0, radius + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += (kernel[tap] ?? 0) * (padded[x + tap] ?? 0);
      blurred[y * width + x] = sum;
    }
  }
  return { width, height, levels: blurred };
}

function alongColumns({ width, height, levels }: Light, kernel: Float64Array): Light {
  const radius = (kernel.length - 1) / 2;
  const blurred = new Float32Array(width * height);
  // Whole rows are added up, because walking down a column would miss the cache at every step.
  const sum = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    for (let tap = 0; tap < kernel.length; tap++) {
      const start = clamp(y + tap - radius, height) * width;
      const weight = kernel[tap] ?? 0;
      for (let x = 0; x < width; x++) sum[x] = (sum[x] ?? 0) + weight * (levels[start + x] ?? 0);
    }
    blurred.set(sum, y * width);
  }
  return { width, height, levels: blurred };
}

/** Adds the weighted picture, moved by a fraction of pixels, onto the total. */
function addShifted(light: Light, right: number, down: number, weight: number, total: Float32Array): void {
  const { width, height, levels } = light;
  const wholeRight = Math.floor(right);
  const wholeDown = Math.floor(down);
  const partRight = right - wholeRight;
  const partDown = down - wholeDown;
  for (let y = 0; y < height; y++) {
    const near = clamp(y - wholeDown, height) * width;
    const far = clamp(y - wholeDown - 1, height) * width;
    for (let x = 0; x < width; x++) {
      const nearColumn = clamp(x - wholeRight, width);
      const farColumn = clamp(x - wholeRight - 1, width);
      const nearLevel =
        (1 - partRight) * (levels[near + nearColumn] ?? 0) + partRight * (levels[near + farColumn] ?? 0);
      const farLevel =
        (1 - partRight) * (levels[far + nearColumn] ?? 0) + partRight * (levels[far + farColumn] ?? 0);
      const level = (1 - partDown) * nearLevel + partDown * farLevel;
      total[y * width + x] = (total[y * width + x] ?? 0) + weight * level;
    }
  }
}

const clamp = (at: number, size: number): number => (at < 0 ? 0 : at >= size ? size - 1 : at);
