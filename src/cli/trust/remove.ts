/** qrseal trust remove: takes an issuer out of the desk's own list. What the authority's bundle says stays. */
import { failure, term } from "../refusals.ts";
import type { CommonOptions, Host } from "../host.ts";
import { changeTrust, ownListPath } from "../../office/folder/truststore.ts";
import { changedList, issuerFacts, secondsOf, toldIssuer } from "./entries.ts";
import { entriesCalled } from "./keys.ts";

export interface RemoveOptions extends CommonOptions {
  readonly keys: string;
}

export async function removeIssuer(wanted: string, options: RemoveOptions, host: Host): Promise<void> {
  const now = secondsOf(host.now());
  const { removed, alsoInBundle } = await changeTrust(options.keys, ({ own, bundle }) => {
    const issuers = own?.issuers ?? [];
    const removed = entriesCalled(wanted, issuers);
    const [first] = removed;
    if (first === undefined) {
      const isInBundle = entriesCalled(wanted, bundle?.issuers ?? []).length > 0;
      const where = isInBundle ? term("own-list-of-bundle") : term("own-list");
      throw failure("trust/not-found", { wanted, where });
    }
    const alsoInBundle = (bundle?.issuers ?? []).filter(
      ({ key }) => key.fingerprint === first.key.fingerprint,
    );
    return {
      own: changedList(own, now, { issuers: issuers.filter((issuer) => !removed.includes(issuer)) }),
      bundleText: null,
      outcome: { removed, alsoInBundle },
    };
  });
  const words = host.terminal.words.results.trust;
  await host.terminal.result(
    {
      list: ownListPath(options.keys),
      removed: removed.map(issuerFacts),
      alsoInBundle: alsoInBundle.map(issuerFacts),
    },
    [
      ...removed.map((issuer) => words.removed(toldIssuer(issuer))),
      ...alsoInBundle.map((issuer) => words.stillInBundle(toldIssuer(issuer))),
    ],
  );
}
