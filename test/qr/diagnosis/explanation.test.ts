import { describe, expect, it } from "vitest";
import { paintExplanation } from "../../../src/qr/diagnosis/explanation.ts";
import type { Corners } from "../../../src/qr/picture/corners.ts";
import { makeCodeImage, makePayload } from "../support/sample.ts";
import { paint } from "../support/troubles.ts";

const square = (left: number, top: number, side: number): Corners => [
  { x: left, y: top },
  { x: left + side, y: top },
  { x: left + side, y: top + side },
  { x: left, y: top + side },
];

const colours = { "0 170 60": "green", "255 130 0": "orange", "0 110 255": "blue" } as const;

function draw(...args: Parameters<typeof paintExplanation>): (x: number, y: number) => string {
  const { width, samples } = paintExplanation(...args);
  return (x, y) => {
    const rgb = [...samples.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)].join(" ");
    return rgb in colours ? colours[rgb as keyof typeof colours] : rgb;
  };
}

describe("what is drawn on a picture", () => {
  const grey = paint(400, 300, () => 120);

  it("is a green frame where a code was read, and an orange one where it was only seen", () => {
    const at = draw(grey, [square(20, 30, 100)], [square(200, 50, 80)]);
    for (const [x, y] of [
      [20, 80],
      [120, 80],
      [70, 30],
      [70, 130],
    ] as const)
      expect(at(x, y)).toBe("green");
    for (const [x, y] of [
      [200, 90],
      [280, 90],
      [240, 50],
      [240, 130],
    ] as const)
      expect(at(x, y)).toBe("orange");
    for (const [x, y] of [
      [70, 80],
      [240, 90],
      [10, 10],
    ] as const)
      expect(at(x, y)).toBe("120 120 120");
  });

  it("goes on to the edge for a code that is cut off there", () => {
    const at = draw(grey, [], [square(350, 100, 1e6)]);
    expect(at(350, 299)).toBe("orange");
    expect(at(399, 100)).toBe("orange");
  });

  it("is a blue cross on each finder of a code", async () => {
    const image = await makeCodeImage(makePayload(40, 3));
    const at = draw(image, [], []);
    // Quiet zone of four modules of four pixels; the middle of a finder lies three and a half modules further in.
    const [near, far] = [4 * 7.5, image.width - 4 * 7.5];
    for (const [x, y] of [
      [near, near],
      [far, near],
      [near, far],
    ] as const) {
      expect(at(x, y)).toBe("blue");
      expect(at(x + 6, y)).toBe("blue");
      expect(at(x, y - 6)).toBe("blue");
    }
    expect(at(far, far)).not.toBe("blue");
  });

  it("is shrunk to 1600 pixels with its frames", () => {
    const large = paint(3200, 1000, () => 200);
    const { width, height } = paintExplanation(large, [square(1000, 200, 400)], []);
    expect([width, height]).toEqual([1600, 500]);
    const at = draw(large, [square(1000, 200, 400)], []);
    expect(at(500, 200)).toBe("green");
    expect(at(600, 200)).toBe("200 200 200");
  });
});
