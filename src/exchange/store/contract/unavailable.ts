/** The store cannot serve now: closed, its disk full, its server away. The same call may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}
