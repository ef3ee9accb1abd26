/** qrseal keygen: a fresh pair of keys, to open with or to sign with, on disk, never over an old one. */
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { nameRecipientKey, recipientKinds, shortFingerprint, signerKinds, wipe } from "../../core/index.ts";
import type { RecipientKeyPair, RecipientKind, SigningKeyPair, Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { renameWithPatience, stageOutput, writeFailure } from "../../office/folder/files.ts";
import type { StagedFile } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { KEY_NAME, privateKeyPath, publicKeyPath, readPublicKey } from "../../office/folder/keyring.ts";
import { keyFolder } from "../keys/folder.ts";
import { newPassphrase, passphraseOptions } from "../keys/passphrase.ts";
import type { PassphraseOptions } from "../keys/passphrase.ts";
import { declare } from "../page/declaring.ts";
import { isKeyFolder, isOpenToOthers, restrictToOwner } from "../../office/folder/permissions.ts";
import { readSuccessions, recordSuccession } from "../../office/folder/succession.ts";

const uses = ["recipient", "signing"] as const;
type Use = (typeof uses)[number];

interface KeygenOptions extends CommonOptions, PassphraseOptions {
  readonly outDir: string;
  readonly name: string;
  readonly use: Use;
  readonly type?: string;
  readonly bits?: string;
  readonly succeeds?: string;
  readonly encryptPrivate?: boolean;
  readonly force?: boolean;
}

export function addKeygen(program: Command, host: Host): void {
  const types = [...recipientKinds(), ...signerKinds()].map(({ id }) => id);
  const lengths = recipientKinds().flatMap((kind) => kind.lengths?.choices ?? []);
  declare(program, "keygen", {
    options: {
      "--out-dir <folder>": { usual: keyFolder(host.env) },
      "--name <name>": { usual: KEY_NAME },
      "--use <use>": { choices: uses, usual: "recipient" },
      "--type <type>": { choices: [...new Set(types)] },
      "--bits <bits>": { choices: [...new Set(lengths.map(String))] },
      "--succeeds <file>": {},
      "--encrypt-private": {},
      ...passphraseOptions,
      "--force": {},
    },
  }).action((options: KeygenOptions) => keygen(options, host));
}

async function keygen(options: KeygenOptions, host: Host): Promise<void> {
  const { terminal } = host;
  const { use, outDir } = options;
  const { type, make } = chooseMaking(options);
  checkName(options);
  const fileName = use === "signing" ? `${options.name}_signing` : options.name;
  const files = { private: privateKeyPath(outDir, fileName), public: publicKeyPath(outDir, fileName) };
  const predecessor = options.succeeds === undefined ? null : await readPublicKey(options.succeeds, host);
  // A record that is damaged is told before there is a key that it does not name.
  if (predecessor !== null) await readSuccessions(outDir);
  await checkNotTaken(files, options.force === true);

  const isProtected =
    options.encryptPrivate === true ||
    options.passphraseFile !== undefined ||
    options.passphrase !== undefined;
  const passphrase = isProtected ? await newPassphrase(options, host) : null;

  const done = terminal.progress(terminal.notices.makingKey(type));
  const { privateKey, publicKey, bits, name } = await make().finally(done);
  const privateFile = privateKey.toFile(passphrase);
  if (passphrase !== null) wipe(passphrase);

  await prepareFolder(outDir, host);
  const movedAside = await writePair(files, privateFile, publicKey.toFile(), host.now());
  wipe(privateFile);
  if (!(await restrictToOwner(files.private, 0o600))) {
    terminal.warn(terminal.notices.privateKeyNotClosed(files.private));
  }
  if (predecessor !== null) {
    const at = host.now().toISOString();
    await recordSuccession(outDir, { old: predecessor.fingerprint, new: publicKey.fingerprint, at });
  }

  const words = terminal.words.results.keys;
  await terminal.result(
    {
      privateKey: files.private,
      publicKey: files.public,
      use,
      type,
      bits,
      protected: isProtected,
      fingerprint: shortFingerprint(publicKey.fingerprint),
      sha256: publicKey.fingerprint,
      succeeds: predecessor?.fingerprint ?? null,
      movedAside,
    },
    [
      words.privateKey(files.private, name, use, isProtected),
      words.publicKey(files.public, use),
      words.fingerprint(shortFingerprint(publicKey.fingerprint)),
      ...(predecessor === null ? [] : [words.succeeds(shortFingerprint(predecessor.fingerprint), outDir)]),
      ...movedAside.map(words.movedAside),
    ],
  );
}

interface Making {
  readonly type: string;
  readonly make: () => Promise<MadePair>;
}

type MadePair = (RecipientKeyPair | SigningKeyPair) & {
  readonly bits: number | null;
  /** As people name such a key. */
  readonly name: string;
};

/** Throws usage/bad-option and usage/conflict. The first kind of a use is the usual one. */
function chooseMaking(options: KeygenOptions): Making {
  return options.use === "signing" ? chooseSigner(options) : chooseRecipient(options);
}

function chooseSigner(options: KeygenOptions): Making {
  const kind = chooseKind(signerKinds(), options);
  const { bits, succeeds } = options;
  const second = "--use signing";
  if (bits !== undefined) throw withoutLengths(bits, second);
  if (succeeds !== undefined) {
    const reason = term("dates-in-lists");
    throw failure("usage/conflict", { first: "--succeeds", second, reason });
  }
  const make = async (): Promise<MadePair> => {
    return { ...(await kind.generate()), bits: null, name: kind.name };
  };
  return { type: kind.id, make };
}

function chooseRecipient(options: KeygenOptions): Making {
  const kind = chooseKind(recipientKinds(), options);
  const bits = chooseLength(kind, options.bits);
  const make = async (): Promise<MadePair> => {
    const pair = await kind.generate(bits);
    return { ...pair, bits: pair.publicKey.bits, name: nameRecipientKey(pair.publicKey) };
  };
  return { type: kind.id, make };
}

function chooseKind<Kind extends { readonly id: string }>(
  kinds: readonly Kind[],
  { use, type }: KeygenOptions,
): Kind {
  const found = type === undefined ? kinds[0] : kinds.find(({ id }) => id === type);
  if (found !== undefined) return found;
  const allowed = eitherOf(kinds.map(({ id }) => id));
  const problem = term("type-not-for-use", type ?? "", use, allowed);
  throw failure("usage/bad-option", { problem, command: "keygen" });
}

/** In bits; undefined for a kind that knows but one. */
function chooseLength({ id, lengths }: RecipientKind, bits: string | undefined): number | undefined {
  if (bits === undefined) return lengths?.usual;
  if (lengths === null) throw withoutLengths(bits, `--type ${id}`);
  if (lengths.choices.includes(Number(bits))) return Number(bits);
  const allowed = eitherOf(lengths.choices.map(String));
  const problem = term("bits-not-for-type", bits, id, allowed);
  throw failure("usage/bad-option", { problem, command: "keygen" });
}

function withoutLengths(bits: string, second: string): Error {
  const reason = term("rsa-lengths-only");
  return failure("usage/conflict", { first: `--bits ${bits}`, second, reason });
}

/** "rsa or x25519" */
function eitherOf([first = "", ...others]: readonly string[]): Term {
  return others.reduce((named, next) => term("either", named, next), term("verbatim", first));
}

function checkName({ name, use }: KeygenOptions): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) {
    throw failure("usage/bad-option", {
      problem: term("name-not-plain", name),
      command: "keygen",
    });
  }
  // By that ending of its file's name a key is taken for one to sign with.
  if (use === "recipient" && name.endsWith("_signing")) {
    throw failure("usage/bad-option", {
      problem: term("name-of-signing-key", name),
      command: "keygen",
    });
  }
}

interface PairFiles {
  readonly private: string;
  readonly public: string;
}

async function checkNotTaken(files: PairFiles, force: boolean): Promise<void> {
  for (const file of [files.private, files.public]) {
    if (!force && (await exists(file))) throw failure("key/exists", { path: file });
  }
}

const exists = async (file: string): Promise<boolean> => (await stat(file).catch(() => null)) !== null;

/** Makes the folder for its owner alone; closes one that holds nothing but keys; warns about any other. */
async function prepareFolder(folder: string, host: Host): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) {
      await restrictToOwner(folder, 0o700);
      return;
    }
  } catch (error) {
    throw writeFailure(error, folder);
  }
  if (!(await isOpenToOthers(folder))) return;
  if ((await isKeyFolder(folder)) && (await restrictToOwner(folder, 0o700))) return;
  host.terminal.warn(host.terminal.notices.folderOpen(folder));
}

/**
 * Both files, or neither, and never halves of two pairs: the new pair is on the disk before the old public key
 * is taken away, and the new public key appears last. Returns the names the old pair was moved to.
 */
async function writePair(
  files: PairFiles,
  privateFile: Uint8Array,
  publicFile: Uint8Array,
  now: Date,
): Promise<string[]> {
  const staged: StagedFile[] = [];
  const moved: { from: string; to: string }[] = [];
  const published: string[] = [];
  try {
    staged.push(await stageOutput({ path: files.private, bytes: privateFile, mode: 0o600 }));
    staged.push(await stageOutput({ path: files.public, bytes: publicFile }));
    for (const file of [files.public, files.private]) {
      if (!(await exists(file))) continue;
      const to = await datedName(file, now);
      await renameWithPatience(file, to);
      moved.push({ from: file, to });
    }
    for (const [index, file] of [files.private, files.public].entries()) {
      await staged[index]?.publish(false);
      published.push(file);
    }
  } catch (error) {
    await undo(published, moved);
    throw error;
  } finally {
    for (const file of staged) await file.discard();
  }
  return moved.map(({ to }) => to);
}

async function undo(
  published: readonly string[],
  moved: readonly { from: string; to: string }[],
): Promise<void> {
  for (const file of published) await rm(file, { force: true });
  for (const { from, to } of moved.toReversed()) await renameWithPatience(to, from);
}

/** keys/system_private.20261121T040000Z.pem, or with a number where that second has one already. */
async function datedName(file: string, now: Date): Promise<string> {
  const { dir, name, ext } = path.parse(file);
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const taken = new Set(await readdir(dir === "" ? "." : dir));
  for (let copy = 1; ; copy += 1) {
    const dated = `${name}.${date}${copy === 1 ? "" : `-${copy}`}${ext}`;
    if (!taken.has(dated)) return path.join(dir, dated);
  }
}
