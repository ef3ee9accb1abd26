/** The two forms of times in the API, as docs/EXCHANGE.md tells them apart: by their names. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import * as deposits from "../../../src/exchange/protocol/depositmessages.ts";
import * as gateway from "../../../src/exchange/protocol/gatewaymessages.ts";
import * as keys from "../../../src/exchange/protocol/servicekeymessages.ts";
import * as participants from "../../../src/exchange/protocol/participantmessages.ts";
import * as vault from "../../../src/exchange/protocol/vaultmessages.ts";

const page = readFileSync(new URL("../../../docs/EXCHANGE.md", import.meta.url), "utf8");
/** The end of the year 9999: what bounds every number of seconds, and nothing else. */
const LAST_SECOND = 253_402_300_799;

interface Described {
  readonly format?: string;
  readonly maximum?: number;
}

/** Calls `visit` with every property anywhere in a JSON schema. */
function walk(node: unknown, visit: (name: string, described: Described) => void): void {
  if (typeof node !== "object" || node === null) return;
  const { properties } = node as { readonly properties?: Readonly<Record<string, object>> };
  for (const [name, property] of Object.entries(properties ?? {})) {
    const { anyOf = [] } = property as { readonly anyOf?: readonly object[] };
    for (const described of [property, ...anyOf]) visit(name, described);
  }
  for (const inner of Object.values(node)) walk(inner, visit);
}

const namesIn = (sentence: RegExp): string[] =>
  Array.from((sentence.exec(page)?.[1] ?? "").matchAll(/`([a-z_]+)`/g), ([, name = ""]) => name).sort();

it("every time in requests and answers is in the form that the page says of its name", () => {
  const texts = new Set<string>();
  const seconds = new Set<string>();
  for (const schema of [deposits, gateway, keys, participants, vault].flatMap((topic) =>
    Object.values<unknown>(topic),
  )) {
    if (!(schema instanceof z.ZodType)) continue;
    walk(z.toJSONSchema(schema), (name, { format, maximum }) => {
      if (format === "date-time") texts.add(name);
      if (maximum === LAST_SECOND) seconds.add(name);
    });
  }
  expect(namesIn(/Texts with milliseconds, `[^`]*`:([^.]*)\./)).toEqual(Array.from(texts).sort());
  expect(namesIn(/Whole seconds since 1970, `\d+`:([^;]*);/)).toEqual(Array.from(seconds).sort());
  expect(texts.size * seconds.size).toBeGreaterThan(0);
});
