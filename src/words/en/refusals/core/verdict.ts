/** What `src/core/verdict` refuses, in English. */
import type { verdictRefusals } from "../../../../core/verdict/refusals.ts";
import { list } from "../../numbers.ts";
import { dayOf, minuteOf } from "../../../moments.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof verdictRefusals> = {
  "verdict/bad-signature": (f) => ({
    says: `the document claims to come from ${f.issuer}, but its signature is not theirs`,
    hint: "it is forged or was altered: keep the paper and tell your security office",
  }),
  "verdict/forwarded": (f) => ({
    says: `the document was signed for another office (${list(f.signedFor)}) and sealed again for you`,
    hint: "ask its issuer for one made out to you; if that was your own older key, record it: qrseal keys succeed",
  }),
  "verdict/unsigned": () => ({
    says: "the document is not signed: anyone with your public key could have made it",
    hint: "ask its issuer for a signed one; to take it on your own responsibility: --accept unsigned",
  }),
  "verdict/unknown-issuer": (f) => ({
    says: `the document is signed with a key that your trust list does not know: ${f.fingerprint}`,
    hint: "ask the issuer about that key by telephone; to take it on your own responsibility: --accept unknown-issuer",
  }),
  "verdict/retired-key": (f) => ({
    says: `the document was signed on ${dayOf(f.signedAt)}, when that key did not speak for ${f.issuer}`,
    hint: "ask the issuer for a new one; to take it on your own responsibility: --accept retired-key",
  }),
  "verdict/expired": (f) => ({
    says: `the document was valid until ${minuteOf(f.until)}`,
    hint: "ask the bearer for a newer one; to take it on your own responsibility: --accept expired",
  }),
  "verdict/not-yet-valid": (f) => ({
    says: `the document is valid only from ${minuteOf(f.from)}`,
    hint: "check this machine's date and time; to take it on your own responsibility: --accept not-yet-valid",
  }),
  "verdict/key-revoked": (f) => ({
    says: `the key that signed the document was revoked on ${dayOf(f.at)}: ${f.issuer}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "ask the issuer for a new one; to take it on your own responsibility: --accept revoked",
  }),
  "verdict/document-revoked": (f) => ({
    says: `the document was revoked on ${dayOf(f.at)}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "ask the issuer; to take it on your own responsibility: --accept revoked",
  }),
};
