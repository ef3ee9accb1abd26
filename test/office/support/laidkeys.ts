/** Keys of fixtures/keys in a folder of their own, each under a name that the test gives. */
import { copyFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../cli/support/run.ts";

/** One file of them. */
export function layKey(folder: string, fixture: string, name = fixture): void {
  copyFileSync(path.join(projectFolder, "fixtures/keys", `${fixture}.pem`), path.join(folder, `${name}.pem`));
}
