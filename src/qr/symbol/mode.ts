/** The modes a text may be drawn in. */

/** Byte mode takes 8 bits a character; alphanumeric mode 5.5, for 45 characters (ISO/IEC 18004 §7.3.4). */
export type Mode = "alphanumeric" | "byte";

export function modeFor(text: Uint8Array): Mode {
  return /^[0-9A-Z $%*+./:-]+$/.test(new TextDecoder("latin1").decode(text)) ? "alphanumeric" : "byte";
}
