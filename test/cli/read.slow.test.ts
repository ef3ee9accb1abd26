import { writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { drawCode } from "./support/props.ts";
import { emptyFolder, run } from "./support/run.ts";

interface Report {
  readonly pictures: readonly {
    readonly width: number;
    readonly height: number;
    readonly orientation: number;
    readonly codes: readonly {
      readonly text: string | null;
      readonly bytes: string;
      readonly corners: readonly { readonly x: number; readonly y: number }[];
    }[];
  }[];
}

test("codes come from top to bottom of the upright picture, placed in the stored one, byte for byte", async () => {
  const { folder, remove } = emptyFolder();
  const utf8 = new TextEncoder();
  // Latin-1: the second byte is none of UTF-8; and a byte order mark, which belongs to the text.
  const [top, middle, bottom] = [Uint8Array.of(0x63, 0xe9), utf8.encode("\ufeffé"), utf8.encode("é")];
  const place = async (
    code: Uint8Array,
    left: number,
    at: number,
  ): Promise<{ input: Buffer; left: number; top: number }> => ({
    input: Buffer.from(await drawCode(code)),
    left,
    top: at,
  });
  // As it is stored, a quarter turn to the left: what is right here is above in the upright picture.
  const placed = [place(middle, 300, 20), place(bottom, 40, 150), place(top, 560, 100)];
  const stored = sharp({ create: { width: 700, height: 300, channels: 3, background: "white" } })
    .composite(await Promise.all(placed))
    .withMetadata({ orientation: 8 });
  writeFileSync(path.join(folder, "photo.jpg"), await stored.jpeg({ quality: 90 }).toBuffer());

  const { stdout, status } = await run(["read", "photo.jpg", "--json"], { cwd: folder });
  expect(status).toBe(0);
  const [picture] = (JSON.parse(stdout.toString("utf8")) as Report).pictures;
  expect([picture?.width, picture?.height, picture?.orientation]).toEqual([700, 300, 8]);
  const codes = picture?.codes ?? [];
  expect(codes.map(({ text }) => text)).toEqual([null, "\ufeffé", "é"]);
  expect(codes.map(({ bytes }) => Buffer.from(bytes, "base64"))).toEqual(
    [top, middle, bottom].map((code) => Buffer.from(code)),
  );
  // Four modules of quiet zone, of four pixels; the codes are drawn upright where the picture is stored.
  for (const [index, [x, y]] of [[576, 116] as const, [316, 36] as const, [56, 166] as const].entries()) {
    const [topLeft] = codes[index]?.corners ?? [];
    expect(Math.abs((topLeft?.x ?? Number.NaN) - x)).toBeLessThan(2);
    expect(Math.abs((topLeft?.y ?? Number.NaN) - y)).toBeLessThan(2);
  }

  const shown = await run(["read", "photo.jpg"], { cwd: folder });
  expect(shown.stdout.toString("utf8")).toContain("\nbytes        2, no text\n");
  remove();
});
