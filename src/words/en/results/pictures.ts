/** What is told of pictures, codes and envelopes, in English. */
import { column } from "../../columns.ts";
import type { PictureWords } from "../../results.ts";

const line = column(13);

/** "an RSA key", "a DSA key": capitals are read one by one, and these begin with a vowel. */
const articleFor = (name: string): string =>
  /^(?:[AEFHILMNORSX](?![a-z])|[AEIOU][a-z])/.test(name) ? "an" : "a";

const codeOf = (version: number | null, errorCorrection: string | null): string =>
  `version ${version ?? "unknown"}, error correction ${errorCorrection ?? "unknown"}`;

export const pictures: PictureWords = {
  format: (format, bytes) => line("format", `${format}, ${bytes} bytes`),
  document: (mediaType, bytes, compression) =>
    line(
      "document",
      `${mediaType}, ${bytes} bytes, ${compression === "none" ? "not compressed" : `compressed with ${compression ?? ""}`}`,
    ),
  documentInside: (bytes) =>
    line("document", `${bytes} bytes encrypted; its type, issuer and dates are inside`),
  encryption: (name) => line("encryption", name),
  receiver: (kind, bits, fingerprint, keyWrap) => {
    const key = `${articleFor(kind)} ${kind} key${bits === null ? "" : ` of ${bits} bits`}`;
    return line("for", `${fingerprint === null ? key : `${fingerprint}, ${key}`} (${keyWrap})`);
  },
  code: (version, errorCorrection) => line("QR code", codeOf(version, errorCorrection)),
  picture: (format, width, height) => line("picture", `${format}, ${width} × ${height} pixels`),
  notProved: line(
    "not proved",
    "nothing of this is authenticated; only opening shows whether it was altered",
  ),

  readPicture: (file, facts) => {
    if (facts === null) return line("picture", file);
    const { format, width, height, milliseconds } = facts;
    return line("picture", `${file}  (${format}, ${width} × ${height} pixels, ${milliseconds} ms)`);
  },
  notRead: (sentence, code) => line("not read", `${sentence} [${code}]`),
  readCode: (version, errorCorrection, rung, milliseconds) =>
    line("QR code", `${codeOf(version, errorCorrection)}, read by ${rung} in ${milliseconds} ms`),
  corners: (points) => line("corners", points.join("  ")),
  text: (text) => line("text", text),
  bytes: (count) => line("bytes", `${count}, no text`),
  tried: (rung, outcome, { read, unread, milliseconds }) =>
    `${rung.padEnd(16)} ${outcome.padEnd(8)} ${read} read, ${unread} seen, ${milliseconds} ms`,
};
