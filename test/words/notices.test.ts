import { expect, it } from "vitest";
import { wordsIn } from "../../src/words/index.ts";
import type { Notices } from "../../src/words/notices.ts";
import { betrayed } from "./support/giveaways.ts";

const said = (notices: Notices): Record<string, string[]> => ({
  error: [notices.error],
  hint: [notices.hint],
  warning: [notices.warning],
  colon: [notices.colon],
  readingCode: [notices.readingCode],
  readingBundle: [notices.readingBundle],
  scanNow: [notices.scanNow],
  makingKey: [notices.makingKey("x25519")],
  depositing: [notices.depositing(27)],
  fetching: [notices.fetching(27)],
  newPassphrase: [notices.newPassphrase],
  samePassphrase: [notices.samePassphrase],
  passphraseFor: [notices.passphraseFor("k.pem")],
  wrongPassphrase: [notices.wrongPassphrase(2), notices.wrongPassphrase(1)],
  passphraseSeen: [notices.passphraseSeen],
  passphraseShort: [notices.passphraseShort(12)],
  privateKeyOpen: [notices.privateKeyOpen("k.pem")],
  privateKeyNotClosed: [notices.privateKeyNotClosed("k.pem")],
  folderOpen: [notices.folderOpen("k.pem")],
  successionNotNoted: [notices.successionNotNoted("k.pem")],
  keyRevoked: [notices.keyRevoked("2026-11-21")],
  formerBundleDropped: [1, 27].map((n) =>
    notices.formerBundleDropped({ issuers: n, revokedKeys: n, revokedDocuments: n }),
  ),
  serviceNew: [notices.serviceNew("https://exchange.example", "3f9a77c1")],
  serviceKeysNew: [notices.serviceKeysNew("https://exchange.example", "3f9a77c1")],
  depositEndsFirst: [notices.depositEndsFirst("2026-11-21", "2027-02-19")],
  keysMismatched: [notices.keysMismatched("p.pem", "k.pem")],
  linesUnreadable: [notices.linesUnreadable(1, "k.pem"), notices.linesUnreadable(27, "k.pem")],
});
const { en, fr } = { en: said(wordsIn.en.notices), fr: said(wordsIn.fr.notices) };

it("tries out every notice", () => {
  expect(Object.keys(fr)).toEqual(Object.keys(wordsIn.fr.notices));
});

it.each(Object.keys(fr))("%s is French and has the facts that English has", (name) => {
  for (const [at, sentence] of (fr[name] ?? []).entries()) {
    const english = en[name]?.[at] ?? "";
    expect(sentence).not.toBe(english);
    expect(betrayed(sentence.trim().replace(/\.$/, "").replace(/ :$/, ""))).toBeNull();
    for (const fact of ["k.pem", "x25519", "12 ", "2026-11-21", "27 "])
      expect([sentence, sentence.includes(fact)]).toEqual([sentence, english.includes(fact)]);
  }
  expect(new Set(fr[name]).size).toBe(fr[name]?.length);
});
