/**
 * The fields Signature-Input and Signature (RFC 9421 §4) in the form that the exchange takes: one signature, our
 * components, our parameters. Of structured fields (RFC 9651) only what these need is read, and each thing has one
 * spelling: no escapes, no spaces but those between components, no second member. So the text between "=" and the
 * end of Signature-Input already is the value of "@signature-params".
 */

/** What a signature covers. All of them, each once, in any order; content-type exactly where the request has one. */
export const componentNames = [
  "@method",
  "@authority",
  "@path",
  "@query",
  "content-digest",
  "content-type",
] as const;
export type ComponentName = (typeof componentNames)[number];

export const SIGNATURE_TAG = "qrseal";
export const SIGNATURE_ALGORITHM = "ed25519";

/** Characters of a nonce, in the alphabet of base64url: 16 random bytes at least, 64 at most. */
const NONCE = /^[A-Za-z0-9_-]{22,86}$/;
/** SHA-256 of the public key's SPKI in lower case hexadecimal. */
const KEY_ID = /^[0-9a-f]{64}$/;
/** Ours have 390 characters. What is longer holds something else. */
const MAX_FIELD_CHARACTERS = 1024;

export interface SignatureParameters {
  /** Seconds since 1970. */
  readonly created: number;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
}

export interface SignatureFields extends SignatureParameters {
  readonly components: readonly ComponentName[];
  /** The value of "@signature-params". */
  readonly parametersText: string;
  /** 64 bytes (RFC 8032 §5.1.6). */
  readonly signature: Uint8Array;
}

/** The value of "@signature-params" (RFC 9421 §2.3). */
export function formatParameters(
  components: readonly ComponentName[],
  { created, expires, nonce, keyId }: SignatureParameters,
): string {
  const covered = components.map((name) => `"${name}"`).join(" ");
  return (
    `(${covered});created=${created};expires=${expires};nonce="${nonce}";keyid="${keyId}"` +
    `;alg="${SIGNATURE_ALGORITHM}";tag="${SIGNATURE_TAG}"`
  );
}

/** Both fields, or null where anything in them is not as described above. */
export function parseSignatureFields(inputField: string, signatureField: string): SignatureFields | null {
  if (Math.max(inputField.length, signatureField.length) > MAX_FIELD_CHARACTERS) return null;
  const member = /^([a-z*][a-z0-9_.*-]*)=(\(([^()]*)\)(;.*))$/.exec(inputField);
  const [, label, parametersText, covered, rest] = member ?? [];
  if (label === undefined || parametersText === undefined) return null;
  const components = parseComponents(covered ?? "");
  const parameters = parseParameters(rest ?? "");
  const signature = signatureField.startsWith(`${label}=`)
    ? parseSignature(signatureField.slice(label.length + 1))
    : null;
  if (components === null || parameters === null || signature === null) return null;
  return { ...parameters, components, parametersText, signature };
}

function parseComponents(covered: string): readonly ComponentName[] | null {
  const names = covered.split(" ").map((quoted) => componentNames.find((name) => quoted === `"${name}"`));
  const known = names.filter((name) => name !== undefined);
  const isEachOnce = known.length === names.length && new Set(known).size === known.length;
  const hasNeeded = componentNames.every((name) => name === "content-type" || known.includes(name));
  return isEachOnce && hasNeeded ? known : null;
}

function parseParameters(text: string): SignatureParameters | null {
  const values = new Map<string, string | number>();
  // Integers without sign and leading zeros, strings without escapes. `y`: every match begins where the last ended.
  const parameter = /;([a-z]+)=(?:(0|[1-9][0-9]{0,14})|"([^"\\]*)")/y;
  while (parameter.lastIndex < text.length) {
    const [, name = "", integer, string] = parameter.exec(text) ?? [];
    if (name === "" || values.has(name)) return null;
    values.set(name, integer === undefined ? (string ?? "") : Number(integer));
  }
  const { created, expires, nonce, keyid, alg, tag, ...others } = Object.fromEntries(values);
  const isOurs =
    typeof created === "number" &&
    typeof expires === "number" &&
    typeof nonce === "string" &&
    NONCE.test(nonce) &&
    typeof keyid === "string" &&
    KEY_ID.test(keyid) &&
    alg === SIGNATURE_ALGORITHM &&
    tag === SIGNATURE_TAG &&
    Object.keys(others).length === 0;
  return isOurs ? { created, expires, nonce, keyId: keyid } : null;
}

export const formatSignature = (signature: Uint8Array): string =>
  `:${Buffer.from(signature).toString("base64")}:`;

/** The bytes of a byte sequence (RFC 9651 §3.3.5) of 64 bytes in its one spelling, or null. */
function parseSignature(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Buffer.from(text.slice(1, -1), "base64"));
  return bytes.length === 64 && formatSignature(bytes) === text ? bytes : null;
}
