/** Colours to grey. */

/**
 * Interleaved samples of eight bits, red first, to luma (ITU-R BT.601 §2.5.1); with a fourth channel, opacity, laid
 * over white. `isPremultiplied` says that the colours have been multiplied by it already.
 */
export function greyOverWhite(samples: Uint8Array, channels: 3 | 4, isPremultiplied = false): Uint8Array {
  const pixels = new Uint8Array(Math.floor(samples.length / channels));
  for (let index = 0; index < pixels.length; index += 1) {
    const at = index * channels;
    const luma = 0.299 * (samples[at] ?? 0) + 0.587 * (samples[at + 1] ?? 0) + 0.114 * (samples[at + 2] ?? 0);
    const opacity = channels === 4 ? (samples[at + 3] ?? 0) / 255 : 1;
    pixels[index] = Math.min(
      255,
      Math.round((isPremultiplied ? luma : luma * opacity) + 255 * (1 - opacity)),
    );
  }
  return pixels;
}
