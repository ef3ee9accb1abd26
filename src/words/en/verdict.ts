/** The verdict in English. */
import type { FactDetails } from "../../core/index.ts";
import { foldSpaces } from "../spaces.ts";
import { dayOf, minuteOf } from "../moments.ts";
import type { VerdictWords } from "../verdict.ts";
import { inDigits, list } from "./numbers.ts";

const because = (reason: string | null): string => (reason === null ? "" : `: ${reason}`);
const listOf = ({ listMadeAt, daysOld }: FactDetails["not-revoked/yes"]): string =>
  `the trust list of ${dayOf(listMadeAt)}, ${inDigits(daysOld, "day")} old`;
const listed = (presentations: readonly { at: string; desk: string }[]): string =>
  list(presentations.map(({ at, desk }) => `${at} at ${desk}`));

export const verdict: VerdictWords = {
  names: {
    readable: "readable",
    "for-me": "for me",
    authentic: "authentic",
    "in-date": "in date",
    "not-revoked": "not revoked",
    "first-time": "first time",
  },
  facts: {
    "readable/yes": ({ format, characters, picture }) =>
      `yes: ${format} envelope of ${characters} characters, from ${
        picture === null
          ? "text"
          : `the QR code${picture.version === null ? "" : ` version ${picture.version}`} in a ${picture.format.toUpperCase()} of ${picture.width} × ${picture.height} pixels`
      }`,
    "for-me/yes": ({ key, fingerprint }) => `yes: sealed for ${key} (${fingerprint})`,
    "for-me/succession": ({ key, fingerprint, predecessor }) =>
      `yes: made for ${predecessor}, which your records say ${key} (${fingerprint}) succeeds`,
    "for-me/forwarded": ({ signedFor }) => `NO: signed for ${list(signedFor)}, and sealed again for you`,
    "authentic/yes": ({ issuer, speaksFor, fingerprint }) =>
      `yes: signed by ${issuer}${speaksFor === null ? "" : `, for ${speaksFor}`} (${fingerprint})`,
    "authentic/unsigned": () => "NO: not signed, anyone with your public key could have made it",
    "authentic/unknown-issuer": ({ fingerprint, calledItself }) =>
      `NO: signed with a key nobody here knows (${fingerprint})${calledItself === null ? "" : `; it calls itself “${foldSpaces(calledItself)}”`}`,
    "authentic/bad-signature": ({ issuer }) => `NO: it says ${issuer} signed it, and they did not`,
    "authentic/outside-key-dates": ({ issuer, signedAt, from, until }) =>
      `NO: signed ${dayOf(signedAt)}; that key speaks for ${issuer} ${from === null ? "" : `from ${dayOf(from)} `}${until === null ? "" : `until ${dayOf(until)}`}`.trimEnd(),
    "in-date/yes": ({ signedAt, until }) => `yes: signed ${dayOf(signedAt)}, valid until ${minuteOf(until)}`,
    "in-date/no-end": ({ signedAt }) => `yes: signed ${dayOf(signedAt)}, without an end`,
    "in-date/expired": ({ until }) => `NO: it was valid until ${minuteOf(until)}`,
    "in-date/not-yet": ({ from }) => `NO: it is valid only from ${minuteOf(from)}`,
    "in-date/undated": () => "not known: this format carries no dates",
    "not-revoked/yes": (age) => `yes: by ${listOf(age)}`,
    "not-revoked/key": ({ issuer, at, reason, ...age }) =>
      `NO: the key of ${issuer} was revoked on ${dayOf(at)}${because(reason)}, by ${listOf(age)}`,
    "not-revoked/document": ({ at, reason, ...age }) =>
      `NO: this document was revoked on ${dayOf(at)}${because(reason)}, by ${listOf(age)}`,
    "not-revoked/unknown": () => "not known: this desk has no trust list",
    "first-time/yes": ({ desk }) => `yes: not seen before${desk === null ? "" : `, noted at ${desk}`}`,
    "first-time/no": ({ earlier }) => `NO: seen before, ${listed(earlier)}`,
    "first-time/not-kept": () => "not known: without a key folder no register is kept",
  },
  conclusion: "verdict",
  conclusions: {
    reliable: (issuer) => `you can rely on it: issued by ${issuer}`,
    doubtful: "take care: what is not answered with yes above is not proved",
    overridden: (accepted) => `taken on your own responsibility, and recorded: ${list(accepted)}`,
    refused: "refused: nothing of the document was written",
  },
  document: "document",
  about: "about",
  described: (bytes, mediaType) => `${inDigits(bytes, "byte")}, ${mediaType}, exactly as it was sealed`,
  id: (documentId) => `document ${documentId}`,
  deposit: "deposit",
  fetched: (service) => `fetched from ${service}, and it is what the code says`,
  notFetched: (service, bytes, until, once) =>
    `not fetched: ${inDigits(bytes, "byte")} at ${service} until ${until}${once ? ", for one reader only" : ""}`,
  seenBefore: (presentations) => `this document was shown before: ${listed(presentations)}`,
  anyoneCouldHaveMadeIt:
    "nothing proves who made this document: anyone with your public key could have. A trust list does: qrseal trust add",
  clockSetBack: (newest) =>
    `this machine's clock stands before ${newest}, a date already seen in signed documents: set it right`,
};
