/** qrseal trust import: takes the authority's bundle, and the first time pins whose bundles this desk takes. */
import { limits, openBundle, shortFingerprint } from "../../core/index.ts";
import type { TrustList, VerifyingKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { showTime } from "../dates.ts";
import { readInput } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { looking } from "../looking.ts";
import { checkOneInputOnStdin } from "../files/plan.ts";
import { bundlePath, changeTrust } from "../../office/folder/truststore.ts";
import type { TrustChange, TrustStore } from "../../office/folder/truststore.ts";
import { readIssuerKey } from "./add.ts";
import { findBundle } from "./carrier.ts";
import type { CarriedBundle } from "./carrier.ts";
import { changedList, countEntries, keyFacts, secondsOf } from "./entries.ts";

export interface ImportOptions extends CommonOptions {
  readonly keys: string;
  readonly signedBy?: string;
  readonly force?: boolean;
}

/** How the authority came to be the one of this desk. */
type Pinning = "before" | "now" | "changed";

interface Imported {
  readonly list: TrustList;
  readonly authority: VerifyingKey;
  readonly pinned: Pinning;
  /** The present bundle was given again. */
  readonly isSame: boolean;
  /** Issuers and revocations of a former authority's bundle, which count no more. */
  readonly dropped: TrustList | null;
}

export async function importBundle(file: string, options: ImportOptions, host: Host): Promise<void> {
  checkOneInputOnStdin([
    { option: term("bundle"), path: file },
    ...(options.signedBy === undefined ? [] : [{ option: "--signed-by", path: options.signedBy }]),
  ]);
  const input = await readInput(file, term("trust-bundle"), limits.pictureFileBytes, host.stdin);
  const done = host.terminal.progress(host.terminal.notices.readingBundle);
  const carried = await looking({ ...options, effort: "normal" }, host, (look) =>
    findBundle(input, look).finally(done),
  );
  const named = options.signedBy === undefined ? null : await readIssuerKey(options.signedBy, host);
  const now = secondsOf(host.now());
  const imported = await changeTrust(options.keys, (store) =>
    takeBundle(store, carried, named, options.force === true, now),
  );
  const { list, authority, pinned, isSame, dropped } = imported;
  if (dropped !== null) {
    host.terminal.warn(host.terminal.notices.formerBundleDropped(countEntries(dropped)));
  }
  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      bundle: { file: bundlePath(options.keys), madeAt: showTime(list.madeAt), ...countEntries(list) },
      authority: { ...keyFacts(authority), pinned },
      alreadyThere: isSame,
    },
    [
      words.received(showTime(list.madeAt), countEntries(list)),
      words.authority(shortFingerprint(authority.fingerprint), pinned),
      isSame ? words.unchanged : words.imported(bundlePath(options.keys)),
    ],
  );
}

/** Throws trust/no-authority, trust/other-authority, trust/not-by-authority, trust/from-future or trust/older. */
async function takeBundle(
  { own, bundle: present, bundleText }: TrustStore,
  { bundle, text }: CarriedBundle,
  named: VerifyingKey | null,
  force: boolean,
  now: number,
): Promise<TrustChange<Imported>> {
  const former = own?.authority ?? null;
  const authority = named ?? former;
  if (authority === null) throw failure("trust/no-authority", {});
  const pinned =
    former === null ? "now" : former.fingerprint === authority.fingerprint ? "before" : "changed";
  if (former !== null && pinned === "changed" && !force) {
    throw failure("trust/other-authority", {
      authority: shortFingerprint(former.fingerprint),
      named: shortFingerprint(authority.fingerprint),
    });
  }
  const list = await openBundle(bundle, authority);
  if (list === null) {
    throw failure("trust/not-by-authority", {
      authority: shortFingerprint(authority.fingerprint),
      found: shortFingerprint(bundle.signerId),
    });
  }
  const imported = { list, authority, pinned } as const;
  const isSame = pinned === "before" && bundleText !== null && Buffer.compare(bundleText, text) === 0;
  if (isSame) return { own: null, bundleText: null, outcome: { ...imported, isSame, dropped: null } };

  if (list.madeAt > now + limits.clockSkewSeconds)
    throw failure("trust/from-future", { madeAt: showTime(list.madeAt), now: showTime(now) });
  // The dates of two authorities are not of one series.
  if (pinned === "before" && present !== null && list.madeAt < present.madeAt)
    throw failure("trust/older", { madeAt: showTime(list.madeAt), present: showTime(present.madeAt) });
  return {
    own: pinned === "before" ? null : changedList(own, own?.madeAt ?? now, { authority }),
    bundleText: text,
    outcome: { ...imported, isSame, dropped: pinned === "changed" ? present : null },
  };
}
