/** What is told of pictures, codes and envelopes, in French. */
import { column } from "../../columns.ts";
import type { PictureWords } from "../../results.ts";
import { plural } from "../numbers.ts";

const line = column(13);

const codeOf = (version: number | null, errorCorrection: string | null): string =>
  `version ${version ?? "inconnue"}, correction d'erreurs ${errorCorrection ?? "inconnue"}`;

const outcomes = { done: "fait", stopped: "arrêté", failed: "en panne" };

export const pictures: PictureWords = {
  format: (format, bytes) => line("format", `${format}, ${plural(bytes, "octet")}`),
  document: (mediaType, bytes, compression) =>
    line(
      "document",
      `${mediaType}, ${plural(bytes, "octet")}, ${compression === "none" ? "non compressé" : `compressé par ${compression ?? ""}`}`,
    ),
  documentInside: (bytes) =>
    line(
      "document",
      `${plural(bytes, "octet chiffré", "octets chiffrés")} ; son type, son émetteur et ses dates sont dedans`,
    ),
  encryption: (name) => line("chiffrement", name),
  receiver: (kind, bits, fingerprint, keyWrap) => {
    const key = `une clé ${kind}${bits === null ? "" : ` de ${bits} bits`}`;
    return line("pour", `${fingerprint === null ? key : `${fingerprint}, ${key}`} (${keyWrap})`);
  },
  code: (version, errorCorrection) => line("code QR", codeOf(version, errorCorrection)),
  picture: (format, width, height) => line("image", `${format}, ${width} × ${height} pixels`),
  notProved: line("non prouvé", "rien de cela n'est authentifié ; seule l'ouverture montre si c'est altéré"),

  readPicture: (file, facts) => {
    if (facts === null) return line("image", file);
    const { format, width, height, milliseconds } = facts;
    return line("image", `${file}  (${format}, ${width} × ${height} pixels, ${milliseconds} ms)`);
  },
  notRead: (sentence, code) => line("pas lu", `${sentence} [${code}]`),
  readCode: (version, errorCorrection, rung, milliseconds) =>
    line("code QR", `${codeOf(version, errorCorrection)}, lu par ${rung} en ${milliseconds} ms`),
  corners: (points) => line("coins", points.join("  ")),
  text: (text) => line("texte", text),
  bytes: (count) => line("octets", `${count}, pas du texte`),
  tried: (rung, outcome, { read, unread, milliseconds }) =>
    `${rung.padEnd(16)} ${outcomes[outcome].padEnd(8)} ${plural(read, "lu")}, ${plural(unread, "vu")}, ${milliseconds} ms`,
};
