/** One or more of every fact, with the fullest and the barest details it can have. */
import { fact } from "../../../../src/core/index.ts";
import type { Fact, FactCode } from "../../../../src/core/index.ts";

const DAY = 86_400;
export const MOMENT = 20_000 * DAY + 8 * 3600 + 15 * 60;
const early = { at: "2026-01-02T03:04:05Z", desk: "QUAI 4" };
const late = { at: "2026-05-06T07:08:09Z", desk: "PORTE 9" };
const age = { listMadeAt: MOMENT - 66 * DAY, daysOld: 66 };
const picture = { format: "png", width: 640, height: 480, version: 17 };

export const samples: { readonly [C in FactCode]: readonly Extract<Fact, { code: C }>[] } = {
  "readable/yes": [
    sample("readable/yes", { format: "compact", characters: 1234, picture }),
    sample("readable/yes", { format: "classic", characters: 1234, picture: { ...picture, version: null } }),
    sample("readable/yes", { format: "jwe", characters: 1234, picture: null }),
  ],
  "for-me/yes": [sample("for-me/yes", { key: "PORT", fingerprint: "aaaa-1111" })],
  "for-me/succession": [
    sample("for-me/succession", { key: "PORT", fingerprint: "aaaa-1111", predecessor: "bbbb-2222" }),
  ],
  "for-me/forwarded": [sample("for-me/forwarded", { signedFor: ["cccc-3333", "dddd-4444"] })],
  "authentic/yes": [
    sample("authentic/yes", { issuer: "ANAE", speaksFor: "SOKODARA", fingerprint: "aaaa-1111" }),
    sample("authentic/yes", { issuer: "ANAE", speaksFor: null, fingerprint: "aaaa-1111" }),
  ],
  "authentic/unsigned": [sample("authentic/unsigned", {})],
  "authentic/unknown-issuer": [
    sample("authentic/unknown-issuer", { fingerprint: "aaaa-1111", calledItself: "TRESOR" }),
    sample("authentic/unknown-issuer", { fingerprint: "aaaa-1111", calledItself: null }),
  ],
  "authentic/bad-signature": [sample("authentic/bad-signature", { issuer: "ANAE" })],
  "authentic/outside-key-dates": [
    sample("authentic/outside-key-dates", { issuer: "ANAE", signedAt: MOMENT, from: DAY, until: 2 * DAY }),
    sample("authentic/outside-key-dates", { issuer: "ANAE", signedAt: MOMENT, from: null, until: 2 * DAY }),
    sample("authentic/outside-key-dates", { issuer: "ANAE", signedAt: MOMENT, from: DAY, until: null }),
  ],
  "in-date/yes": [sample("in-date/yes", { signedAt: MOMENT, until: MOMENT + DAY })],
  "in-date/no-end": [sample("in-date/no-end", { signedAt: MOMENT })],
  "in-date/expired": [sample("in-date/expired", { until: MOMENT })],
  "in-date/not-yet": [sample("in-date/not-yet", { from: MOMENT })],
  "in-date/undated": [sample("in-date/undated", {})],
  "not-revoked/yes": [
    sample("not-revoked/yes", { listMadeAt: MOMENT, daysOld: 0 }),
    sample("not-revoked/yes", { listMadeAt: MOMENT, daysOld: 1 }),
    sample("not-revoked/yes", { listMadeAt: MOMENT, daysOld: 77 }),
  ],
  "not-revoked/key": [
    sample("not-revoked/key", { issuer: "ANAE", at: MOMENT, reason: "VOLEE", ...age }),
    sample("not-revoked/key", { issuer: "ANAE", at: MOMENT, reason: null, ...age }),
  ],
  "not-revoked/document": [
    sample("not-revoked/document", { at: MOMENT, reason: "RETIRE", ...age }),
    sample("not-revoked/document", { at: MOMENT, reason: null, ...age }),
  ],
  "not-revoked/unknown": [sample("not-revoked/unknown", {})],
  "first-time/yes": [sample("first-time/yes", { desk: "QUAI 4" }), sample("first-time/yes", { desk: null })],
  "first-time/no": [
    sample("first-time/no", { earlier: [early] }),
    sample("first-time/no", { earlier: [early, late] }),
  ],
  "first-time/not-kept": [sample("first-time/not-kept", {})],
};

function sample<C extends FactCode>(
  code: C,
  details: Extract<Fact, { code: C }>["details"],
): Extract<Fact, { code: C }> {
  return fact(code, "bad", details as never) as Extract<Fact, { code: C }>;
}

export const allSamples: readonly Fact[] = Object.values(samples).flat();
