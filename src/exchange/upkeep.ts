/** What a running service does now and then, asked by nobody. */
import { describeDefect } from "./http/logging.ts";
import type { App } from "./http/routes.ts";
import type { UpkeepStore } from "./store/contract/upkeepstore.ts";
import type { VaultStore } from "./store/contract/vaultstore.ts";

const KEY_REFRESH_MILLISECONDS = 30_000;
const SWEEP_MILLISECONDS = 60_000;
const CERTIFICATE_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;

export interface Upkeep {
  readonly store: UpkeepStore & VaultStore;
  /** Days that the vault keeps a record; 0 is for ever. */
  readonly vaultDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly refreshKeys: () => Promise<void>;
  readonly reloadCertificate: () => Promise<void>;
}

/** Begins it. What is returned ends it. */
export function startUpkeep(app: App, upkeep: Upkeep): () => void {
  const logged = (what: string, work: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      app.log.error({ defect: describeDefect(error) }, what);
    }
  };
  const timers = [
    every(KEY_REFRESH_MILLISECONDS, logged("keys not refreshed", upkeep.refreshKeys)),
    every(
      SWEEP_MILLISECONDS,
      logged("expired records not removed", () => sweep(upkeep)),
    ),
    every(CERTIFICATE_MILLISECONDS, upkeep.reloadCertificate),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

async function sweep({ store, vaultDays, now }: Upkeep): Promise<void> {
  await store.removeExpired(now());
  if (vaultDays > 0) await store.removeVaultRecordsBefore(now() - vaultDays * DAY_MILLISECONDS);
}

/** Never holds the process up, and never runs twice at the same time. */
function every(milliseconds: number, work: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  return setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    void work().finally(() => (isRunning = false));
  }, milliseconds).unref();
}
