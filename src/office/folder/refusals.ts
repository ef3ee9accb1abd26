/** What the key folder refuses, and the files under it. */
import { coreRefusals, naming, raising, refusal } from "../../core/index.ts";
import type { CoreTerms, Term } from "../../core/index.ts";
import { clientRefusals } from "../../exchange/client/refusals.ts";
import { officeRefusals } from "../refusals.ts";
import type { OfficeTerms } from "../refusals.ts";

export const folderRefusals = {
  /** An output is also an input, or two outputs are one file; refused even with `--force`. */
  "usage/same-file": refusal<{ output: string | Term; other: string | Term; path: string }>("call"),
  /** No such file. */
  "input/not-found": refusal<{ what: Term; path: string | Term }>("input"),
  /** A folder where a file was expected. */
  "input/is-folder": refusal<{ what: Term; path: string | Term }>("input"),
  /** The system does not let us read it; the reason is in brackets. */
  "input/unreadable": refusal<{ what: Term; path: string | Term; reason: Term }>("input"),
  /** A file or stream without a byte. */
  "input/empty": refusal<{ what: Term; path: string | Term }>("input"),
  /** Larger than the limit for its kind (`src/core/limits.ts`). */
  "input/too-large": refusal<{ what: Term; path: string | Term; maxBytes: number }>("input"),
  /** The output's name is taken; the file is untouched. Another name, or `--force`. */
  "output/exists": refusal<{ path: string }>("place"),
  /** The output's folder does not exist. */
  "output/no-folder": refusal<{ path: string }>("place"),
  /** The output's name is a folder. */
  "output/is-folder": refusal<{ path: string }>("place"),
  /** No space left; nothing was written under the output's name. */
  "output/disk-full": refusal<{ path: string | Term }>("place"),
  /** The program we write to went away. */
  "output/broken-pipe": refusal("place"),
  /** `succession.json` in the key folder is damaged; never taken for an empty record. */
  "key/bad-succession": refusal<{ path: string; problem: Term }>("input"),
  /** `trust.txt` or `trust-bundle.txt` in the key folder is damaged; never taken for an empty list. */
  "trust/store-damaged": refusal<{ path: string; problem: Term }>("damaged"),
  /** Other commands kept changing the list; nothing was changed. */
  "trust/busy": refusal<{ path: string }>("place"),
  /** A file to merge holds a line that is no presentation; nothing was merged from it. */
  "register/not-a-register": refusal<{ path: string; line: number }>("input"),
  /** `services.json` in the key folder is damaged; never taken for an empty record. */
  "exchange/bad-record": refusal<{ path: string }>("input"),
};

export interface FolderTerms {
  document: [];
  "trust-list": [];
  register: [];
  "key-folder": [];
  successions: [];
  "other-register": [];
  "audit-log": [];
  "known-services": [];
  "standard-input": [];
  "disk-read-only": [];
  "disk-error": [];
  "in-use": [];
  "changed-by-another": [];
  "name-too-long": [];
  "links-in-a-circle": [];
  "path-through-file": [];
  "file-in-the-way": [];
  "name-not-allowed": [];
  "not-successions": [];
  "list-empty": [];
  "dangling-link": [];
  "bundle-missing": [];
  "authority-not-named": [];
  "authority-did-not-sign": [];
  "signature-broken": [];
  "no-entry": [];
  "head-missing": [];
  "written-further-down": [];
  "foreign-line-before": [];
  "copied-line": [];
  "chain-broken": [];
}

export const failure = raising({ ...folderRefusals, ...officeRefusals, ...coreRefusals, ...clientRefusals });

export const term = naming<FolderTerms & OfficeTerms & CoreTerms>();
