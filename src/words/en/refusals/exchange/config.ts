/** What `src/exchange/config` refuses, in English. */
import type { configRefusals } from "../../../../exchange/config/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof configRefusals> = {
  "service/unknown-setting": (f) => ({
    says: `there is no setting ${f.setting} (${f.origin})`,
    hint: "qrseal serve --print-config shows the names of all settings",
  }),
  "service/bad-setting": (f) => ({
    says: `the setting ${f.setting} is not as expected (${f.origin}): expected ${f.form}`,
    hint: "docs/EXCHANGE.md describes every setting",
  }),
  "service/bad-config-file": (f) => ({
    says: `expected one JSON object with settings, found something else: ${f.path}`,
    hint: "qrseal serve --print-config shows the names of all settings",
  }),
  "service/needs-another": (f) => ({
    says: `the setting ${f.setting} (${f.origin}) needs ${f.other} beside it`,
    hint: "give both or none",
  }),
  "service/conflict": (f) => ({
    says: `the settings ${f.setting} and ${f.other} cannot go together`,
    hint: "leave one of them out",
  }),
  "service/plain-http": (f) => ({
    says: `plain HTTP is for this machine alone, and ${f.host} can be reached from others`,
    hint: "leave --plain-http out, or listen on 127.0.0.1 behind a proxy that speaks TLS",
  }),
  "service/file-unreadable": (f) => ({
    says: `the file of the setting ${f.setting} cannot be read: ${f.path} (${f.reason})`,
    hint: "check the name, and that the service may read it",
  }),
  "service/data-folder": (f) => ({
    says: `the service cannot write into its data folder: ${f.path} (${f.reason})`,
    hint: "make the folder and give it to whoever runs the service, or name another with --data",
  }),
  "service/bad-admin-token": (f) => ({
    says: `expected one line of at least 32 letters, digits and - . _ ~ + / as the token, found something else: ${f.path}`,
    hint: "take the file away and start again: a new one is made",
  }),
};
