import { chmodSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  icaclsCall,
  isKeyFolder,
  isOpenToOthers,
  restrictToOwner,
} from "../../../src/office/folder/permissions.ts";
import { emptyFolder, run } from "../../cli/support/run.ts";

test("on Windows the owner alone keeps access, by the system's own icacls", () => {
  expect(icaclsCall(String.raw`C:\keys\a.pem`, String.raw`C:\Windows`)).toEqual({
    command: String.raw`C:\Windows\System32\icacls.exe`,
    args: [String.raw`C:\keys\a.pem`, "/inheritance:r", "/grant:r", "*S-1-3-4:F", "/Q"],
  });
});

describe.skipIf(process.platform === "win32")("where files have modes", () => {
  test("a file is closed to others, and what is closed is told from what is open", async () => {
    const { folder, remove } = emptyFolder();
    const file = path.join(folder, "key.pem");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    expect(await isOpenToOthers(file)).toBe(true);
    expect(await restrictToOwner(file, 0o600)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await isOpenToOthers(file)).toBe(false);
    expect(await restrictToOwner(path.join(folder, "missing"), 0o600)).toBe(false);
    remove();
  });

  test("keys are 0600 under any umask, and a private key open to others earns a warning", async () => {
    const { folder, remove } = emptyFolder();
    for (const umask of [0o000, 0o077]) {
      const before = process.umask(umask);
      await run(["keygen", "--bits", "2048", "--name", `u${umask}`], { cwd: folder });
      process.umask(before);
      expect(statSync(path.join(folder, `keys/u${umask}_private.pem`)).mode & 0o777).toBe(0o600);
    }
    writeFileSync(path.join(folder, "a.json"), "{}");
    await run(["encrypt-to-qr", "a.json", "--public-key", "keys/u0_public.pem"], { cwd: folder });
    chmodSync(path.join(folder, "keys/u0_private.pem"), 0o644);
    const { stderr, status } = await run(
      ["scan-decrypt", "a.png", "b.json", "--private-key", "keys/u0_private.pem"],
      {
        cwd: folder,
      },
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^warning: other users of this machine can read the private key keys\/u0_private.pem; close it with: chmod 600\n/,
    );
    remove();
  });

  test("a folder of keys is closed, another one is left and warned about", async () => {
    const { folder, remove } = emptyFolder();
    chmodSync(folder, 0o755);
    expect(await isKeyFolder(folder)).toBe(true);
    writeFileSync(path.join(folder, "README.md"), "");
    writeFileSync(path.join(folder, "a_public.pem"), "");
    expect(await isKeyFolder(folder)).toBe(true);
    writeFileSync(path.join(folder, "holiday.jpg"), "");
    expect(await isKeyFolder(folder)).toBe(false);
    const { stderr } = await run(["keygen", "--bits", "2048", "--out-dir", "."], { cwd: folder });
    expect(stderr).toBe("warning: other users of this machine can look into the folder .\n");
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    remove();
  });
});
