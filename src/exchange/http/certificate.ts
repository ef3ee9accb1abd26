/** The service's certificate: the operator's, or one of its own that clients know by its fingerprint. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { isIP } from "node:net";
import path from "node:path";
import { failure } from "./refusals.ts";
import type { Credentials } from "./listener.ts";

export interface ServiceCertificate {
  readonly credentials: Credentials;
  /** SHA-256 of the certificate, lower case hexadecimal. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Leaves a file to its owner where modes cannot; false where the system would not. */
export type Restrict = (file: string) => Promise<boolean>;

const DAY = 86_400_000;
/** What browsers and Apple's systems accept at most of a certificate that is added by hand. */
const OWN_DAYS = 825;

/**
 * The certificate and key in these files, and the authorities of clients' certificates, if any. Throws
 * service/file-unreadable, service/bad-certificate, service/bad-key or service/key-mismatch.
 */
export async function readCertificate(
  certificateFile: string,
  keyFile: string,
  clientCaFile: string | null,
): Promise<ServiceCertificate> {
  const [certificate, key, clientCa] = await Promise.all([
    readText("tlsCert", certificateFile),
    readText("tlsKey", keyFile),
    clientCaFile === null ? null : readText("clientCa", clientCaFile),
  ]);
  const first = firstCertificate(certificate, certificateFile);
  if (!first.checkPrivateKey(privateKey(key, keyFile))) {
    throw failure("service/key-mismatch", { certificate: certificateFile, key: keyFile });
  }
  if (clientCa !== null && clientCaFile !== null) firstCertificate(clientCa, clientCaFile);
  return {
    credentials: {
      cert: certificate,
      key,
      ...(clientCa === null ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
    },
    fingerprint: first.fingerprint256.replaceAll(":", "").toLowerCase(),
    expiresAt: Date.parse(first.validTo),
  };
}

async function readText(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw failure("service/file-unreadable", { setting, path: file, reason: codeOf(error) });
  }
}

function firstCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw failure("service/bad-certificate", { path: file });
  }
}

function privateKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw failure("service/bad-key", { path: file });
  }
}

export interface OwnCertificateOptions {
  readonly folder: string;
  /** What the service listens on, and what clients call it, without a port. */
  readonly hosts: readonly string[];
  readonly clientCa: string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly restrict: Restrict;
}

export interface OwnCertificate extends ServiceCertificate {
  /** Whether it was made now, and in the place of which one. */
  readonly made: "first" | "renewed" | null;
}

/**
 * The certificate that the service made for itself: ECDSA on P-256, for localhost and its hosts, made where there is
 * none, and anew where its time is over. Throws as readCertificate, and service/data-folder.
 */
export async function ownCertificate(options: OwnCertificateOptions): Promise<OwnCertificate> {
  const { folder, clientCa, now } = options;
  const files = { certificate: path.join(folder, "tls.crt"), key: path.join(folder, "tls.key") };
  const present = await readPresent(files, clientCa);
  if (present !== null && present.expiresAt > now()) return { ...present, made: null };
  await makeCertificate(options, files);
  const made = await readCertificate(files.certificate, files.key, clientCa);
  return { ...made, made: present === null ? "first" : "renewed" };
}

interface Files {
  readonly certificate: string;
  readonly key: string;
}

/** Null where one of the two is not there: a start that was cut off between them begins again. */
async function readPresent(files: Files, clientCa: string | null): Promise<ServiceCertificate | null> {
  for (const file of [files.certificate, files.key]) {
    try {
      await (await open(file, "r")).close();
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
    }
  }
  return readCertificate(files.certificate, files.key, clientCa);
}

async function makeCertificate(
  { folder, hosts, now, restrict }: OwnCertificateOptions,
  files: Files,
): Promise<void> {
  // Large, and needed once in two years.
  const { generate } = await import("selfsigned");
  const names = Array.from(new Set(["localhost", "127.0.0.1", "::1", ...hosts])).filter(
    (name) => name !== "0.0.0.0" && name !== "::",
  );
  const made = await generate([{ name: "commonName", value: "qrseal exchange" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // Clocks that are a little behind take it too.
    notBeforeDate: new Date(now() - DAY),
    notAfterDate: new Date(now() + (OWN_DAYS - 1) * DAY),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeNew(files.key, made.private, 0o600, restrict);
    await writeNew(files.certificate, made.cert, 0o644, null);
  } catch (error) {
    throw failure("service/data-folder", { path: folder, reason: codeOf(error) });
  }
}

async function writeNew(file: string, text: string, mode: number, restrict: Restrict | null): Promise<void> {
  const sideFile = `${file}.new`;
  const handle = await open(sideFile, "w", mode);
  try {
    if (restrict !== null && !(await restrict(sideFile))) throw new Error("cannot be kept from others");
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(sideFile, file);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "refused";
