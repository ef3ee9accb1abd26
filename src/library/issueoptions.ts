/** How a document is to be issued, and what no envelope can be made of. */
import { formatNames, formats, isMediaType, limits } from "../core/index.ts";
import type { FormatName, RecipientKey, SigningKey } from "../core/index.ts";
import { checkNames, isFunction, isListOf, isObject, mustBe } from "./calls.ts";

interface IssueToOptions {
  /** Whom it is for, 1 to 16 in a compact envelope, one in the others. Each once. */
  readonly receivers: readonly RecipientKey[];
  /** JSON where none is given. */
  readonly mediaType?: string;
  /** The clock of this machine where none is given. */
  readonly now?: () => Date;
}

/** A compact envelope, which says who issued the document and until when it is in date. */
export interface StatedIssueOptions extends IssueToOptions {
  readonly format?: "compact";
  /** Null: nobody signs, and readers are told that anyone could have made it. */
  readonly signer: SigningKey | null;
  /** Who issues it and what it is about, as the document itself says: 1 to 200 characters. */
  readonly issuer?: string;
  readonly subject?: string;
  /** Whole seconds from now; without it, the document is in date for ever. */
  readonly validFor?: number;
}

/** An envelope of one of the formats that have no room for that. Anyone can have made it, and readers are told so. */
export interface BareIssueOptions extends IssueToOptions {
  readonly format: Exclude<FormatName, "compact">;
}

export type IssueOptions = StatedIssueOptions | BareIssueOptions;

type Stated = Pick<StatedIssueOptions, "signer" | "issuer" | "subject" | "validFor"> & {
  readonly format: FormatName;
};

/** A program without types must not get an unsigned envelope where it gave a signer, or forgot to. */
export function statedIn(options: IssueOptions): Stated {
  checkNames(options, ["receivers", "mediaType", "now", "format", ...statedNames]);
  const { format = "compact" } = options;
  if (!Object.hasOwn(formats, format)) throw new TypeError(`format is one of ${formatNames.join(", ")}`);
  if (formats[format].carriesStatement) return { format, ...picked(options as StatedIssueOptions) };
  const given = statedNames.find((name) => name in options && options[name as keyof typeof options] != null);
  if (given !== undefined) throw new TypeError(`a ${format} envelope has no room for ${given}`);
  return { format, signer: null };
}

const statedNames = ["signer", "issuer", "subject", "validFor"] as const;

function picked({ signer, issuer, subject, validFor }: StatedIssueOptions): Omit<Stated, "format"> {
  // What is left out by mistake is undefined; what is meant is null.
  if ((signer as unknown) === undefined) throw new TypeError("signer is a signing key, or null for nobody");
  if (validFor !== undefined && !(Number.isSafeInteger(validFor) && validFor > 0))
    throw new TypeError("validFor is a whole number of seconds from 1");
  for (const [name, text] of Object.entries({ issuer, subject })) checkText(name, text);
  return {
    signer,
    ...(issuer === undefined ? {} : { issuer }),
    ...(subject === undefined ? {} : { subject }),
    ...(validFor === undefined ? {} : { validFor }),
  };
}

function checkText(name: string, text: unknown): void {
  const most = limits.claimTextCharacters;
  const isFit = (given: unknown): boolean =>
    typeof given === "string" &&
    given !== "" &&
    !given.startsWith("\ufeff") &&
    Array.from(given).length <= most;
  mustBe(text === undefined || isFit(text), `${name} has 1 to ${most} characters, and no byte order mark`);
}

/** As media types are sealed: in lower case, without parameters (RFC 6838, section 4.2). */
export function checkMediaType(mediaType: string): void {
  mustBe(isMediaType(mediaType), "mediaType is as text/plain, in lower case and without parameters");
}

export function checkReceivers(receivers: readonly RecipientKey[], format: FormatName): void {
  const { mostRecipients } = formats[format];
  mustBe(isListOf(receivers, isReceiver), "receivers is a list of keys that readReceiverKey gives");
  const fingerprints = new Set(receivers.map(({ fingerprint }) => fingerprint));
  if (receivers.length === 0 || receivers.length > mostRecipients)
    throw new TypeError(`a ${format} envelope is for 1 to ${mostRecipients} receivers`);
  if (fingerprints.size < receivers.length) throw new TypeError("a receiver stands twice");
}

const isReceiver = (key: unknown): boolean =>
  isObject(key) && isFunction(key["wrap"]) && typeof key["fingerprint"] === "string";
