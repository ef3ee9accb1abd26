/**
 * Text from files and documents on its way to a person's screen. A document may hold sequences that move the
 * cursor, write to the clipboard or turn the reading direction; none of them reaches a terminal.
 */

// C0 and DEL, C1; soft hyphen, zero-width and bidirectional controls, separators, byte order mark, tags;
// surrogates without a partner. Line feed and tab are for the caller to keep.
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

const spell = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** One line, as inside a message: line breaks are escaped too. */
export function escapeLine(text: string): string {
  return text.replace(unsafe, spell);
}

/** Several lines, as a document shown on a terminal: line feeds and tabs stay. */
export function escapeLines(text: string): string {
  return text.replace(unsafe, (character) =>
    character === "\n" || character === "\t" ? character : spell(character),
  );
}

/** JSON stays JSON: what JSON.stringify leaves raw is spelled as JSON spells it. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
