/** What a command has made goes where it was told to: files under their names, the rest to standard output. */
import { STREAM, writeOutputs } from "../../office/folder/files.ts";
import type { Output } from "../../office/folder/files.ts";
import type { Terminal } from "../terminal.ts";

/** Standard output gets its bytes last, when every file has its name. Throws the output/ errors. */
export async function deliver(outputs: readonly Output[], force: boolean, terminal: Terminal): Promise<void> {
  const files = outputs.filter(({ path }) => path !== STREAM);
  await writeOutputs(files, force);
  for (const { path, bytes } of outputs) if (path === STREAM) await terminal.document(bytes);
}
