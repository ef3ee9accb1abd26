/** What the service refuses of its settings and of the files they name. */
import { naming, raising, refusal } from "../../core/refusal.ts";
import { groundRefusals } from "../../core/refusals.ts";
import type { GroundTerms } from "../../core/refusals.ts";

export const configRefusals = {
  /** A name in the configuration file, or a variable QRSEAL_SERVE_…, that is no setting. */
  "service/unknown-setting": refusal<{ setting: string; origin: string }>("call"),
  /** A setting of another kind or outside its bounds; its value is never repeated. */
  "service/bad-setting": refusal<{ setting: string; origin: string; form: string }>("call"),
  /** The configuration file is not one JSON object. */
  "service/bad-config-file": refusal<{ path: string }>("input"),
  /** A certificate without its key, or a key without its certificate. */
  "service/needs-another": refusal<{ setting: string; other: string; origin: string }>("call"),
  /** Two settings that exclude each other. */
  "service/conflict": refusal<{ setting: string; other: string }>("call"),
  /** Plain HTTP on an address that other machines reach. */
  "service/plain-http": refusal<{ host: string }>("call"),
  /** A file that a setting names cannot be read. */
  "service/file-unreadable": refusal<{ setting: string; path: string; reason: string }>("input"),
  /** The data folder cannot be made or written. */
  "service/data-folder": refusal<{ path: string; reason: string }>("place"),
  /** The administration's token file holds something else than a token. */
  "service/bad-admin-token": refusal<{ path: string }>("input"),
};

export const failure = raising({ ...configRefusals, ...groundRefusals });

export const term = naming<GroundTerms>();
