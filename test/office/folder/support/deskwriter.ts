/**
 * A desk as a process of its own: records one presentation and one audit entry after the other, and says so on
 * standard output, one JSON line each, only once it is recorded. Begins when standard input says anything.
 *
 *   deskwriter FOLDER DESK COUNT [DOCUMENT]     without a document each presentation is of another one
 */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { recordInAudit } from "../../../../src/office/folder/audit.ts";
import { recordPresentation } from "../../../../src/office/folder/register.ts";

const [folder = "", desk = "", count = "1", document] = process.argv.slice(2);
const say = (report: object): void => {
  writeSync(1, `${JSON.stringify(report)}\n`);
};

say({ ready: true });
await new Promise((resolve) => process.stdin.once("data", resolve));
process.stdin.pause();
try {
  for (let number = 0; number < Number(count); number += 1) {
    const documentId = document ?? randomBytes(16).toString("hex");
    const presentation = { documentId, at: "2026-11-21T04:00:00Z", desk, issuedAt: number, accepted: [] };
    const { earlier } = await recordPresentation(folder, presentation);
    say({ presented: documentId, earlier: earlier.length });
    const entry = {
      action: "open",
      result: "ok",
      documentId,
      envelopeSha256: null,
      recipients: [],
      issuer: null,
      accepted: [],
    } as const;
    await recordInAudit(folder, entry, new Date("2026-11-21T04:00:00Z"), desk);
    say({ audited: documentId });
  }
} catch (error) {
  say({ refused: (error as { code?: unknown }).code });
}
