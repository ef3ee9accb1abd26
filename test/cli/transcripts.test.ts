import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, test } from "vitest";
import { play, readTranscript } from "./transcript.ts";

const folder = path.join(import.meta.dirname, "transcripts");

for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt"))) {
  // name-linux.txt is about things that other systems have not.
  const foreign = file.endsWith("-linux.txt") && process.platform !== "linux";
  describe.skipIf(foreign)(file, () => {
    // Each has a folder of its own, and mostly waits for processes.
    test.concurrent.each(readTranscript(path.join(folder, file)))("$name", play);
  });
}
