/**
 * Transcripts: what a person types and, to the letter, what comes back. One file a topic, run top to bottom in
 * an empty folder, without a terminal. TOPIC.slow.test.ts beside TOPIC.txt plays it, so that topics share the workers.
 *
 *   # a comment            === a new case: its name; starts again in an empty folder
 *   + copy A B             copies fixtures/A to B          + text B "JSON string"   writes a file
 *   + bytes B HEX          writes bytes                    + mkdir B   + chmod 0444 B   + link A B (symbolic)
 *   + cut A B N            the first N bytes of A       + alter A B FIELD   changes a character in a JSON field
 *   + wrap A               adds what Windows editors and scanners add around a text
 *   + code B "JSON string" a picture of a QR code       + sheet B A1 A2     a picture of two: texts of A1 and A2
 *   + trouble B KIND SEED  a picture that cannot be read, and why (test/qr/support/troubles.ts)
 *   + sealed B KEY SIGNER ISSUED EXPIRES TEXT   a compact envelope; - for no signer or expiry; times as +3d or -2h from now
 *   + add A B              appends the text of A to B
 *   + env NAME=VALUE       for the commands that follow
 *   + service              a service to ask (transcriptservice.ts), with + service tls over TLS; + stop ends it,
 *                          + ahead 40d has its clock go so much ahead
 *   $ qrseal …             runs it; 'single quotes' keep spaces together; < F and > F redirect; @-30d is a day
 *   > line                 expected on stdout              ! line  expected on stderr
 *   = 3                    expected exit status
 *   ? files A B            the folder holds exactly these  ? same A B   ? mode A 600   ? absent A
 *
 * Expected lines may hold <fingerprint>, <keyid>, <sha256>, <id>, <count>, <date>, <compactday>, <day>, <minute>, <moment>, <seconds>, <jws>,
 * <trace>, <traced> and <essais> (the rungs that were tried, for programs, and for people in English and French). With a service, commands and lines
 * may hold <url>, <secure>, <certificate> and <deposit>, which stand for exactly what it is and was given.
 */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, inject, test } from "vitest";
import { cases } from "../../runtimes.ts";
import { afterFixtures } from "./clock.ts";
import { alterField, drawCode, drawSheet, drawTrouble, sealDocument } from "./props.ts";
import { emptyFolder, projectFolder, run } from "./run.ts";
import { startTranscriptService } from "./transcriptservice.ts";
import type { TranscriptService } from "./transcriptservice.ts";

export interface TranscriptCase {
  readonly name: string;
  readonly lines: readonly { readonly text: string; readonly at: string }[];
}

export function readTranscript(file: string): readonly TranscriptCase[] {
  const cases: { name: string; lines: { text: string; at: string }[] }[] = [];
  for (const [index, text] of readFileSync(file, "utf8").split("\n").entries()) {
    if (text.startsWith("===")) cases.push({ name: text.slice(3).trim(), lines: [] });
    else if (text !== "" && !text.startsWith("# "))
      cases.at(-1)?.lines.push({ text, at: `${path.basename(file)}:${index + 1}` });
  }
  return cases;
}

const placeholders: Readonly<Record<string, string>> = {
  "<fingerprint>": "[0-9a-f]{4}(?:-[0-9a-f]{4}){4}",
  "<sha256>": "[0-9a-f]{64}",
  "<date>": String.raw`\d{8}T\d{6}Z`,
  "<count>": String.raw`[\d,]+`,
  "<keyid>": "[0-9a-f]{4}(?:-[0-9a-f]{4}){3}",
  "<id>": "[0-9a-f]{32}",
  "<compactday>": String.raw`\d{8}`,
  "<day>": String.raw`\d{4}-\d\d-\d\d`,
  "<minute>": String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC`,
  "<moment>": String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z`,
  "<seconds>": String.raw`\d{10}`,
  "<jws>": String.raw`[\w-]+\.[\w-]+\.[\w-]+`,
  "<traced>": String.raw`(?:[\w.-]+ +\w+ +\d+ read, \d+ seen, \d+ ms\n?)+(?<!\n)`,
  "<essais>": String.raw`(?:[\w.-]+ +\p{L}+(?: \p{L}+)? +\d+ lus?, \d+ vus?, \d+ ms\n?)+(?<!\n)`,
  "<trace>": String.raw`\[(?:\{"rung":"[\w.-]+","outcome":"\w+","read":\d+,"unread":\d+,"milliseconds":\d+\},?)+\]`,
};

function expectLines(found: string, expected: readonly string[], what: string, at: string): void {
  const pattern = expected
    .map((line) =>
      line
        .replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
        .replace(/<[a-z0-9]+>/g, (name) => placeholders[name] ?? name),
    )
    .map((line) => `${line}\n`)
    .join("");
  if (!new RegExp(`^${pattern}$`, "u").test(found)) {
    expect(found, `${what} of ${at}`).toBe(expected.map((line) => `${line}\n`).join(""));
  }
}

/** Plays the transcript that lies beside a test file: the cases of audit.txt for audit.slow.test.ts. */
export function playBeside(testFile: string): void {
  const topic = path.basename(testFile, ".slow.test.ts");
  // TOPIC-linux is about things that other systems have not.
  const isForeign = topic.endsWith("-linux") && process.platform !== "linux";
  const all = readTranscript(path.join(path.dirname(testFile), `${topic}.txt`));
  const played = inject("runtimes") ? all.filter(({ name }) => Object.hasOwn(cases[topic] ?? {}, name)) : all;
  describe.skipIf(isForeign)(`${topic}.txt`, () => {
    // Each has a folder of its own, and mostly waits for processes.
    test.concurrent.each(played)("$name", play);
  });
}

/** Runs one case; every command's streams and status must be as written. */
async function play({ lines }: TranscriptCase): Promise<void> {
  const { folder, remove } = emptyFolder();
  const env: Record<string, string> = {};
  let service: TranscriptService | null = null;
  const fill = (line: string): string => {
    const facts = service?.facts() ?? {};
    return line.replace(/<(?:url|secure|certificate|deposit)>/g, (name) => facts[name] ?? name);
  };
  const inFolder = (name: string): string => path.join(folder, name);
  try {
    for (let index = 0; index < lines.length; index += 1) {
      const { text = "", at = "" } = lines[index] ?? {};
      const [sign, rest] = [text.slice(0, 1), text.slice(2)];
      if (sign === "+" && /^service(?: tls)?$/.test(rest))
        service = await startTranscriptService(rest.endsWith("tls"));
      else if (sign === "+" && rest === "stop") await service?.close();
      else if (sign === "+" && /^ahead \d+d$/.test(rest))
        service?.moveClock(Number(rest.slice(6, -1)) * 86_400_000);
      else if (sign === "+") {
        await prepare(rest, inFolder, env, at);
        // A service has the clock of this machine, and looks at no document's date.
        if (service === null && copiesDated(rest)) Object.assign(env, afterFixtures());
      } else if (sign === "?") check(rest, folder, inFolder, at);
      else if (sign === "$") {
        const answer: Record<string, string[]> = { ">": [], "!": [], "=": [] };
        while (">!=".includes(lines[index + 1]?.text.slice(0, 1) ?? "?")) {
          index += 1;
          const line = lines[index]?.text ?? "";
          answer[line.slice(0, 1)]?.push(line.slice(2));
        }
        await playCommand(fill(rest), answer, folder, env, at, fill);
      } else throw new Error(`${at}: cannot read this line: ${text}`);
    }
  } finally {
    await service?.close();
    remove();
  }
}

const copiesDated = (line: string): boolean => /^copy (?:trust\/|images\/sealed\.heic )/.test(line);

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function playCommand(
  line: string,
  answer: Readonly<Record<string, readonly string[]>>,
  folder: string,
  env: Readonly<Record<string, string>>,
  at: string,
  fill: (line: string) => string,
): Promise<void> {
  const [name, ...words] = (line.match(/'[^']*'|\S+/g) ?? [])
    .map((word) => word.replace(/^'(.*)'$/, "$1"))
    .map((word) => word.replace(/^@([+-]\d+)d$/, (_, days: string) => dayFromNow(Number(days))));
  expect(name, at).toBe("qrseal");
  const redirect = (sign: string): string | undefined => {
    const found = words.indexOf(sign);
    return found === -1 ? undefined : words.splice(found, 2)[1];
  };
  const from = redirect("<");
  const to = redirect(">");
  const stdin = from === undefined ? {} : { stdin: readFileSync(path.join(folder, from)) };
  const { stdout, stderr, status } = await run(words, { cwd: folder, env, ...stdin });
  if (to !== undefined) writeFileSync(path.join(folder, to), stdout);
  // A command may have made what a line speaks of.
  const expected = (sign: string): string[] => (answer[sign] ?? []).map(fill);
  expectLines(stderr, expected("!"), "standard error", at);
  if (to === undefined) expectLines(stdout.toString("utf8"), expected(">"), "standard output", at);
  expect([status, at]).toEqual([Number(answer["="]?.[0] ?? 0), at]);
}

async function prepare(
  line: string,
  inFolder: (name: string) => string,
  env: Record<string, string>,
  at: string,
): Promise<void> {
  const [verb = "", first = "", ...others] = line.split(" ");
  const rest = others.join(" ");
  if (verb === "copy") {
    mkdirSync(path.dirname(inFolder(rest)), { recursive: true });
    cpSync(path.join(projectFolder, "fixtures", first), inFolder(rest), { recursive: true });
    if (first.includes("private")) chmodSync(inFolder(rest), 0o600);
  } else if (verb === "text") writeFileSync(inFolder(first), JSON.parse(rest) as string);
  else if (verb === "bytes") writeFileSync(inFolder(first), Buffer.from(rest, "hex"));
  else if (verb === "mkdir") mkdirSync(inFolder(first));
  else if (verb === "cut")
    writeFileSync(inFolder(others[0] ?? ""), readFileSync(inFolder(first)).subarray(0, Number(others[1])));
  else if (verb === "alter") {
    const [to = "", field = ""] = others;
    writeFileSync(inFolder(to), alterField(readFileSync(inFolder(first), "utf8"), field));
  } else if (verb === "wrap")
    writeFileSync(inFolder(first), `\ufeff${readFileSync(inFolder(first), "utf8")}\r\n`, "utf16le");
  else if (verb === "code")
    writeFileSync(inFolder(first), await drawCode(new TextEncoder().encode(JSON.parse(rest) as string)));
  else if (verb === "sheet")
    writeFileSync(inFolder(first), await drawSheet(others.map((name) => readFileSync(inFolder(name)))));
  else if (verb === "trouble")
    writeFileSync(inFolder(first), drawTrouble(others[0] ?? "", Number(others[1])));
  else if (verb === "chmod") chmodSync(inFolder(rest), parseInt(first, 8));
  else if (verb === "link") symlinkSync(first, inFolder(rest));
  else if (verb === "sealed") {
    const [key = "", signer = "", issued = "", expires = "", ...words] = others;
    const read = (name: string): Uint8Array | null => (name === "-" ? null : readFileSync(inFolder(name)));
    const sealed = await sealDocument(
      read(key) ?? new Uint8Array(0),
      read(signer),
      issued,
      expires,
      words.join(" "),
    );
    writeFileSync(inFolder(first), sealed);
  } else if (verb === "add") appendFileSync(inFolder(rest), readFileSync(inFolder(first)));
  else if (verb === "env") {
    const [name = "", ...value] = line.slice("env ".length).split("=");
    env[name] = value.join("=");
  } else throw new Error(`${at}: unknown preparation ${verb}`);
}

function check(line: string, folder: string, inFolder: (name: string) => string, at: string): void {
  const [verb, ...names] = line.split(" ");
  const [first = "", second = ""] = names;
  if (verb === "files") expect(readdirSync(folder).sort(), at).toEqual(names.sort());
  else if (verb === "same")
    expect(readFileSync(inFolder(first)).equals(readFileSync(inFolder(second))), at).toBe(true);
  else if (verb === "absent") expect(existsSync(inFolder(first)), at).toBe(false);
  else if (verb === "mode") {
    if (process.platform !== "win32")
      expect((statSync(inFolder(first)).mode & 0o777).toString(8), at).toBe(second);
  } else throw new Error(`${at}: unknown check ${verb ?? ""}`);
}
