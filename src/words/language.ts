/** The languages in which everything is said. A further one is a folder beside `en` and `fr`, and its line here and in the index. */
export const languages = ["en", "fr"] as const;
export type Language = (typeof languages)[number];
