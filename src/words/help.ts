/**
 * What a language must say on the pages of help. Commands, arguments and options are declared in src/cli/commands with
 * exactly the ones that are named here: one that a language leaves out does not compile, nor does one without words.
 */

/** The page of one command. */
export interface Page<Argument extends string = never, Option extends string = never> {
  /** Beside its name, on the page of what it belongs to. */
  readonly summary: string;
  readonly description: string;
  /** As they stand in its first line: "<url>", "[png]", "<file...>". */
  readonly arguments: Readonly<Record<Argument, string>>;
  readonly options: Readonly<Record<Option, string>>;
  /** Lines that can be typed. */
  readonly examples: readonly string[];
}

type Passphrase = "--passphrase-file <file>" | "--passphrase <text>";
type Look = "--effort <effort>" | "--trace";
type Drawing = "--error-correction <level>" | "--module-size <px>";
type Service = "--service-certificate <sha256>" | "--ca <file>";
type Asker = "--sign-key <file>" | "--keys <folder>" | "--admin-token-file <file>" | Passphrase | Service;
type Depositor = "--participant-key <file>" | "--keys <folder>" | Passphrase | Service;

/** By the words that call a command; the program itself by none. */
export interface Pages {
  readonly "": Page<never, "--version">;

  readonly keygen: Page<
    never,
    | "--out-dir <folder>"
    | "--name <name>"
    | "--use <use>"
    | "--type <type>"
    | "--bits <bits>"
    | "--succeeds <file>"
    | "--encrypt-private"
    | Passphrase
    | "--force"
  >;
  readonly keys: Page;
  readonly "keys list": Page<never, "--keys <folder>">;
  readonly "keys succeed": Page<"<old>" | "<new>", "--keys <folder>">;

  readonly "encrypt-to-qr": Page<
    "[document]" | "[png]",
    | "--in-json <file>"
    | "--in <file>"
    | "--public-key <file>"
    | "--keys <folder>"
    | "--sign-key <file>"
    | "--unsigned"
    | "--issuer <name>"
    | "--subject <text>"
    | "--valid-for <time>"
    | Passphrase
    | "--out-png <file>"
    | "--out-envelope <file>"
    | "--format <format>"
    | Drawing
    | "--deposit <url>"
    | "--once"
    | "--deposit-days <days>"
    | "--participant-key <file>"
    | "--receipt <file>"
    | Service
    | "--force"
  >;
  readonly "scan-decrypt": Page<
    "[picture]" | "[document]",
    | "--qr <file>"
    | "--text <file>"
    | "--keys <folder>"
    | "--private-key <file>"
    | "--accept <name>"
    | "--out-json <file>"
    | "--out <file>"
    | Passphrase
    | "--explain <file>"
    | "--lang <language>"
    | "--force"
    | "--exchange <url>"
    | "--no-fetch"
    | Service
    | Look
  >;
  readonly inspect: Page<"<file>", Look>;
  readonly read: Page<"<picture...>", "--explain <file>" | "--force" | Look>;
  readonly rewrap: Page<
    "<picture>" | "[png]",
    | "--public-key <file>"
    | "--keys <folder>"
    | "--private-key <file>"
    | "--out-png <file>"
    | "--out-envelope <file>"
    | Passphrase
    | Drawing
    | "--force"
  >;

  readonly trust: Page;
  readonly "trust add": Page<
    "<name>" | "<public-key-file>",
    "--from <day>" | "--until <day>" | "--speaks-for <place>" | "--keys <folder>"
  >;
  readonly "trust list": Page<never, "--keys <folder>">;
  readonly "trust remove": Page<"<issuer>", "--keys <folder>">;
  readonly "trust revoke": Page<
    never,
    "--key <key>" | "--document <id>" | "--reason <text>" | "--keys <folder>"
  >;
  readonly "trust export": Page<"<file>", "--sign-key <file>" | Passphrase | "--force" | "--keys <folder>">;
  readonly "trust import": Page<"<file>", "--signed-by <file>" | "--force" | "--keys <folder>">;

  readonly register: Page;
  readonly "register list": Page<never, "--document <id>" | "--keys <folder>">;
  readonly "register merge": Page<"<file...>", "--keys <folder>">;
  readonly audit: Page;
  readonly "audit verify": Page<never, "--noted <hash>" | "--keys <folder>">;
  readonly "audit list": Page<never, "--last <n>" | "--keys <folder>">;

  readonly participant: Page;
  readonly "participant register": Page<"<url>" | "<name>", Asker | "--private-key <file>">;
  readonly "participant show": Page<"<url>" | "<name>", Asker>;
  readonly "participant replace-key": Page<
    "<url>" | "<name>",
    Asker | "--new-sign-key <file>" | "--private-key <file>"
  >;
  readonly "participant remove": Page<"<url>" | "<name>", Asker>;
  readonly "participant suspend": Page<"<url>" | "<name>", "--admin-token-file <file>" | Service>;
  readonly "participant resume": Page<"<url>" | "<name>", "--admin-token-file <file>" | Service>;
  readonly "participant list": Page<"<url>", "--admin-token-file <file>" | Service>;
  readonly call: Page<
    "<url>" | "<name>",
    | "--in-json <file>"
    | "--out <file>"
    | "--keys <folder>"
    | "--participant-key <file>"
    | Passphrase
    | "--pin <sha256>"
    | Service
    | "--force"
  >;
  readonly deposit: Page;
  readonly "deposit status": Page<"<url>" | "<id>", Depositor>;
  readonly "deposit remove": Page<"<url>" | "<id>", Depositor>;
  readonly serve: Page<
    "[task]",
    | "--host <address>"
    | "--port <number>"
    | "--data <folder>"
    | "--database-url <url>"
    | "--tls-cert <file>"
    | "--tls-key <file>"
    | "--plain-http"
    | "--key-file <file>"
    | "--passphrase-file <file>"
    | "--allow-cbc"
    | "--upstream <name=url>"
    | "--config <file>"
    | "--print-config"
    | "--statuses <file>"
  >;
  readonly completion: Page<"<shell>">;
}

export type CommandPath = keyof Pages;
export type ArgumentOf<C extends CommandPath> = keyof Pages[C]["arguments"];
export type OptionOf<C extends CommandPath> = keyof Pages[C]["options"];

/** "folder" of "--keys <folder>", "picture" of "<picture...>". */
type PlaceIn<Term> = Term extends `${string}${"<" | "["}${infer Name}...${">" | "]"}`
  ? Name
  : Term extends `${string}${"<" | "["}${infer Name}${">" | "]"}`
    ? Name
    : never;

/** What stands in a term for what is typed there. */
export type Place = { [C in CommandPath]: PlaceIn<ArgumentOf<C> | OptionOf<C>> }[CommandPath];

export interface Help {
  /** What commander calls its headings. */
  readonly headings: Readonly<Record<"Usage:" | "Arguments:" | "Options:" | "Commands:", string>>;
  /** Before the first of the examples. */
  readonly example: string;
  readonly places: Readonly<Record<Place | "options" | "command", string>>;
  /** What an argument can be, after its description. */
  readonly choices: (values: readonly string[]) => string;
  /** What every command has; --lang is left out of a page where it has no words. */
  readonly common: Readonly<Record<"--json" | "--quiet" | "--help", string>> & {
    readonly "--lang <language>": string | null;
  };
  readonly pages: Pages;
}
