/** The secrets beside the store: the token of the administration, made on first start, and a passphrase. */
import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { QrsealError } from "../../core/refusal.ts";
import { failure, term } from "./refusals.ts";
import { limits } from "../../core/limits.ts";

/** Leaves a file to its owner where modes cannot; false where the system would not. */
type Restrict = (file: string) => Promise<boolean>;

/** Makes the folder where there is none, for its owner alone. Throws service/data-folder. */
export async function makeDataFolder(folder: string, restrict: Restrict): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined && process.platform === "win32") await restrict(folder);
    // Says at once, and not with the first request, that nothing can be written here.
    const probe = `${folder}/.writable-${randomBytes(6).toString("hex")}`;
    await (await open(probe, "wx", 0o600)).close();
    await rm(probe);
  } catch (error) {
    throw failure("service/data-folder", { path: folder, reason: codeOf(error) });
  }
}

/**
 * SHA-256 of the token in the file, which is made if it is not there and `random` is given. Throws
 * service/bad-admin-token, service/file-unreadable or service/data-folder.
 */
export async function adminTokenHash(
  file: string,
  make: { readonly random: (length: number) => Uint8Array; readonly restrict: Restrict } | null,
): Promise<Uint8Array> {
  if (make !== null) await makeToken(file, make);
  const token = (await readSecret("adminTokenFile", file)).replace(/\r?\n$/, "");
  if (!/^[A-Za-z0-9._~+/-]{32,512}=*$/.test(token)) throw failure("service/bad-admin-token", { path: file });
  return createHash("sha256").update(token).digest();
}

async function makeToken(
  file: string,
  { random, restrict }: { readonly random: (length: number) => Uint8Array; readonly restrict: Restrict },
): Promise<void> {
  const sideFile = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(sideFile, "wx", 0o600);
    try {
      if (!(await restrict(sideFile))) throw new Error("cannot be kept from others");
      await handle.writeFile(`${Buffer.from(random(32)).toString("base64url")}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link, unlike a rename, fails where the name is taken: an existing token stays.
    await link(sideFile, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST")
      throw failure("service/data-folder", { path: file, reason: codeOf(error) });
  } finally {
    await rm(sideFile, { force: true });
  }
}

/** The one line of a passphrase file. Throws service/file-unreadable and the passphrase/ errors. */
export async function readPassphrase(file: string): Promise<Uint8Array> {
  const line = (await readSecret("passphraseFile", file)).replace(/\r?\n$/, "");
  if (line === "") throw failure("passphrase/empty", { source: file });
  if (/[\r\n]/.test(line))
    throw failure("passphrase/not-text", { source: file, found: term("several-lines") });
  const bytes = Buffer.from(line, "utf8");
  const maxBytes = limits.passphraseBytes;
  if (bytes.length > maxBytes) throw failure("passphrase/too-long", { bytes: bytes.length, maxBytes });
  return bytes;
}

async function readSecret(setting: string, file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof QrsealError) throw error;
    throw failure("service/file-unreadable", { setting, path: file, reason: codeOf(error) });
  }
}

/** The bytes of a key file. Throws service/file-unreadable. */
export async function readKeyFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw failure("service/file-unreadable", { setting: "keyFile", path: file, reason: codeOf(error) });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "refused";
