/** qrseal trust list: who is believed, what is revoked, and which of the two lists says so. */
import { shortFingerprint } from "../../core/index.ts";
import type { TrustList } from "../../core/index.ts";
import { ageOf, showTime } from "../dates.ts";
import type { CommonOptions, Host } from "../host.ts";
import { readTrustStore } from "../../office/folder/truststore.ts";
import type { TrustStore } from "../../office/folder/truststore.ts";
import { issuerFacts, keyFacts, revocationFacts, secondsOf, toldIssuer } from "./entries.ts";
import type { Results } from "../../words/index.ts";

export interface ListOptions extends CommonOptions {
  readonly keys: string;
}

type Source = "own" | "bundle";

export async function listTrust({ keys: folder }: ListOptions, host: Host): Promise<void> {
  const store = await readTrustStore(folder);
  const lists = [
    { source: "own" as const, list: store.own },
    { source: "bundle" as const, list: store.bundle },
  ].flatMap(({ source, list }) => (list === null ? [] : [{ source, list }]));
  const now = secondsOf(host.now());
  const authority = store.own?.authority ?? null;
  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      folder,
      authority: authority === null ? null : keyFacts(authority),
      own: store.own === null ? null : { madeAt: showTime(store.own.madeAt) },
      bundle:
        store.bundle === null
          ? null
          : { madeAt: showTime(store.bundle.madeAt), ageSeconds: secondsSince(store.bundle, now) },
      issuers: lists.flatMap(({ source, list }) =>
        list.issuers.map((issuer) => ({ ...issuerFacts(issuer), source })),
      ),
      revokedKeys: lists.flatMap(({ source, list }) =>
        list.revokedKeys.map((revoked) => ({ ...keyFacts(revoked), ...revocationFacts(revoked), source })),
      ),
      revokedDocuments: lists.flatMap(({ source, list }) =>
        list.revokedDocuments.map((revoked) => ({
          documentId: revoked.documentId,
          ...revocationFacts(revoked),
          source,
        })),
      ),
    },
    lists.length === 0
      ? [words.none(folder)]
      : [
          ...tellOrigins(store, now, words),
          ...lists.flatMap(({ source, list }) => tellList(source, list, lists, words)),
        ],
  );
}

/** A clock may have been set back since. */
const secondsSince = ({ madeAt }: TrustList, now: number): number => Math.max(0, now - madeAt);

function tellOrigins({ own, bundle }: TrustStore, now: number, words: Results["trust"]): string[] {
  const authority = own?.authority ?? null;
  return [
    ...(own === null ? [] : [words.ownList(showTime(own.madeAt))]),
    bundle === null || authority === null
      ? words.noBundle
      : words.bundle(
          showTime(bundle.madeAt),
          ageOf(secondsSince(bundle, now)),
          shortFingerprint(authority.fingerprint),
        ),
  ];
}

function tellList(
  source: Source,
  { issuers, revokedKeys, revokedDocuments }: TrustList,
  lists: readonly { readonly list: TrustList }[],
  words: Results["trust"],
): string[] {
  const known = lists.flatMap(({ list }) => list.issuers);
  const nameOf = (fingerprint: string): string | null =>
    known.find(({ key }) => key.fingerprint === fingerprint)?.name ?? null;
  return [
    ...issuers.map((issuer) => words.issuer(toldIssuer(issuer), source)),
    ...revokedKeys.map(({ fingerprint, ...revoked }) =>
      words.revokedKey(shortFingerprint(fingerprint), nameOf(fingerprint), revocationFacts(revoked), source),
    ),
    ...revokedDocuments.map((revoked) =>
      words.revokedDocument(revoked.documentId, revocationFacts(revoked), source),
    ),
  ];
}
