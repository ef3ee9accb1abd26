/** From what kind of trouble a refusal is to exit statuses: small numbers, never renumbered. docs/ERRORS.md has them by code. */
import type { Fault } from "../core/index.ts";

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

const statusOfFault: Readonly<Record<Fault, ExitStatus>> = {
  bug: exitStatuses.ourBug,
  call: exitStatuses.usage,
  place: exitStatuses.usage,
  input: exitStatuses.inputUnreadable,
  "no-key": exitStatuses.noKeyOpensIt,
  damaged: exitStatuses.damagedOrForged,
  "not-trusted": exitStatuses.notTrusted,
  service: exitStatuses.serviceUnreachable,
  interrupted: exitStatuses.interrupted,
};

/** A fault that a program made up for a kind of key of its own is ours to tell, and never a success. */
export const exitStatusOf = ({ fault }: { readonly fault: Fault }): ExitStatus =>
  Object.hasOwn(statusOfFault, fault) ? statusOfFault[fault] : exitStatuses.ourBug;
