/** What a document says of itself, kept from looking like lines of ours on a screen that breaks them. */
export const foldSpaces = (text: string): string => text.replace(/\s+/g, " ").trim();
