/** What keeps the service from listening. */
import { raising, refusal } from "../../core/refusal.ts";
import { configRefusals } from "../config/refusals.ts";

export const httpRefusals = {
  /** The port is taken. */
  "service/port-in-use": refusal<{ host: string; port: number }>("place"),
  /** No right to the port, or an address that is not of this machine. */
  "service/cannot-listen": refusal<{ host: string; port: number; reason: string }>("place"),
  /** The file of the certificate, or of the clients' authorities, holds no certificates in PEM. */
  "service/bad-certificate": refusal<{ path: string }>("input"),
  /** The file of the certificate's key holds no private key, or a protected one. */
  "service/bad-key": refusal<{ path: string }>("input"),
  /** The certificate was made for another key. */
  "service/key-mismatch": refusal<{ certificate: string; key: string }>("input"),
};

export const failure = raising({ ...httpRefusals, ...configRefusals });
