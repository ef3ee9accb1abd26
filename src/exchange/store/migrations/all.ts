import { first } from "./001-first.ts";
import type { Migration } from "./migration.ts";

/** In order, numbered from 1 without a gap. */
export const migrations: readonly Migration[] = [first];
