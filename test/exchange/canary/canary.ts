/**
 * Marked plaintext goes through a running service in all three ways, rightly and wrongly; then everything that the
 * service wrote, and its memory, is searched for it.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sealDeposit } from "../../../src/core/index.ts";
import {
  connect,
  fetchDeposit,
  newReaderClaim,
  openGateway,
  registerParticipant,
  uploadDeposit,
} from "../../../src/exchange/client/index.ts";
import type { Connection } from "../../../src/exchange/client/index.ts";
import { party } from "../support/signingparty.ts";
import { startServing } from "../support/serveprocess.ts";
import type { Serving } from "../support/serveprocess.ts";
import { startUpstream } from "../support/misbehavingupstream.ts";
import { findInBytes, findInFiles, newMark, search } from "./marks.ts";
import type { Trace } from "./marks.ts";
import { memoryOf } from "./memory.ts";
import { signingKeyIn } from "../../core/support/nodekeys.ts";

export interface Marks {
  /** The service encrypts it. */
  readonly vault: string;
  /** The service decrypts it, and passes it on. */
  readonly gateway: string;
  /** The service sees ciphertext only. */
  readonly deposit: string;
  /** A participant's name, which is no secret: whatever search does not find it has not searched. */
  readonly control: string;
}

export interface Canary {
  readonly marks: Marks;
  /** In files, logs, metrics and refusals, while it ran and afterwards. */
  readonly written: readonly Trace[];
  /** In its memory; null where that cannot be read here. */
  readonly memory: readonly Trace[] | null;
}

export const cannotLook =
  "skipped: the memory of another process can be read on Linux only, and not by everybody";

export interface CanaryOptions {
  /** Where the service keeps its data instead of SQLite, and the folder of that database. */
  readonly database?: { readonly url: string; readonly folder: string };
}

export async function sendCanary({ database }: CanaryOptions = {}): Promise<Canary> {
  const folder = mkdtempSync(path.join(tmpdir(), "qrseal-canary-"));
  const upstream = await startUpstream();
  const marks: Marks = {
    vault: newMark("vault"),
    gateway: newMark("gateway"),
    deposit: newMark("deposit"),
    control: newMark("control"),
  };
  const all = Object.values(marks) as string[];
  let serving: Serving | null = null;
  try {
    serving = await startServing({
      folder,
      args: [
        "--allow-cbc",
        ...["--upstream", `documents=${upstream.url}`],
        ...(database === undefined ? [] : ["--database-url", database.url]),
      ],
      env: { QRSEAL_SERVE_LOG_LEVEL: "trace" },
    });
    const service = connect({ url: serving.url, certificateFingerprint: serving.fingerprint ?? "" });
    const said = await sayMarks(service, marks);
    const metrics = await service.request("GET", "/metrics");
    await service.close();

    const places = [folder, ...(database === undefined ? [] : [database.folder])];
    const written = [
      ...findInBytes(metrics.body, "/metrics", all),
      ...findInBytes(said.wrongAnswers, "refusals", all),
      ...places.flatMap((place) => findInFiles(place, all)),
    ];
    const memory = findInMemory(serving, marks);
    serving.process.kill("SIGTERM");
    await serving.ended;
    const logs = serving.written();
    if (!logs.includes("/v1/vault/:id")) throw new Error("the service logged no requests");
    written.push(...findInBytes(Buffer.from(logs), "logs", all));
    written.push(...places.flatMap((place) => findInFiles(place, all)));
    return { marks, written, memory };
  } finally {
    serving?.process.kill("SIGKILL");
    await serving?.ended;
    await upstream.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const json = { "content-type": "application/json" };

async function sayMarks(service: Connection, marks: Marks): Promise<{ readonly wrongAnswers: Uint8Array }> {
  await throughVault(service, marks.vault);
  await throughGateway(service, marks.gateway);
  await throughDeposit(service, marks.deposit, marks.control);
  return { wrongAnswers: await wrongly(service, marks.vault) };
}

async function ask(service: Connection, method: string, path: string, body?: unknown): Promise<Buffer> {
  const text = body === undefined ? {} : { headers: json, body: Buffer.from(JSON.stringify(body)) };
  const answer = await service.request(method, path, text);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status}`);
  return Buffer.from(answer.body);
}

async function throughVault(service: Connection, mark: string): Promise<void> {
  const data = `to be kept: ${mark}`;
  const sealed = JSON.parse((await ask(service, "POST", "/store", { data })).toString()) as { data: object };
  const retrieved = (await ask(service, "POST", "/retrieve", sealed.data)).toString();
  if (!retrieved.includes(mark)) throw new Error("what was stored was not retrieved");
  const { id } = JSON.parse((await ask(service, "POST", "/v1/vault", { data })).toString()) as { id: string };
  await ask(service, "GET", `/v1/vault/${id}`);
}

async function throughGateway(service: Connection, mark: string): Promise<void> {
  const gateway = openGateway(service);
  const text = Buffer.from(JSON.stringify({ asks: mark }));
  for (const answer of [await gateway.test(text), await gateway.send("documents", text)]) {
    if (!Buffer.from(answer.body).includes(mark))
      throw new Error("the gateway did not answer what it was sent");
  }
  // What goes wrong behind it is told of too.
  for (const behave of ["large", "vanishes", "fails", "redirects"]) {
    await gateway.send("documents", Buffer.from(JSON.stringify({ behave, asks: mark })));
  }
  await gateway.send("nobody", text);
  await gateway.send("documents", Buffer.from(mark));
}

async function throughDeposit(service: Connection, mark: string, name: string): Promise<void> {
  const office = party(name);
  const signer = { key: signingKeyIn(office.key, "a key of the tests") };
  await registerParticipant(service, { name: office.name, signer, encryptionKey: null });
  // Random bytes, so that the mark is not compressed away.
  const document = Buffer.concat([randomBytes(700_000), Buffer.from(mark), randomBytes(700_000)]);
  const sealed = sealDeposit(document, "application/octet-stream");
  const terms = { readToken: randomBytes(32), expiresAt: Math.floor(Date.now() / 1000) + 3600, once: false };
  const { id } = await uploadDeposit(service, signer, sealed, terms);
  const ticket = { origin: service.url, id, ...terms, digest: sealed.digest, size: sealed.size };
  await fetchDeposit(service, ticket, { claim: newReaderClaim() });
}

/** Where a mark has no business: all of these are refused, and refusals quote nothing. */
async function wrongly(service: Connection, mark: string): Promise<Uint8Array> {
  const text = (body: string): Uint8Array => Buffer.from(body);
  const asked = [
    ["POST", "/store", json, text(JSON.stringify({ data: mark, [mark]: mark }))],
    ["POST", "/store", json, text(`{"data": "${mark}`)],
    ["POST", "/store", { "content-type": mark }, text(mark)],
    [
      "POST",
      "/retrieve",
      json,
      text(JSON.stringify({ nonce: mark, encrypted_data: mark, tag: mark, signature: mark })),
    ],
    ["GET", `/v1/vault/${mark}?${mark}=${mark}`, {}, undefined],
    ["GET", `/${mark}`, { authorization: `Bearer ${mark}`, cookie: mark, "x-request-id": mark }, undefined],
    [
      "POST",
      "/api/encryption/test/",
      json,
      text(JSON.stringify({ encrypted_data: mark, encrypted_session_key: mark })),
    ],
    ["DELETE", `/v1/participants/${mark}`, { authorization: `Bearer ${mark}` }, undefined],
  ] as const;
  const answers: Uint8Array[] = [];
  for (const [method, path, headers, body] of asked) {
    const answer = await service.request(method, path, { headers, body });
    if (answer.status < 400) throw new Error(`${method} was not refused`);
    answers.push(answer.body);
  }
  return Buffer.concat(answers);
}

/** In all that a core dump would hold, while the service waits for the next request. */
function findInMemory({ process: service }: Serving, marks: Marks): readonly Trace[] | null {
  const memory = memoryOf(service.pid ?? 0);
  if (memory === null) return null;
  service.kill("SIGSTOP");
  try {
    return search(memory, "memory", Object.values(marks) as string[]);
  } finally {
    service.kill("SIGCONT");
  }
}
