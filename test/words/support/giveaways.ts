/** What betrays that a French sentence is not French, or not set as French is. */

const english =
  /(?<!\p{L})(?:the|is|are|was|not|and|or|of|with|for|from|to|by|it|its|this|that|you|your|no|found|expected|missing|cannot|nothing|empty|read|give|name|ask|try)(?!\p{L})/iu;

/** What is the same in every language: options, commands, file names, algorithms. */
const names =
  /--[a-z][a-z-]*(?: (?:unsigned|unknown-issuer|retired-key|expired|not-yet-valid|revoked|signing))?|qrseal [a-z-]+(?: [a-z-]+)?|openssl pkcs8 [^:]*|audit verify|register\.jsonl|trust\.txt|…[a-z_]+\.pem|sha256:/g;

/** The words that give a sentence away, or null. `facts` are parts of it that are of no language. */
export function betrayed(sentence: string, facts: readonly string[] = []): string | null {
  const words = facts
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, fact) => rest.replaceAll(fact, "§"), sentence)
    .replace(names, "§");
  // French puts a space before these, and none between a sentence and its end.
  return (
    (english.exec(words) ??
      /\S[:;?!](?=\s|$)|\.$| {2}|\n|undefined|null|NaN|\[object|\{\}/.exec(words))?.[0] ?? null
  );
}
