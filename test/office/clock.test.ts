import { expect, test } from "vitest";
import { clockSetBack } from "../../src/office/clock.ts";
import { newestSignedDate, recordPresentation } from "../../src/office/folder/register.ts";
import { emptyFolder } from "../cli/support/run.ts";

const NOW = 1_790_000_000;
const now = new Date(NOW * 1000);

async function withRegister(
  issuedAt: readonly (number | null)[],
  newestKnown: number,
): Promise<number | null> {
  const { folder, remove } = emptyFolder();
  for (const [index, date] of issuedAt.entries()) {
    const documentId = index.toString(16).padStart(32, "0");
    const at = now.toISOString().replace(".000Z", "Z");
    await recordPresentation(folder, { documentId, at, desk: "desk 4", issuedAt: date, accepted: [] });
  }
  const newest = await clockSetBack({ newestSignedDate: () => newestSignedDate(folder) }, newestKnown, now);
  remove();
  return newest;
}

test.each<[string, (number | null)[], number, number | null]>([
  ["nothing was ever signed", [], 0, null],
  ["all was signed before", [NOW - 1000, null], NOW - 5, null],
  ["clocks of two offices differ by five minutes", [NOW + 300], NOW + 300, null],
  ["a document was signed later", [NOW - 1000, NOW + 301, NOW - 5], 0, NOW + 301],
  ["the trust list was made later", [NOW - 5], NOW + 90_000, NOW + 90_000],
])("the clock, where %s", async (_, issuedAt, newestKnown, expected) => {
  expect(await withRegister(issuedAt, newestKnown)).toBe(expected);
});
