/** What is worth starting before the rest of the program is loaded; from its own file, which loads nothing else. */
import { startReaderAhead } from "../pictures/threads/readerthreads.ts";

/** The commands that read pictures nearly always, by the first word of the command line. */
const reading: readonly string[] = ["scan-decrypt", "read"];
/** With these they do not. */
const notReading = /^(?:--help|-h|--text(?:=.*)?)$/s;

export function startAhead(userArguments: readonly string[]): void {
  const [command = ""] = userArguments;
  if (reading.includes(command) && !userArguments.some((word) => notReading.test(word))) startReaderAhead();
}
