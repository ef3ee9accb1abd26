import { describe, expect, it } from "vitest";
import { emptyFolder, plainEnvironment } from "./cli/support/run.ts";
import { blocksOf, Names, play, stepsOf } from "./support/console.ts";

const [one, two] = ["3f9a-77c1-0b2e-9d44-a1c3", "77c1-0b2e-9d44-a1c3-3f9a"];
const id = "77a57aed9ad8e78e505d8456f62ec933";

it("finds the blocks of a page, those in lists too, with their desks and lines", () => {
  const page = [
    "# Page",
    "```console",
    "$ a # why",
    "b",
    "",
    "# then",
    "$ c",
    "```",
    "<!-- at desk 5 -->",
    "",
    "   ```python x.py",
    "   if a:",
    "     b",
    "   ```",
  ].join("\n");
  const [first, second] = blocksOf(page);
  expect(first).toMatchObject({ kind: "console", place: "desk 4", line: 3 });
  expect(first === undefined ? [] : stepsOf(first)).toEqual([
    { command: "a # why", output: ["b"], line: 3 },
    { command: "c", output: [], line: 7 },
  ]);
  expect(second).toEqual({ kind: "python x.py", place: "desk 5", line: 12, text: "if a:\n  b\n" });
});

describe("names", () => {
  it("may be others each time, and days", () => {
    new Names().expectSame(`${two} ${id} 2027-01-31`, `${one} ${id.replaceAll("7", "8")} 2026-02-28`, "");
  });

  it("of one thing stay one, in later lines and in commands", () => {
    const names = new Names();
    names.expectSame(`key ${two}`, `key ${one}`, "");
    expect(names.inCommand(`revoke ${one} ${id}`)).toBe(`revoke ${two} ${id}`);
    names.expectSame(`again ${two}`, `again ${one}`, "");
    expect(() => {
      names.expectSame(`again ${one}`, `again ${one}`, "");
    }).toThrow();
  });

  it("of two things stay two", () => {
    expect(() => {
      new Names().expectSame(`${two} ${two}`, `${one} ${two}`, "");
    }).toThrow();
  });

  it("of another kind, and every other letter, are seen", () => {
    for (const found of [`key ${two}.`, "key 3f9a-77c1-0b2e-9d44", `key ${id}`, "key 2026-11-21"]) {
      expect(() => {
        new Names().expectSame(found, `key ${one}`, "");
      }, found).toThrow();
    }
  });
});

describe.skipIf(process.platform === "win32")("a page that is played", () => {
  async function played(...lines: string[]): Promise<unknown> {
    const { folder, remove } = emptyFolder();
    const stage = { folder, env: plainEnvironment(), before: () => Promise.resolve() };
    return play("page", ["```console", ...lines, "```"].join("\n"), stage).finally(remove);
  }
  const refused = "error: the document was valid until yesterday [verdict/expired]";

  it("shows results and errors on one screen, in their order", async () => {
    await played("$ echo a; echo b >&2; echo c", "a", "b", "c");
    await expect(played("$ echo a; echo b >&2", "a")).rejects.toThrow();
  });

  it("ends with 0, or with the status of the error it shows", async () => {
    await played("$ true", `$ echo '${refused}'; exit 6`, refused);
    await expect(played("$ false")).rejects.toThrow();
    await expect(played(`$ echo '${refused}'; exit 5`, refused)).rejects.toThrow();
    await expect(played(`$ echo '${refused}'`, refused)).rejects.toThrow();
  });

  it("keeps what was exported", async () => {
    await played("$ export QRSEAL_DESK='port, desk 1'", '$ echo "$QRSEAL_DESK"', "port, desk 1");
  });
});
