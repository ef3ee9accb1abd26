/** What `src/exchange/client` refuses, in English. */
import type { clientRefusals, ClientTerms } from "../../../../exchange/client/refusals.ts";
import { number } from "../../numbers.ts";
import { remedyFor } from "../../remedies.ts";
import { minuteOf } from "../../../moments.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof clientRefusals> = {
  "deposit/expired": (f) => ({
    says: `the document lay at ${f.url} until ${minuteOf(f.until)}, and is not kept any more`,
    hint: "ask its issuer to deposit it again and for a new code",
  }),
  "deposit/gone": (f) => ({
    says: `the document is not at ${f.url} any more: whoever deposited it removed it`,
    hint: "ask its issuer for a new code",
  }),
  "deposit/collected": (f) => ({
    says: `the document was for one reader only, and was collected already from ${f.url}`,
    hint: "qrseal register list tells whether it was this desk; if it was nobody of yours, tell the issuer at once",
  }),
  "deposit/claimed": (f) => ({
    says: `the document is for one reader only, and another one is collecting it from ${f.url}`,
    hint: "ask whoever else has this code or your key; if it was nobody of yours, tell the issuer at once",
  }),
  "deposit/incomplete": (f) => ({
    says: `the document is not completely at ${f.url} yet`,
    hint: "try again later; if it stays so, tell its issuer that the upload was not finished",
  }),
  "exchange/bad-address": (f) => ({
    says: `the service cannot be called as it is named: ${f.url}: ${f.problem}`,
    hint: "give the address as its operator tells it, as https://exchange.example:5443",
  }),
  "exchange/unreachable": (f) => ({
    says: `the service cannot be reached: ${f.url} (${f.reason})`,
    hint: "check the address and this machine's network, or try again later",
  }),
  "exchange/unavailable": (f) => ({
    says: `the service ${f.url} cannot do this now: ${f.says} (${f.refusal})`,
    hint: "try again later; if it goes on, tell the service's operator",
  }),
  "exchange/refused": (f) => ({
    says: `the service ${f.url} refuses: ${f.says} (${f.refusal})`,
    hint: remedyFor(f.refusal),
  }),
  "exchange/not-the-service": (f) =>
    f.expected === null
      ? {
          says: `nobody known here vouches for the certificate of ${f.url}, whose fingerprint is ${f.found}`,
          hint: "if its operator confirms this fingerprint, give it with --service-certificate; else name the authority with --ca",
        }
      : {
          says: `the certificate of ${f.url} has the fingerprint ${f.found}, expected ${f.expected}`,
          hint: "nothing was sent; ask the service's operator whether its certificate was replaced, before you give the new one",
        },
  "exchange/other-keys": (f) => ({
    says: `the service ${f.url} shows the key ${f.found}, expected ${f.expected}, and nothing that was known vouches for it`,
    hint: "nothing was sent; ask its operator for the fingerprint of its RSA key, then give that with --pin",
  }),
  "exchange/bad-answer": (f) => ({
    says: `the answer of ${f.service} is not one of an exchange: ${f.problem}`,
    hint: "check that the address leads to an exchange, and that it is not older than this command",
  }),
};

export const terms: TermWords<ClientTerms> = {
  "receipt-of-other": "its receipt is not for what was sent",
  "receipt-not-signed": "its receipt is not signed by it",
  "other-part": "it is not the part that was asked for",
  "not-https": "it is no https:// address",
  "user-in-address": "it holds a user name or password",
  "more-than-host-and-path": "it holds more than a host and a path",
  "plain-http": "plain http:// is only for this machine",
  "certificate-fingerprint-malformed": "its certificate's fingerprint is not 64 hexadecimal digits",
  "nothing-answers": "nothing answers at this address",
  "no-such-machine": "no machine has this name",
  "name-not-looked-up": "the name cannot be looked up now",
  "no-way-there": "no way leads there",
  "connection-broken-off": "the connection was broken off",
  "no-answer-within": (seconds) => `no answer within ${number(seconds)} s`,
  "larger-than": (bytes) => `it is larger than ${number(bytes)} bytes`,
  "not-encrypted": "it is not encrypted",
  "not-for-this-call": "it was not encrypted for this call",
  "json-not-as-described": "its JSON is not as the description of the service says",
  "sends-on": "it sends to another place, and nobody is sent on",
  "no-tls": "it does not speak TLS",
  "challenge-not-for-key": "its challenge is not sealed for this key",
};
