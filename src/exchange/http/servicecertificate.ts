/** The certificate that the service is to show, and taking up another while it runs. */
import { changeCredentials } from "./app.ts";
import { ownCertificate, readCertificate } from "./certificate.ts";
import type { OwnCertificate, OwnCertificateOptions, ServiceCertificate } from "./certificate.ts";
import { describeDefect } from "./logging.ts";
import type { App } from "./routes.ts";

/** Settings of the service, by their names. */
export interface CertificateSettings {
  readonly data: string;
  readonly host: string;
  readonly authority: string | null;
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
  readonly clientCa: string | null;
}

/** The operator's where the settings name one, else the service's own, made where there is none. Throws as these do. */
export async function loadCertificate(
  { data, host, authority, tlsCert, tlsKey, clientCa }: CertificateSettings,
  { now, restrict }: Pick<OwnCertificateOptions, "now" | "restrict">,
): Promise<OwnCertificate> {
  if (tlsCert !== null && tlsKey !== null) {
    return { ...(await readCertificate(tlsCert, tlsKey, clientCa)), made: null };
  }
  const called = authority === null ? [] : [new URL(`https://${authority}`).hostname.replace(/^\[|\]$/g, "")];
  return ownCertificate({ folder: data, hosts: [host, ...called], clientCa, now, restrict });
}

/** What reads the certificate again, and shows it to connections that are made from then on. */
export function certificateReload(
  app: App,
  load: () => Promise<OwnCertificate>,
  loaded: ServiceCertificate,
): () => Promise<void> {
  let current = loaded.credentials;
  return async () => {
    try {
      const { credentials, fingerprint, made } = await load();
      if (credentials.cert === current.cert && credentials.key === current.key) return;
      current = credentials;
      changeCredentials(app, credentials);
      app.log.warn(
        { fingerprint },
        made === "renewed" ? "certificate expired: a new one is shown" : "certificate changed",
      );
    } catch (error) {
      app.log.error({ defect: describeDefect(error) }, "certificate not reloaded: the one in use stays");
    }
  };
}
