/** What is worth starting before the rest of the program is loaded; from its own file, which loads nothing else. */

/** The commands that read pictures nearly always, by the first word of the command line. */
const reading: readonly string[] = ["scan-decrypt", "read"];
/** With these they do not. */
const notReading = /^(?:--help|-h|--text(?:=.*)?)$/s;

export function startAhead(userArguments: readonly string[]): void {
  const [command = ""] = userArguments;
  if (!reading.includes(command) || userArguments.some((word) => notReading.test(word))) return;
  // Loaded for these alone, and beside the rest of the program.
  void import("../pictures/threads/readerthreads.ts").then(({ startReaderAhead }) => {
    startReaderAhead();
  });
}
