/** What an office does with documents, without a terminal: for commands, pages and mailboxes to call. */
export { present } from "./present.ts";
export type { PresentOptions, PresentPorts } from "./present.ts";
export type { LeftAtService, Outcome, RefusedDocument, Taken } from "./outcome.ts";
export { identifyDocument, sha256 } from "./presented.ts";
export type { Presented } from "./presented.ts";
export type { Decision } from "./decide.ts";
export { extensionFor } from "./extension.ts";

export { depositEndsFirst, issue, openDepositor } from "./issue.ts";
export type { DocumentToIssue, Issued, IssueOptions, IssuePorts, SealedEnvelope } from "./issue.ts";
export type { Receiver, Sealed } from "./sealing.ts";
export { chooseSigner } from "./keys/signer.ts";
export type { Signer } from "./keys/signer.ts";
export { chooseParticipantKey } from "./keys/participant.ts";

export { rewrap } from "./rewrap.ts";
export type { NotNeeded, Rewrapped, RewrapOptions, RewrapPorts } from "./rewrap.ts";

export type * from "./ports.ts";
export type { HeldKey, UsedKey } from "./heldkey.ts";
export { officeIn } from "./folder/office.ts";
export type { FolderOffice, Surroundings } from "./folder/office.ts";
