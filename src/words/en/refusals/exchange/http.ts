/** What `src/exchange/http` refuses, in English. */
import type { httpRefusals } from "../../../../exchange/http/refusals.ts";
import type { RefusalWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof httpRefusals> = {
  "service/port-in-use": (f) => ({
    says: `another program listens on ${f.host} port ${f.port} already`,
    hint: "stop it, or choose another port with --port",
  }),
  "service/cannot-listen": (f) => ({
    says: `the service cannot listen on ${f.host} port ${f.port} (${f.reason})`,
    hint: "ports under 1024 need a privilege; check also that the host is an address of this machine",
  }),
  "service/bad-certificate": (f) => ({
    says: `expected certificates in PEM, found something else: ${f.path}`,
    hint: "name the certificate first and those of its authorities after it, in one file",
  }),
  "service/bad-key": (f) => ({
    says: `expected a private key in PEM without a passphrase, found something else: ${f.path}`,
    hint: "name the key that the certificate was asked for with; protect the file by its permissions",
  }),
  "service/key-mismatch": (f) => ({
    says: `the certificate and the key do not belong together: ${f.certificate}, ${f.key}`,
    hint: "name the key that this certificate was asked for with",
  }),
};
