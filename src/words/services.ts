/** What is said of the refusals of a service, by the code that the service gives them. */
import type { refusals } from "../exchange/protocol/refusals.ts";

/** Those that a command of ours can meet. */
type MetRefusals = Pick<
  typeof refusals,
  | "request/too-large"
  | "request/too-many"
  | "deposit/unknown"
  | "deposit/too-large"
  | "deposit/over-quota"
  | "gateway/unknown-name"
  | "gateway/upstream-unreachable"
  | "gateway/upstream-late"
  | "gateway/upstream-too-large"
  | "gateway/upstream-redirects"
  | "signature/missing"
  | "signature/expired"
  | "signature/early"
  | "signature/invalid"
  | "participant/pending"
  | "participant/suspended"
  | "participant/wrong-certificate"
  | "participant/name-refused"
  | "deposit/too-long"
  | "participant/name-taken"
  | "participant/key-taken"
  | "participant/changed"
  | "participant/unknown"
  | "participant/not-yours"
  | "admin/refused"
  | "service/unavailable"
  | "service/stopping"
  | "service/bug"
>;

/** Those about which somebody at a desk can do something. */
type RemediedRefusals = Pick<
  typeof refusals,
  | "signature/missing"
  | "signature/expired"
  | "signature/early"
  | "signature/invalid"
  | "participant/pending"
  | "participant/suspended"
  | "participant/name-refused"
  | "participant/name-taken"
  | "participant/key-taken"
  | "participant/changed"
  | "participant/unknown"
  | "participant/not-yours"
  | "admin/refused"
  | "deposit/unknown"
  | "deposit/too-large"
  | "deposit/too-long"
  | "deposit/over-quota"
  | "gateway/unknown-name"
>;

/** Their sentences, which every service says in English itself. */
export type ServiceSentences = { readonly [Code in keyof MetRefusals]: string };

export interface Remedies {
  readonly known: { readonly [Code in keyof RemediedRefusals]: string };
  /** Whatever stands at that address speaks for itself: a status, and no code of ours. */
  readonly ofAnother: string;
  readonly unknown: string;
}

export function remedyAmong({ known, ofAnother, unknown }: Remedies, refusal: string): string {
  if (Object.hasOwn(known, refusal)) return known[refusal as keyof RemediedRefusals];
  return refusal.startsWith("HTTP ") ? ofAnother : unknown;
}
