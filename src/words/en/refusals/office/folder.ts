/** What `src/office/folder` refuses, in English. */
import type { folderRefusals, FolderTerms } from "../../../../office/folder/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof folderRefusals> = {
  "usage/same-file": (f) => ({
    says: `${f.output} and ${f.other} are the same file, ${f.path}`,
    hint: "give the output another name",
  }),
  "input/not-found": (f) => ({
    says: `${f.what} not found: ${f.path}`,
    hint: "check the name and the folder",
  }),
  "input/is-folder": (f) => ({
    says: `expected ${f.what}, found a folder: ${f.path}`,
    hint: "name a file inside it",
  }),
  "input/unreadable": (f) => ({
    says: `${f.what} cannot be read: ${f.path} (${f.reason})`,
    hint: "check that you may read it and that the disk or stick is still there",
  }),
  "input/empty": (f) => ({
    says: `expected ${f.what}, found nothing: ${f.path} is empty`,
    hint: "check that the file was copied or the picture saved completely",
  }),
  "input/too-large": (f) => ({
    says: `${f.what} is larger than the ${bytes(f.maxBytes)} allowed: ${f.path}`,
    hint: "check that it is the right file",
  }),
  "output/exists": (f) => ({
    says: `${f.path} exists already and was left as it is`,
    hint: "give the output another name, or --force to replace it",
  }),
  "output/no-folder": (f) => ({
    says: `the folder for the output does not exist: ${f.path}`,
    hint: "make the folder first, or name another one",
  }),
  "output/is-folder": (f) => ({
    says: `expected a file name for the output, found a folder: ${f.path}`,
    hint: "add a file name to it",
  }),
  "output/disk-full": (f) => ({
    says: `the disk is full, nothing was written: ${f.path}`,
    hint: "free some space or name another disk, then run the same command again",
  }),
  "output/broken-pipe": () => ({
    says: "the program reading the output stopped before the end",
    hint: "run it again with the output in a file, then pass the file on",
  }),
  "key/bad-succession": (f) => ({
    says: `the record of which key succeeds which is damaged: ${f.path} (${f.problem})`,
    hint: "bring it back from a copy, or take it away and record the successions again with qrseal keys succeed",
  }),
  "trust/store-damaged": (f) => ({
    says: `this desk's trust list is damaged, nobody is believed until it is mended: ${f.path} (${f.problem})`,
    hint: "bring the file back from a copy; else move it away, import the authority's bundle and add your own issuers again",
  }),
  "trust/busy": (f) => ({
    says: `other commands keep changing the trust list, this change was not made: ${f.path}`,
    hint: "run the command again when they are done",
  }),
  "register/not-a-register": (f) => ({
    says: `expected another desk's register, found something else in line ${number(f.line)}: ${f.path}`,
    hint: "name the register.jsonl from that desk's key folder; your own register is as it was",
  }),
  "exchange/bad-record": (f) => ({
    says: `the record of known services is damaged: ${f.path}`,
    hint: "bring it back from a copy; without it, ask the operators for the fingerprints of their RSA keys before you call again",
  }),
};

export const terms: TermWords<FolderTerms> = {
  document: "the document",
  "trust-list": "the trust list",
  register: "the register",
  "key-folder": "the key folder",
  successions: "the record of which key succeeds which",
  "other-register": "the other desk's register",
  "audit-log": "the audit log",
  "known-services": "the record of known services",
  "standard-input": "standard input",
  "disk-read-only": "the disk is read-only",
  "disk-error": "the disk reports an error",
  "in-use": "another program is using it",
  "changed-by-another": "another program changes it",
  "name-too-long": "the name is too long",
  "links-in-a-circle": "its links lead in a circle",
  "path-through-file": "part of the path is a file",
  "file-in-the-way": "a file of that name is in the way",
  "name-not-allowed": "the name is not allowed here",
  "not-successions": "it is not a list of old and new fingerprints with dates",
  "list-empty": "it is empty",
  "dangling-link": "it is a link to nothing",
  "bundle-missing": "it is missing, and trust.txt names its authority",
  "authority-not-named": "trust.txt does not name the authority it is by",
  "authority-did-not-sign": "the authority named in trust.txt did not sign it",
  "signature-broken": "its signature does not hold",
  "no-entry": "it is no entry of this log",
  "head-missing": "the noted head is not in it: entries were cut off or replaced",
  "written-further-down": "it was written further down in the file: what was before it is gone",
  "foreign-line-before": "before it stands a line that no writer leaves there",
  "copied-line": "it is a copy of an earlier line",
  "chain-broken": "its chain value fits neither what stands before it nor its own content",
};
