/** From error codes to exit statuses: the one table, small numbers, never renumbered. docs/ERRORS.md repeats it. */
import type { ErrorCode } from "../core/index.ts";

export const exitStatuses = {
  done: 0,
  ourBug: 1,
  /** The command cannot be carried out as it was given: its options, or the place it should write to. */
  usage: 2,
  inputUnreadable: 3,
  noKeyOpensIt: 4,
  damagedOrForged: 5,
  notTrusted: 6,
  serviceUnreachable: 7,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatuses)[keyof typeof exitStatuses];

const { ourBug, usage, inputUnreadable, noKeyOpensIt, damagedOrForged, interrupted } = exitStatuses;

export const exitStatusOf: Readonly<Record<ErrorCode, ExitStatus>> = {
  "usage/bad-option": usage,
  "usage/missing-input": usage,
  "usage/conflict": usage,
  "usage/same-file": usage,
  "usage/binary-on-terminal": usage,
  "input/not-found": inputUnreadable,
  "input/is-folder": inputUnreadable,
  "input/unreadable": inputUnreadable,
  "input/empty": inputUnreadable,
  "input/too-large": inputUnreadable,
  "output/exists": usage,
  "output/no-folder": usage,
  "output/is-folder": usage,
  "output/not-writable": usage,
  "output/disk-full": usage,
  "output/broken-pipe": usage,
  "document/not-json": inputUnreadable,
  "document/not-utf8": inputUnreadable,
  "document/opened-not-json": inputUnreadable,
  "document/too-large": inputUnreadable,
  "image/unsupported": inputUnreadable,
  "image/too-many-pixels": inputUnreadable,
  "image/damaged": inputUnreadable,
  "qr/none-found": inputUnreadable,
  "qr/not-an-envelope": inputUnreadable,
  "qr/several-envelopes": inputUnreadable,
  "qr/too-large": usage,
  "envelope/not-recognised": inputUnreadable,
  "envelope/malformed": damagedOrForged,
  "envelope/unsupported": damagedOrForged,
  "open/not-for-this-key": noKeyOpensIt,
  "open/damaged": damagedOrForged,
  "open/bad-compression": damagedOrForged,
  "open/too-large": damagedOrForged,
  "key/not-found": inputUnreadable,
  "key/not-a-key": inputUnreadable,
  "key/private-needed": inputUnreadable,
  "key/public-needed": inputUnreadable,
  "key/wrong-type": inputUnreadable,
  "key/bad-size": inputUnreadable,
  "key/bad-exponent": inputUnreadable,
  "key/unknown-protection": inputUnreadable,
  "key/costly-protection": inputUnreadable,
  "key/exists": usage,
  "passphrase/wrong": noKeyOpensIt,
  "passphrase/no-terminal": usage,
  "passphrase/mismatch": usage,
  "passphrase/empty": usage,
  "passphrase/not-text": usage,
  "passphrase/interrupted": interrupted,
  "internal/bug": ourBug,
};
