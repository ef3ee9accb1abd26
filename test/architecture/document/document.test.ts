import { expect, it } from "vitest";
import { readDocument } from "./document.ts";
import { parsePattern } from "./pattern.ts";
import { mayImport, roomsOf } from "./rooms.ts";
import { lineWith, virtualDocument } from "../support/virtualproject.ts";
import type { Rows } from "../support/virtualproject.ts";

it("reads a house that is in order", () => {
  const { rooms, nevers, exceptions, faults } = readDocument(
    virtualDocument({
      exceptions: ["door | `src/a`, `src/b` | because", "name | `keys` at most 4 | because"],
    }),
  );
  expect(faults).toEqual([]);
  expect(rooms.map(({ pattern }) => pattern.text)).toEqual(
    expect.arrayContaining(["src/core", "src/qr/heic", "bin"]),
  );
  expect(nevers).toHaveLength(5);
  expect(exceptions).toMatchObject([
    { rule: "door", subjects: ["src/a", "src/b"], most: null },
    { rule: "name", subjects: ["keys"], most: 4 },
  ]);
});

it.each<[string, Rows]>([
  ["a room that is no path", { rooms: ["core | | itself"] }],
  ["a room without what it may import", { rooms: ["`src/a` | |"] }],
  ["a package that is not in backticks", { rooms: ["`src/a` | | itself, commander"] }],
  ["half of an exception", { rooms: ["`src/a` | | `mime` in"] }],
  ["words between", { rooms: ["`src/a` | | itself and `mime`"] }],
  ["a comma too many", { rooms: ["`src/a` | | itself,, `mime`, "] }],
  ["a name that stands for nothing", { rooms: ["`src/a` | | itself, _what it likes_"] }],
  ["as a room that is none", { rooms: ["`src/a` | | as `src/b`"] }],
  ["as a room that is as another", { rooms: ["`src/a` | | as `src/qr/heic`"] }],
  ["a file in any of several rooms", { rooms: ["`src/{a,b}` | | `mime` in `c.ts`"] }],
  ["a cell too few", { rooms: ["`src/a` | itself"] }],
  ["a cell too many", { rooms: ["`src/a` | | itself | `mime`"] }],
  ["an unknown verb", { nevers: ["`src/a` | eats `b` | c"] }],
  ["a verb without an object", { nevers: ["`src/a` | imports | c"] }],
  ["an object in no backticks", { nevers: ["`src/a` | uses process | c"] }],
  ["something else that is said", { nevers: ["`src/a` | says `--flag` | c"] }],
  ["nobody who never does it", { nevers: [" | uses `a` | c"] }],
  ["a rule that is none", { exceptions: ["import | `src/a` | b"] }],
  ["a door with one side", { exceptions: ["door | `src/a` | b"] }],
  ["a doorstep without a number", { exceptions: ["doorstep | `src/a` | b"] }],
  ["a name with a word for a number", { exceptions: ["name | `keys` at most four | b"] }],
  ["an exception for no path", { exceptions: ["says | `errors.ts` | b"] }],
  ["a name without its underscores", { names: ["the rest | `src/a`"] }],
  ['a name with "without" twice', { names: ["_a_ | `src/a` without `src/b` without `src/c`"] }],
])("says of a row that it cannot be read: %s", (_, more) => {
  const document = virtualDocument(more);
  const line = document.split("\n").findIndex((text) => !virtualDocument().split("\n").includes(text)) + 1;
  expect(readDocument(document).faults).toEqual([
    expect.stringMatching(new RegExp(`^docs/ARCHITECTURE.md:${line} cannot be read: .`)),
  ]);
});

it("says of a name that no row says it", () => {
  const { faults } = readDocument(virtualDocument({ names: ["_the rest_ | `src/core`"] }));
  expect(faults).toEqual([expect.stringMatching(/: no row says _the rest_, delete it$/)]);
});

it("passes over no table: one with another header might have been a wall", () => {
  const document = virtualDocument().replace("who | never | why", "who | does not | why");
  const line = lineWith(document, "who | does not");
  expect(readDocument(document).faults).toContain(
    `docs/ARCHITECTURE.md:${line} is the header of no table that is known here`,
  );
});

it("reads no table between fences", () => {
  const document = `${virtualDocument()}\n\`\`\`\n| some | drawing |\n\`\`\`\n`;
  expect(readDocument(document).faults).toEqual([]);
});

it("takes a room as another with what is for files of that one alone", () => {
  const { rooms } = readDocument(virtualDocument({ rooms: ["`src/qr/decoders` | | as `src/qr`"] }));
  const mayFile = (path: string, target: string): boolean => {
    const [room] = roomsOf(path, rooms);
    return room !== undefined && mayImport(room, target, path, rooms);
  };
  expect(mayFile("src/qr/decoders/zxing.ts", "node:fs")).toBe(true);
  expect(mayFile("src/qr/decoders/own.ts", "node:fs")).toBe(false);
  expect(mayFile("src/qr/decoders/own.ts", "src/qr/image.ts")).toBe(true);
});

it.each([
  ["src/core", ["src/core", "src/core/a.ts", "src/core/a/b.ts"], ["src/corebook/a.ts", "src", "a/src/core"]],
  ["src/core/a.ts", ["src/core/a.ts"], ["src/core/aXts", "src/core/a.tsx"]],
  ["src/qr/*.ts", ["src/qr/a.ts"], ["src/qr/a/b.ts", "src/qr/a.js"]],
  ["src/a/{b,c/{d,e}}.ts", ["src/a/b.ts", "src/a/c/d.ts", "src/a/c/e.ts"], ["src/a/c.ts", "src/a/d.ts"]],
  ["zod", ["zod"], ["zod/v4", "zodiac"]],
  ["node:*", ["node:fs", "node:fs/promises"], ["fs"]],
  ["@fastify/*", ["@fastify/swagger"], ["fastify"]],
  ["pngjs/*", ["pngjs/lib/png-sync.js"], ["pngjs"]],
])("takes %s for what it says", (text, some, others) => {
  const { matches } = parsePattern(text);
  expect(some.filter((target) => !matches(target))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});
