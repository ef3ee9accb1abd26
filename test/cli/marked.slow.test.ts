/**
 * Every word of a language stands between marks here, and so must every letter that a person sees: what does not is data,
 * or was said past src/words. Sentences of refusals have a test of their own.
 */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { wordsIn } from "../../src/words/index.ts";
import type * as Said from "../../src/words/index.ts";
import { drawCode } from "./support/props.ts";
import { emptyFolder, projectFolder } from "./support/run.ts";
import { startTranscriptService } from "./support/transcriptservice.ts";
import type { TranscriptService } from "./support/transcriptservice.ts";
import { runWithin } from "./support/within.ts";

vi.mock("../../src/words/index.ts", async (load) => {
  const { wordsIn: words, ...others } = await load<typeof Said>();
  const marked = (value: unknown): unknown => {
    if (typeof value === "string") return value === "" ? "" : `⟦${value}⟧`;
    if (typeof value === "function")
      return (...facts: unknown[]): unknown => marked(Reflect.apply(value, null, facts));
    if (value instanceof Promise) return value.then(marked);
    if (Array.isArray(value)) return value.map(marked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, marked(one)]));
  };
  return { ...others, wordsIn: { ...words, en: marked(words.en) } };
});

/** What stands outside the marks, which may lie within each other. */
function outside(text: string): string {
  const stripped = text.replace(/⟦[^⟦⟧]*⟧/g, "");
  return stripped === text ? text : outside(stripped);
}

const { pages } = await wordsIn.en.help();
const paths = Object.keys(pages) as Said.CommandPath[];

describe("a page of help", () => {
  test.each(paths)("of %j says all its words in a language", async (command) => {
    const { stdout, status } = await runWithin(
      [...command.split(" "), "--help"].filter((word) => word !== ""),
    );
    expect([status, stdout.includes("⟦")]).toEqual([0, true]);
    const names = [...command.split(" "), ...paths.flatMap((other) => other.split(" ")), "qrseal"];
    const rest = outside(stdout)
      .replace(/--[a-z-]+/g, "")
      // What is usual, and what can be chosen.
      .replace(/\[[^\]]+\]/g, "")
      .replace(/[\w-]+(?:\|[\w-]+)+/g, "")
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word !== "" && !names.includes(word));
    expect(rest).toEqual([]);
  });

  test("a word past the language is found", () => {
    expect(outside("⟦Usage:⟧ qrseal ⟦a ⟦b⟧ c⟧ said")).toBe(" qrseal  said");
  });
});

const before = process.cwd();
const { folder, remove } = emptyFolder();
let service: TranscriptService;
beforeAll(async () => {
  process.chdir(folder);
  service = await startTranscriptService(false);
  const fixture = (from: string, to: string): void => {
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(path.join(projectFolder, "fixtures", from), to);
    if (from.includes("private")) chmodSync(to, 0o600);
  };
  fixture("keys/port_private.pem", "keys/system_private.pem");
  fixture("keys/port_public.pem", "keys/system_public.pem");
  fixture("keys/port_public.pem", "keys/office_public.pem");
  fixture("keys/air_private.pem", "keys/office_private.pem");
  fixture("keys/port-next_public.pem", "next_public.pem");
  fixture("keys/issuer-ed25519_signing_private.pem", "keys/anae_signing_private.pem");
  fixture("keys/issuer-ed25519_signing_public.pem", "keys/anae_signing_public.pem");
  fixture("keys/authority_signing_private.pem", "authority/authority_signing_private.pem");
  fixture("keys/authority_signing_public.pem", "authority.pem");
  fixture("desk/register.jsonl", "other.jsonl");
  fixture("desk/audit.jsonl", "log/audit.jsonl");
  writeFileSync("label.json", '{"label":1}');
  writeFileSync("ask.json", '{"document_id":"3f9a"}');
  writeFileSync("token.txt", "the-token-of-the-administration");
  writeFileSync("web.png", await drawCode(new TextEncoder().encode("https://example.org")));
});
afterAll(async () => {
  process.chdir(before);
  await service.close();
  remove();
});

/** One after the other: each finds what those before it left. <url> and <deposit> as in transcripts. */
const commands: readonly string[] = [
  "keygen --name new --type x25519 --out-dir made",
  "keygen --name new --type x25519 --out-dir made --force --succeeds made/new_public.pem",
  "keygen --name sign --use signing --out-dir made --passphrase open",
  "keys list",
  "keys list --keys made",
  "keys list --keys nowhere",
  "keys succeed keys/system_public.pem next_public.pem",
  "keys succeed keys/system_public.pem next_public.pem",
  "trust list",
  "trust add ANAE keys/anae_signing_public.pem --speaks-for Dakar --from 2026-01-01",
  "encrypt-to-qr label.json --valid-for 90d --out-envelope label.txt --subject Quay",
  "encrypt-to-qr label.json open.png --unsigned",
  "inspect label.png",
  "read web.png --trace",
  "scan-decrypt label.png back.json",
  "scan-decrypt label.png again.json --trace",
  "scan-decrypt open.png opened.json --accept unsigned",
  "rewrap label.png new.png --public-key next_public.pem --out-envelope new.txt",
  "trust revoke --key ANAE --reason lost",
  "trust revoke --key ANAE",
  "trust revoke --document 0b5f0e6c1f2a4d3b8c7d6e5f4a3b2c1d",
  "trust list",
  "trust add ANAE keys/anae_signing_public.pem --keys authority --quiet",
  "trust export bundle.png --keys authority",
  "trust import bundle.png --signed-by authority.pem",
  "trust import bundle.png",
  "trust list",
  "trust remove ANAE",
  "register list",
  "register list --document 00000000000000000000000000000000",
  "register merge other.jsonl",
  "audit list",
  "audit verify",
  "audit verify --keys log",
  "participant list <url> --admin-token-file token.txt",
  "participant register <url> port",
  "participant show <url> port",
  "participant suspend <url> port --admin-token-file token.txt",
  "participant resume <url> port --admin-token-file token.txt",
  "participant list <url> --admin-token-file token.txt",
  "call <url> status --in-json ask.json --out answer.json",
  "encrypt-to-qr label.json lying.png --deposit <url> --once --valid-for 90d",
  "deposit status <url> <deposit>",
  "deposit remove <url> <deposit>",
  "deposit remove <url> <deposit>",
  "participant remove <url> port",
  "serve --print-config --port 5443",
];

/** What a result names as it was given, and names of kinds of keys and of settings. */
const data =
  /\b(?:(?:keys|made)\/[\w.]+|(?:rsa|x25519|ed25519)(?: \d+)?|[\w-]+\.json|new|office|sign|system|anae|Quay|retired|[0-9a-f]{4}(?:-[0-9a-f]{4})+)\b/g;
/** A setting's name and what it is, as JSON has them. */
const setting = /^[a-zA-Z]+ +(?:".*"|null|true|false|\d+|\[\]|\{\}) {2}$/gm;

describe("what a command answers", () => {
  test("is said in a language, all but data", async () => {
    for (const command of commands) {
      const facts = service.facts();
      const line = command.replace(/<\w+>/g, (name) => facts[name] ?? name);
      // A terminal, so that what is under way is said as well; without colours.
      const ran = await runWithin(line.split(" "), { TERM: "dumb", QRSEAL_DESK: "desk 4" });
      expect([command, ran.stderr, ran.status]).toEqual([command, ran.stderr, 0]);
      const said = `${ran.stdout}\n${ran.stderr.replaceAll("\r\u001b[K", "\n")}`;
      const rest = outside(said).replace(setting, "").replace(data, "");
      expect([command, rest.match(/\p{L}+/gu) ?? []]).toEqual([command, []]);
      expect([command, said.includes("⟦")]).toEqual([command, !line.includes("--quiet")]);
    }
  });
});
