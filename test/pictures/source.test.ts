import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadImage } from "../../src/pictures/image.ts";
import { loadPictures } from "../../src/pictures/source.ts";

const file = readFileSync(new URL("../../fixtures/images/hello.png", import.meta.url));

it("a file of one picture gives that one", async () => {
  const pictures = [];
  for await (const picture of loadPictures(file)) pictures.push(picture);
  expect(pictures).toEqual([await loadImage(file)]);
});

it("what cannot be read is refused when a picture is asked for", async () => {
  const pictures = loadPictures(file.subarray(0, 100));
  await expect(pictures.next()).rejects.toMatchObject({ code: "image/damaged" });
});
