import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { tellOn } from "../../../src/cli/desk/events.ts";
import { Terminal } from "../../../src/cli/terminal.ts";
import type { OfficeEvent } from "../../../src/office/index.ts";

/** What appears on a terminal that speaks English. */
function telling(events: readonly OfficeEvent[], quiet = false): string {
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  const terminal = new Terminal(new PassThrough(), stderr, { NO_COLOR: "1", LANG: "C" });
  terminal.speak({ json: false, quiet, language: "en" });
  const tell = tellOn(terminal);
  for (const event of events) tell(event);
  return String(stderr.read() ?? "");
}

test("what is under way is one line that changes, and goes away at the end", () => {
  const line = "\r\u001b[K";
  const shown = telling([
    { code: "fetching", bytes: 1, of: 3 },
    { code: "fetching", bytes: 3, of: 3 },
    { code: "transfer-ended" },
    { code: "transfer-ended" },
  ]);
  expect(shown.split(line)).toEqual([expect.stringContaining("33"), expect.stringContaining("100"), ""]);
  expect(telling([{ code: "depositing", bytes: 1, of: 2 }])).toContain("50");
});

test("a key file that others may read is a warning, which who wants none is spared", () => {
  const event = { code: "private-key-open-to-others", path: "port_private.pem" } as const;
  expect(telling([event])).toMatch(/^warning: .*port_private\.pem/);
  expect(telling([event], true)).toBe("");
});

test("a clock that was set back is told whoever wants to hear it", () => {
  const event = { code: "clock-set-back", newest: 1_790_000_000 } as const;
  expect(telling([event], true)).toMatch(/^warning: .*2026-09-21 14:13 UTC/);
});
