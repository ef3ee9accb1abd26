import { describe, expect, test } from "vitest";
import { extensionFor } from "../../src/office/extension.ts";
import { extensionOf } from "../../src/core/index.ts";
import type { TrustedIssuer } from "../../src/core/index.ts";

const unproved = { issuer: null, accepted: [] };
const issuer = { name: "ANAE" } as TrustedIssuer;
const proved = { issuer, accepted: [] };
const overridden = { issuer, accepted: ["expired"] } as const;

describe("the extension where nobody named the file", () => {
  test.each([
    ["application/json", ".json"],
    ["text/plain", ".txt"],
    ["application/pdf", ".pdf"],
    ["image/png", ".png"],
    ["image/jpeg", ".jpg"],
    ["image/tiff", ".tif"],
  ])("%s is %s from anyone", (mediaType, extension) => {
    for (const decision of [unproved, proved, overridden])
      expect(extensionFor(mediaType, decision)).toBe(extension);
  });

  test.each([
    ["text/csv", ".csv"],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"],
    ["application/vnd.oasis.opendocument.text", ".odt"],
  ])("%s is %s from a known issuer alone", (mediaType, extension) => {
    expect(extensionFor(mediaType, proved)).toBe(extension);
    expect(extensionFor(mediaType, unproved)).toBe(".bin");
    expect(extensionFor(mediaType, overridden)).toBe(".bin");
  });

  test.each([
    ["text/html", ".html"],
    ["application/xhtml+xml", ".xhtml"],
    ["image/svg+xml", ".svg"],
    ["text/javascript", ".js"],
    ["application/x-msdos-program", ".exe"],
    ["application/java-archive", ".jar"],
    ["application/hta", ".bin"],
    ["application/vnd.ms-excel.sheet.macroenabled.12", ".xlsm"],
    ["application/octet-stream", ".bin"],
  ])("%s is .bin from whomever, and not %s", (mediaType, usual) => {
    expect(extensionOf(mediaType)).toBe(usual);
    for (const decision of [unproved, proved, overridden])
      expect(extensionFor(mediaType, decision)).toBe(".bin");
  });
});
