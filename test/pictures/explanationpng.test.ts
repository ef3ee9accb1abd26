import { PNG } from "pngjs";
import { expect, it } from "vitest";
import { drawExplanation } from "../../src/pictures/explanationpng.ts";
import { paintExplanation } from "../../src/qr/diagnosis/explanation.ts";
import { paint } from "../qr/support/troubles.ts";

it("an explanation is a PNG with the colours that were painted", async () => {
  const image = paint(40, 30, (x) => 6 * x);
  const corners = [5, 15].map((at) => ({ x: at, y: at }));
  const [a = { x: 0, y: 0 }, c = a] = corners;
  const square = [a, { x: c.x, y: a.y }, c, { x: a.x, y: c.y }] as const;
  const painted = paintExplanation(image, [square], []);
  const { width, height, data } = PNG.sync.read(Buffer.from(await drawExplanation(image, [square], [])));
  expect({ width, height, samples: new Uint8Array(data) }).toEqual(painted);
});
