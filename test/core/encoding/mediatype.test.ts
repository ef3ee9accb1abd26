import mime from "mime";
import { describe, expect, it } from "vitest";
import {
  extensionOf,
  isRegisteredMediaType,
  JSON_MEDIA_TYPE,
  mediaTypeOfFile,
} from "../../../src/core/encoding/mediatype.ts";
import { python } from "../../interop/support/python.ts";
import { run } from "../../interop/support/tools.ts";

/** What offices seal, with the type that each gets. */
const usual = [
  ["json", "application/json"],
  ["pdf", "application/pdf"],
  ["txt", "text/plain"],
  ["csv", "text/csv"],
  ["xml", "application/xml"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["zip", "application/zip"],
  ["bin", "application/octet-stream"],
  ["html", "text/html"],
] as const;

function* flipsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      yield text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
    }
  }
}

describe("mediaTypeOfFile", () => {
  it.each(usual)("x.%s is %s, and back", (extension, type) => {
    expect(mediaTypeOfFile(`dossier/x.${extension}`)).toBe(type);
    expect(mediaTypeOfFile(`X.${extension.toUpperCase()}`)).toBe(type);
    expect(extensionOf(type)).toBe(`.${extension}`);
    expect(isRegisteredMediaType(type)).toBe(true);
  });

  it.each(["x", "dossier.pdf/x", "x.unheard-of", ""])("%j says nothing: application/octet-stream", (name) => {
    expect(mediaTypeOfFile(name)).toBe("application/octet-stream");
  });

  it("knows JSON by the name the envelopes use", () => {
    expect(mediaTypeOfFile("x.json")).toBe(JSON_MEDIA_TYPE);
  });
});

describe("extensionOf", () => {
  it("is .bin for a type nobody registered", () => {
    expect(extensionOf("application/x-unheard-of")).toBe(".bin");
  });
});

describe("isRegisteredMediaType", () => {
  it.each([
    "",
    "json",
    "application/",
    "application/jsom",
    "Application/json",
    "application/JSON",
    " application/json",
    "application/json ",
    "application/json;",
    "text/csv;charset=utf-8",
    "text/csv; charset=utf-8",
    "constructor",
    "__proto__",
    "application/x-unheard-of",
  ])("refuses %j", (type) => {
    expect(isRegisteredMediaType(type)).toBe(false);
  });
});

describe("the type of an envelope is not authenticated, so a flipped bit of it must show", () => {
  it.each(usual)("x.%s: no flipped bit of its type is another registered type", (_, type) => {
    expect(Array.from(flipsOf(type)).filter(isRegisteredMediaType)).toEqual([]);
  });

  it("does not show between these few types of the whole registry, none of which an office seals", async () => {
    const tables = await Promise.all([import("mime/types/standard.js"), import("mime/types/other.js")]);
    const types = new Set(
      tables.flatMap((table) => Object.keys(table.default)).filter(isRegisteredMediaType),
    );
    expect(types.size).toBeGreaterThan(900);
    const pairs = Array.from(types).flatMap((type) =>
      Array.from(flipsOf(type))
        .filter((flipped) => types.has(flipped) && type < flipped)
        .map((flipped) => `${type} ${flipped}`),
    );
    expect(pairs.sort()).toEqual([
      "application/ssdl+xml application/wsdl+xml",
      "application/vnd.epson.esf application/vnd.epson.msf",
      "application/vnd.fujitsu.oasys2 application/vnd.fujitsu.oasys3",
      "application/vnd.semd application/vnd.semf",
      "image/jph image/jpx",
      "image/jxr image/jxs",
      "image/jxrs image/jxss",
      "image/jxsc image/jxss",
      "text/x-sass text/x-scss",
      "video/h261 video/h263",
    ]);
  });
});

describe.skipIf(python === null)("what the fielded Python tool writes by mimetypes", () => {
  const table = (): Record<string, string> => {
    const program = "import json, mimetypes; print(json.dumps(mimetypes.types_map))";
    return JSON.parse(Buffer.from(run(python ?? "", ["-c", program])).toString()) as Record<string, string>;
  };

  it.each(usual.filter(([extension]) => extension !== "docx" && extension !== "xlsx"))(
    ".%s has a type that is accepted here",
    (extension) => {
      expect(isRegisteredMediaType(table()[`.${extension}`] ?? "")).toBe(true);
    },
  );

  it("beyond those, some types are not: their envelopes are refused as unsupported", () => {
    const unknown = Object.entries(table()).filter(([, type]) => !isRegisteredMediaType(type));
    console.log(
      `types of Python's mimetypes that are not registered here: ${unknown.map((e) => e.join(" ")).join(", ")}`,
    );
    expect(unknown.map(([extension]) => extension)).toEqual(expect.arrayContaining([".py", ".pyc"]));
    expect(mime.getType("x.py")).toBeNull();
  });
});
