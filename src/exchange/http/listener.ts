/** The listening server under the application: TLS or plain, and patience with slow clients, all stated here. */
import { createServer as createPlainServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import { limits } from "../../core/limits.ts";

/** Milliseconds, and counts, after which a client is let go. */
export interface Patience {
  readonly handshakeMilliseconds: number;
  readonly headersMilliseconds: number;
  readonly requestMilliseconds: number;
  readonly checkMilliseconds: number;
  readonly silenceMilliseconds: number;
  readonly keepMilliseconds: number;
  readonly requestsPerConnection: number;
  readonly connections: number;
}

export const usualPatience: Patience = {
  handshakeMilliseconds: limits.exchangeHandshakeMilliseconds,
  headersMilliseconds: limits.exchangeHeadersMilliseconds,
  requestMilliseconds: limits.exchangeRequestMilliseconds,
  checkMilliseconds: limits.exchangeCheckMilliseconds,
  silenceMilliseconds: limits.exchangeSilenceMilliseconds,
  keepMilliseconds: limits.exchangeKeepMilliseconds,
  requestsPerConnection: limits.exchangeRequestsPerConnection,
  connections: limits.exchangeServiceConnections,
};

/**
 * TLS 1.2 with forward secrecy and authenticated encryption only (RFC 9325 §4.2), 1.3 where the client can.
 * Node's own list still has CBC with SHA-1, RSA key transport, CCM8 and ARIA.
 */
export const tlsRules = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
  honorCipherOrder: true,
  ecdhCurve: "X25519:P-256:P-384",
} as const satisfies SecureContextOptions & TlsOptions;

/** What a client is shown, and which certificates of clients are asked for: `cert`, `key`, `ca`, `requestCert` … */
export type Credentials = Pick<TlsOptions, "cert" | "key" | "ca" | "requestCert" | "rejectUnauthorized">;

export function createListener(
  handler: RequestListener,
  credentials: Credentials | null,
  patience: Patience,
): Server {
  const options = {
    headersTimeout: patience.headersMilliseconds,
    requestTimeout: patience.requestMilliseconds,
    connectionsCheckingInterval: patience.checkMilliseconds,
    keepAliveTimeout: patience.keepMilliseconds,
    noDelay: true,
  };
  const server =
    credentials === null
      ? createPlainServer(options, handler)
      : createTlsServer(
          { ...options, ...tlsRules, ...credentials, handshakeTimeout: patience.handshakeMilliseconds },
          handler,
        );
  server.maxRequestsPerSocket = patience.requestsPerConnection;
  server.maxConnections = patience.connections;
  server.setTimeout(patience.silenceMilliseconds);
  return server;
}
