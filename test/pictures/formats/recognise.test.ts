import { describe, expect, it } from "vitest";
import { describeForeignFile, recogniseImage } from "../../../src/pictures/formats/recognise.ts";
import { wordTerm } from "../../words/support/saying.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const ftyp = (...brands: string[]): Uint8Array => {
  const [major = "", ...others] = brands;
  const length = 16 + 4 * others.length;
  return latin1(`\0\0\0${String.fromCharCode(length)}ftyp${major}\0\0\0\0${others.join("")} and more`);
};

describe("recogniseImage", () => {
  it.each([
    ["png", latin1("\x89PNG\r\n\x1a\n")],
    ["jpeg", latin1("\xff\xd8\xff\xe0")],
    ["gif", latin1("GIF87a")],
    ["gif", latin1("GIF89a")],
    ["webp", latin1("RIFF1234WEBPVP8 ")],
    ["tiff", latin1("II*\0")],
    ["tiff", latin1("MM\0*")],
    ["tiff", latin1("II+\0")],
    ["tiff", latin1("MM\0+")],
    ["avif", ftyp("avif", "mif1")],
    ["avif", ftyp("mif1", "avif")],
    ["avif", ftyp("avis")],
    ["heic", ftyp("heic", "mif1")],
    ["heic", ftyp("heix")],
    ["heic", ftyp("mif1", "heic")],
    ["heic", ftyp("hevc", "msf1")],
    ["avif", ftyp("mif1", "avif", "heic")],
    [null, ftyp("isom", "mp42")],
    [null, latin1("RIFF1234WAVE")],
    [null, latin1("\x89PN")],
    [null, new Uint8Array(0)],
  ])("%s", (format, file) => {
    expect(recogniseImage(file)).toBe(format);
  });

  it("does not look beyond a brand list that lies about its length", () => {
    expect(recogniseImage(latin1("\xff\xff\xff\xffftypisom\0\0\0\0av"))).toBeNull();
  });
});

describe("describeForeignFile", () => {
  it.each([
    ["an empty file", new Uint8Array(0)],
    ["a video or another media file", ftyp("isom", "mp42")],
    ["a PDF", latin1("%PDF-1.7")],
    ["a BMP picture", latin1("BM1234")],
    ["a JPEG XL picture", latin1("\xff\x0a")],
    ["a JPEG 2000 picture", latin1("\0\0\0\x0cjP  \r\n")],
    ["a ZIP archive or an office document", latin1("PK\x03\x04")],
    ["an SVG drawing", latin1('<?xml version="1.0"?>\n<!-- code -->\n<svg xmlns="x">')],
    ["an SVG drawing", latin1("<svg>")],
    ["a file of 1 byte that is no picture", latin1("x")],
    ["a file of 1,200 bytes that is no picture", latin1("x".repeat(1200))],
    ["a file of 12 bytes that is no picture", latin1("about <svg> ")],
  ])("%s", (words, file) => {
    expect(wordTerm(describeForeignFile(file), "en")).toBe(words);
  });
});
