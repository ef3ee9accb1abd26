/** qrseal trust list: who is believed, what is revoked, and which of the two lists says so. */
import { shortFingerprint } from "../../core/index.ts";
import type { TrustList } from "../../core/index.ts";
import { showAge, showTime } from "../dates.ts";
import type { CommonOptions, Host } from "../host.ts";
import { readTrustStore } from "../../office/folder/truststore.ts";
import type { TrustStore } from "../../office/folder/truststore.ts";
import {
  describeIssuer,
  describeRevocation,
  issuerFacts,
  keyFacts,
  revocationFacts,
  secondsOf,
} from "./entries.ts";

export interface ListOptions extends CommonOptions {
  readonly keys: string;
}

type Source = "own" | "bundle";
const sourceNames: Readonly<Record<Source, string>> = { own: "own list", bundle: "bundle" };

export async function listTrust({ keys: folder }: ListOptions, host: Host): Promise<void> {
  const store = await readTrustStore(folder);
  const lists = [
    { source: "own" as const, list: store.own },
    { source: "bundle" as const, list: store.bundle },
  ].flatMap(({ source, list }) => (list === null ? [] : [{ source, list }]));
  const now = secondsOf(host.now());
  const authority = store.own?.authority ?? null;
  await host.terminal.result(
    {
      folder,
      authority: authority === null ? null : keyFacts(authority),
      own: store.own === null ? null : { madeAt: showTime(store.own.madeAt) },
      bundle:
        store.bundle === null
          ? null
          : { madeAt: showTime(store.bundle.madeAt), ageSeconds: ageOf(store.bundle, now) },
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
      ? [`no trust list in ${folder}: nobody's signature is known here; qrseal trust add or import makes one`]
      : [
          ...describeOrigins(store, now),
          ...lists.flatMap(({ source, list }) => describeList(source, list, lists)),
        ],
  );
}

/** A clock may have been set back since. */
const ageOf = ({ madeAt }: TrustList, now: number): number => Math.max(0, now - madeAt);

function describeOrigins({ own, bundle }: TrustStore, now: number): string[] {
  const authority = own?.authority ?? null;
  return [
    ...(own === null ? [] : [`own list  changed ${showTime(own.madeAt)}`]),
    bundle === null || authority === null
      ? "bundle    none was imported yet"
      : `bundle    made ${showTime(bundle.madeAt)}, ${showAge(ageOf(bundle, now))}, signed by the authority ${shortFingerprint(authority.fingerprint)}`,
  ];
}

function describeList(
  source: Source,
  { issuers, revokedKeys, revokedDocuments }: TrustList,
  lists: readonly { readonly list: TrustList }[],
): string[] {
  const known = lists.flatMap(({ list }) => list.issuers);
  const nameOf = (fingerprint: string): string => {
    const issuer = known.find(({ key }) => key.fingerprint === fingerprint);
    return `${shortFingerprint(fingerprint)}${issuer === undefined ? "" : ` of ${issuer.name}`}`;
  };
  const from = `(${sourceNames[source]})`;
  return [
    ...issuers.map((issuer) => `issuer    ${describeIssuer(issuer)}  ${from}`),
    ...revokedKeys.map(
      (revoked) =>
        `revoked   key ${nameOf(revoked.fingerprint)} since ${describeRevocation(revoked)}  ${from}`,
    ),
    ...revokedDocuments.map(
      (revoked) => `revoked   document ${revoked.documentId} since ${describeRevocation(revoked)}  ${from}`,
    ),
  ];
}
