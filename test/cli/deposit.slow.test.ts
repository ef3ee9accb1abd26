/** encrypt-to-qr --deposit and scan-decrypt against a service that listens, as two offices do it. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readReceipt, verifyReceipt } from "../../src/exchange/client/depositcalls.ts";
import { serviceKeys, startService } from "../exchange/deposits/support/depositservice.ts";
import type { Service } from "../exchange/deposits/support/depositservice.ts";
import { fixture } from "../core/support/fixtures.ts";
import { everyFile, furnish, listOfAnae } from "./support/office.ts";
import { emptyFolder, plainEnvironment, program, projectFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";

const PIECE = 256 * 1024;
const { folder: cwd, remove } = emptyFolder();
const key = (name: string): string => path.join(projectFolder, "fixtures/keys", name);
/** A copy that others cannot read, which is what the command warns of. */
function closedKey(name: string): string {
  const file = path.join(cwd, name);
  copyFileSync(key(name), file);
  chmodSync(file, 0o600);
  return file;
}
const anaeKey = closedKey("issuer-ed25519_signing_private.pem");
/** Not to be compressed: four pieces and a bit. */
const document = randomBytes(4 * PIECE + 1000);

let service: Service;
let url: string;
let requests: string[] = [];

beforeAll(async () => {
  service = await startService({ pieceBytes: PIECE });
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`;
  furnish(path.join(cwd, "port"), "port", listOfAnae());
  furnish(path.join(cwd, "untrusting"), "port", null);
  mkdirSync(path.join(cwd, "anae"));
  writeFileSync(path.join(cwd, "plan.pdf"), document);
});
afterAll(async () => {
  await service.app.close();
  remove();
});
beforeEach(() => {
  service.now = Date.now();
  requests = [];
  service.watch = ({ method, url: target }) => {
    requests.push(`${method} ${target}`);
  };
});

let count = 0;
const newName = (ending: string): string => `${(count += 1)}${ending}`;

const encrypt = (png: string, ...more: readonly string[]): Promise<Ran> =>
  run(
    [
      ...["encrypt-to-qr", "plan.pdf", png, "--keys", "anae", "--sign-key", anaeKey, "--deposit", url],
      ...["--public-key", key("port_public.pem"), "--out-envelope", `${png}.txt`, "--json", ...more],
    ],
    { cwd },
  );
/** From the envelope's text: to look at a picture takes longer than all the rest. */
const decrypt = (png: string, out: string, ...more: readonly string[]): Promise<Ran> =>
  run(["scan-decrypt", "--text", `${png}.txt`, "--keys", "port", "--out", out, "--json", ...more], { cwd });

interface Report {
  readonly error?: { readonly code: string; readonly exitStatus: number };
  readonly deposit: {
    readonly service: string;
    readonly id: string;
    readonly once: boolean;
    readonly expiresAt: number;
    readonly receipt?: string;
  };
  readonly verdict: { readonly conclusion: string };
  readonly document: { readonly mediaType: string; readonly bytes: number } | null;
}
const reportOf = ({ stdout }: Ran): Report => JSON.parse(stdout.toString()) as Report;
const isDocument = (file: string): boolean => readFileSync(path.join(cwd, file)).equals(document);

/** Drawn, the document lying with the service. */
async function drawn(...more: readonly string[]): Promise<string> {
  const png = newName(".png");
  const { status, stderr } = await encrypt(png, ...more);
  expect([status, stderr]).toEqual([0, ""]);
  return png;
}

/** Ends the connection at every request of a kind from the nth on. */
function breakOff(kind: RegExp, from: number): void {
  let seen = 0;
  service.watch = (request) => {
    const line = `${request.method} ${request.url}`;
    if (kind.test(line) && (seen += 1) > from) request.raw.socket.destroy();
    else requests.push(line);
  };
}
const asked = (kind: RegExp): number => requests.filter((line) => kind.test(line)).length;

describe("a document too large for a code", () => {
  it("that is valid for longer than it lies there is told of", async () => {
    const { status, stderr } = await encrypt(newName(".png"), "--valid-for", "30d", "--deposit-days", "29");
    expect(status).toBe(0);
    const day = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC";
    expect(stderr).toMatch(
      new RegExp(`^warning: the document is valid until ${day}, but lies at the exchange only until ${day};`),
    );
    const longEnough = await encrypt(newName(".png"), "--valid-for", "28d", "--deposit-days", "29");
    expect([longEnough.status, longEnough.stderr]).toEqual([0, ""]);
  });

  it("is not taken for longer than the service keeps any", async () => {
    const { status, stderr } = await encrypt(newName(".png"), "--deposit-days", "40");
    expect(status).toBe(2);
    expect(stderr).toContain(
      "keeps any (deposit/too-long) [exchange/refused]\nhint: ask for fewer days with --deposit-days",
    );
  });

  it("is deposited, fetched, and comes out as it was; a receipt is kept, and nothing that opens it", async () => {
    const png = newName(".png");
    const encrypted = await encrypt(png, "--receipt", "receipt.jws", "--deposit-days", "7");
    expect([encrypted.status, encrypted.stderr]).toEqual([0, ""]);
    const { deposit } = reportOf(encrypted);
    expect(deposit).toMatchObject({ service: url, once: false });
    const named = ["service", "id", "bytes", "sha256", "expiresAt", "once"];
    expect(Object.keys(deposit)).toEqual([...named, "receipt", "receiptFile"]);
    expect(Math.abs(deposit.expiresAt - Date.now() / 1000 - 7 * 86_400)).toBeLessThan(60);
    const receipt = readFileSync(path.join(cwd, "receipt.jws"), "utf8").trim();
    expect(receipt).toBe(deposit.receipt);
    const publicKey = serviceKeys.publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(verifyReceipt(receipt, publicKey)).toBe(true);
    expect(readReceipt(receipt)).toMatchObject({ deposit: deposit.id, size: document.length + 16 });

    const out = newName(".pdf");
    const decrypted = await decrypt(png, out);
    expect([decrypted.status, decrypted.stderr]).toEqual([0, ""]);
    expect(isDocument(out)).toBe(true);
    expect(reportOf(decrypted)).toMatchObject({
      verdict: { conclusion: "reliable" },
      document: { mediaType: "application/pdf", bytes: document.length },
      deposit: { service: url, id: deposit.id, once: false },
    });
    expect(Object.keys(reportOf(decrypted).deposit)).toEqual(named);
    for (const keys of ["anae", "port"])
      for (const file of everyFile(path.join(cwd, keys)).keys())
        expect(file).not.toMatch(/depositing.*json|fetching.*part/);
  });

  it("goes on sending where it was broken off when the same command is run again", async () => {
    const png = newName(".png");
    breakOff(/^PUT/, 2);
    const broken = await encrypt(png, "--subject", "resumed");
    expect(reportOf(broken).error?.code).toBe("exchange/unreachable");
    expect(broken.status).toBe(7);
    expect(existsSync(path.join(cwd, png))).toBe(false);
    expect(readdirSync(path.join(cwd, "anae", "depositing"))).toHaveLength(1);
    requests = [];
    breakOff(/never/, 0);
    expect((await encrypt(png, "--subject", "resumed")).status).toBe(0);
    expect(asked(/^PUT/)).toBe(3);
    expect(readdirSync(path.join(cwd, "anae", "depositing"))).toEqual([]);
    const out = newName(".pdf");
    expect((await decrypt(png, out)).status).toBe(0);
    expect(isDocument(out)).toBe(true);
  });

  it("goes on fetching where it was broken off, also one for a single reader", async () => {
    const png = await drawn("--once");
    const out = newName(".pdf");
    breakOff(/\/content$/, 1);
    const broken = await decrypt(png, out);
    expect([broken.status, reportOf(broken).error?.code]).toEqual([7, "deposit/unreachable"]);
    expect(existsSync(path.join(cwd, out))).toBe(false);
    requests = [];
    breakOff(/never/, 0);
    expect((await decrypt(png, out)).status).toBe(0);
    expect(asked(/\/content$/)).toBe(2);
    expect(isDocument(out)).toBe(true);
  });

  it("for one reader is collected once, and whoever comes after is told so", async () => {
    const png = await drawn("--once");
    const first = await decrypt(png, newName(".pdf"));
    expect([first.status, reportOf(first).deposit.once]).toEqual([0, true]);
    const second = await decrypt(png, newName(".pdf"));
    expect([second.status, reportOf(second).error?.code]).toEqual([3, "deposit/collected"]);
  });

  it("of the key that is named is deposited for it, and not with another type of key", async () => {
    const p256 = closedKey("issuer-p256_signing_private.pem");
    const wrong = await run(
      [
        ...["encrypt-to-qr", "plan.pdf", newName(".png"), "--keys", "anae", "--sign-key", p256],
        ...["--public-key", key("port_public.pem"), "--deposit", url, "--json"],
      ],
      { cwd },
    );
    expect(reportOf(wrong).error?.code).toBe("key/wrong-type");
    expect(requests).toEqual([]);
    const right = await encrypt(newName(".png"), "--participant-key", anaeKey, "--sign-key", p256);
    expect(right.status).toBe(0);
  });

  it("is taken out again where no code can be drawn for it", async () => {
    const others = ["air", "port-next", "office-2048", "office-3072"].flatMap((name) => [
      "--public-key",
      key(`${name}_public.pem`),
    ]);
    const text = randomBytes(100).toString("hex");
    const more = ["--error-correction", "H", "--issuer", text, "--subject", text];
    const png = newName(".png");
    const failed = await encrypt(png, ...others, ...more);
    expect(reportOf(failed).error?.code).toBe("qr/too-large");
    expect(asked(/complete$/)).toBe(1);
    expect(asked(/^DELETE/)).toBe(1);
    expect(existsSync(path.join(cwd, png))).toBe(false);
    expect(readdirSync(path.join(cwd, "anae", "depositing"))).toEqual([]);
  });
});

it("stays with the service where the picture is written and nobody hears of it", async () => {
  const png = newName(".png");
  const child = spawn(
    process.execPath,
    [
      ...[
        program,
        "encrypt-to-qr",
        "plan.pdf",
        png,
        "--keys",
        "anae",
        "--sign-key",
        anaeKey,
        "--deposit",
        url,
      ],
      ...["--public-key", key("port_public.pem"), "--out-envelope", `${png}.txt`],
    ],
    { cwd, env: plainEnvironment() },
  );
  child.stdout.destroy();
  child.stderr.resume();
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(2);
  expect(existsSync(path.join(cwd, png))).toBe(true);
  expect(asked(/^DELETE/)).toBe(0);
  const out = newName(".pdf");
  expect((await decrypt(png, out)).status).toBe(0);
  expect(isDocument(out)).toBe(true);
});

describe("qrseal deposit", () => {
  const ask = (what: string, id: string): Promise<Ran> =>
    run(["deposit", what, url, id, "--participant-key", anaeKey, "--keys", "anae", "--json"], { cwd });

  it("tells how a deposit is, and takes it out", async () => {
    const png = newName(".png");
    const { deposit } = reportOf(await encrypt(png, "--once"));
    const state = async (): Promise<unknown> => reportOf(await ask("status", deposit.id)).deposit;
    const before = { id: deposit.id, state: "complete", bytes: document.length + 16, once: true };
    expect(await state()).toMatchObject({ ...before, claimedAt: null, receipt: deposit.receipt });
    expect((await decrypt(png, newName(".pdf"))).status).toBe(0);
    const claimedAt = expect.any(Number) as number;
    expect(await state()).toMatchObject({ ...before, state: "collected", claimedAt });
    const removed = await ask("remove", deposit.id);
    expect(JSON.parse(removed.stdout.toString())).toEqual({
      ok: true,
      service: url,
      id: deposit.id,
      removed: true,
    });
    expect(JSON.parse((await ask("remove", deposit.id)).stdout.toString())).toMatchObject({ removed: false });
    expect(reportOf(await ask("status", deposit.id)).error?.code).toBe("exchange/refused");
    expect(reportOf(await ask("status", "x")).error?.code).toBe("usage/bad-option");
  });
});

describe("nobody is called", () => {
  it("for a code that no known issuer signed, unless the clerk names that service", async () => {
    const png = await drawn();
    const out = newName(".pdf");
    const untrusting = ["--keys", "untrusting"];
    requests = [];
    const refused = await decrypt(png, out, ...untrusting);
    expect([refused.status, reportOf(refused).error?.code]).toEqual([6, "deposit/not-fetched"]);
    const elsewhere = await decrypt(png, out, ...untrusting, "--exchange", "https://exchange.example");
    expect([elsewhere.status, reportOf(elsewhere).error?.code]).toEqual([6, "deposit/not-fetched"]);
    expect(requests).toEqual([]);
    expect((await decrypt(png, out, ...untrusting, "--exchange", `${url}/`)).status).toBe(0);
    expect(isDocument(out)).toBe(true);
  });

  it("for a forged code, whatever is accepted", async () => {
    const png = await drawn("--sign-key", closedKey("forger-ed25519_signing_private.pem"));
    requests = [];
    const out = newName(".pdf");
    const refused = await decrypt(png, out);
    expect(reportOf(refused).error?.code).toBe("verdict/unknown-issuer");
    const accepted = await decrypt(png, out, "--accept", "unknown-issuer");
    expect(reportOf(accepted).error?.code).toBe("deposit/not-fetched");
    expect(requests).toEqual([]);
  });

  it("with --no-fetch, which tells where the document lies and notes nothing as presented", async () => {
    const png = await drawn();
    requests = [];
    const out = newName(".pdf");
    const told = await decrypt(png, out, "--no-fetch");
    expect(told.status).toBe(0);
    expect(reportOf(told)).toMatchObject({ document: null, deposit: { service: url, once: false } });
    const text = told.stdout.toString();
    expect(text).not.toMatch(/token|contentKey/i);
    expect(requests).toEqual([]);
    expect(existsSync(path.join(cwd, out))).toBe(false);
    const after = await decrypt(png, out);
    expect(after.stdout.toString()).toContain('"first-time/yes"');
  });

  it("after the deposit's time", async () => {
    const png = await drawn();
    requests = [];
    service.now = Date.now() + 40 * 86_400_000;
    const { status, stdout } = await decrypt(png, newName(".pdf"));
    expect([status, reportOf({ stdout, status, stderr: "" }).error?.code]).toEqual([3, "deposit/expired"]);
  });
});

describe("what goes wrong at the service", () => {
  it("is a changed byte: refused as altered, and nothing is written", async () => {
    const png = await drawn();
    const piece = service.store.piece.bind(service.store);
    const spied = vi.spyOn(service.store, "piece").mockImplementation(async (id, index) => {
      const bytes = await piece(id, index);
      return bytes?.map((byte, at) => (index === 2 && at === 7 ? byte ^ 1 : byte)) ?? null;
    });
    const out = newName(".pdf");
    const altered = await decrypt(png, out);
    spied.mockRestore();
    expect([altered.status, reportOf(altered).error?.code]).toEqual([5, "deposit/altered"]);
    expect(existsSync(path.join(cwd, out))).toBe(false);
    expect((await decrypt(png, out)).status).toBe(0);
  });

  it("is that it was removed", async () => {
    const png = await drawn();
    for (const line of requests.filter((one) => one.includes("/complete")))
      await service.store.removeDeposit(line.split("/")[3] ?? "");
    const gone = await decrypt(png, newName(".pdf"));
    expect([gone.status, reportOf(gone).error?.code]).toEqual([3, "deposit/gone"]);
  });

  it("is that it cannot be reached: one sentence says what to do", async () => {
    const elsewhere = await startService({ pieceBytes: PIECE });
    elsewhere.now = Date.now();
    await elsewhere.app.listen({ port: 0, host: "127.0.0.1" });
    const other = `http://127.0.0.1:${(elsewhere.app.server.address() as AddressInfo).port}`;
    const png = await drawn("--deposit", other);
    await elsewhere.app.close();
    const { status, stderr, stdout } = await run(
      ["scan-decrypt", `${png}.txt`, "--keys", "port", "--out", newName(".pdf")],
      { cwd },
    );
    expect([status, stdout.toString()]).toEqual([7, ""]);
    expect(stderr).toMatch(
      /^error: the document is not in the code, it lies at http:.* \[deposit\/unreachable\]\nhint: /,
    );
  });
});

describe("options of a deposit", () => {
  it.concurrent.each([
    [["--once"], "usage/bad-option"],
    [["--receipt", "r.jws"], "usage/bad-option"],
    [["--deposit", "https://x.example", "--deposit-days", "367"], "usage/bad-option"],
    [["--deposit", "https://x.example", "--deposit-days", "0"], "usage/bad-option"],
    [["--deposit", "https://x.example", "--format", "jwe"], "usage/conflict"],
    [["--deposit", "https://x.example/exchange", "--sign-key", anaeKey], "exchange/bad-address"],
    [["--deposit", "http://x.example", "--sign-key", anaeKey], "exchange/bad-address"],
    [["--deposit", "https://x.example", "--unsigned"], "key/not-found"],
  ])("are refused where they make no sense: %j", async (more, code) => {
    const ran = await run(
      [
        "encrypt-to-qr",
        "plan.pdf",
        newName(".png"),
        "--keys",
        "anae",
        "--json",
        "--public-key",
        key("port_public.pem"),
        ...more,
      ],
      { cwd },
    );
    expect(reportOf(ran).error?.code).toBe(code);
  });
});

it("a document of 16 MiB goes through", { timeout: 60_000 }, async () => {
  const large = fixture("documents/label-certificate.json");
  const whole = Buffer.concat(
    Array.from({ length: Math.ceil((16 * 1024 * 1024) / large.length) }, () => large),
  );
  writeFileSync(path.join(cwd, "large.bin"), whole.subarray(0, 16 * 1024 * 1024));
  const png = newName(".png");
  const encrypted = await run(
    [
      ...["encrypt-to-qr", "--in", "large.bin", "--out-png", png, "--keys", "anae", "--sign-key", anaeKey],
      ...["--deposit", url, "--public-key", key("port_public.pem")],
    ],
    { cwd },
  );
  expect([encrypted.status, encrypted.stderr]).toEqual([0, ""]);
  const out = newName(".bin");
  expect((await run(["scan-decrypt", png, "--keys", "port", "--out", out], { cwd })).status).toBe(0);
  expect(readFileSync(path.join(cwd, out)).equals(whole.subarray(0, 16 * 1024 * 1024))).toBe(true);
});
