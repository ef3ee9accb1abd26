import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import * as entry from "../../src/pictures/entry.ts";

it("qrseal/qr exports what programs draw and read with", () => {
  expect(Object.keys(entry).sort()).toEqual([
    "QUIET_ZONE_MODULES",
    "capacity",
    "describeForeignFile",
    "diagnose",
    "diagnoseSymbols",
    "drawExplanation",
    "drawSymbol",
    "efforts",
    "errorCorrections",
    "loadPictures",
    "maxCapacity",
    "modeFor",
    "nameFormat",
    "readInThreads",
    "recogniseImage",
    "renderPng",
    "scan",
    "scanAll",
    "scanTogether",
    "smallestVersion",
    "toStoredCorners",
    "toStoredSize",
  ]);
});

it("its scans need no readers to be brought", async () => {
  const file = readFileSync(new URL("../../fixtures/images/hello.png", import.meta.url));
  for await (const image of entry.loadPictures(file)) {
    const { accepted } = await entry.scan(image, () => true);
    expect(accepted.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(["hello"]);
    const { symbols } = await entry.scanAll(image, { effort: "quick" });
    expect(symbols).toHaveLength(1);
  }
});

it.each(["qrseal/qr/reader-thread", "qrseal/qr/heic-thread"])("%s is nobody's to import", (name) => {
  const resolve = (): string => createRequire(import.meta.url).resolve(name);
  expect(resolve).toThrow(expect.objectContaining({ code: "ERR_PACKAGE_PATH_NOT_EXPORTED" }));
});
