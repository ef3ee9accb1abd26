/** A kind of recipients that carries the content key in the open, and keys of it that do as they are told. */
import { expect, it } from "vitest";
import { compact } from "../../../src/core/envelope/compact/compact.ts";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import { open } from "../../../src/core/envelope/open.ts";
import { seal } from "../../../src/core/envelope/seal.ts";
import { addRecipientKind } from "../../../src/core/keys/kinds.ts";
import { x25519 } from "../../../src/core/keys/kinds/x25519.ts";
import type { OpeningKey, RecipientKey, RecipientKind } from "../../../src/core/keys/recipientkind.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { expectRejection, present } from "../support/fixtures.ts";

const ALGORITHM = -70_000;

const plain: RecipientKind = {
  ...x25519,
  id: "plain",
  parse: ({ unprotected, wrappedKey }) =>
    unprotected.get(1) === ALGORITHM && wrappedKey.length === 32 ? { keyWrap: "none", keyBits: 1 } : null,
};
addRecipientKind(plain);

const { spki, fingerprint } = (await x25519.generate()).publicKey;
const itself = (bytes: Uint8Array): Uint8Array => bytes;
const noFile = (): Uint8Array => new Uint8Array(0);

const recipient = (wrapped: (contentKey: Uint8Array) => Uint8Array): RecipientKey => ({
  kind: plain,
  bits: 1,
  spki,
  fingerprint,
  wrap: (contentKey) =>
    Promise.resolve({
      protectedHeader: new Uint8Array(0),
      unprotected: new Map([[1, ALGORITHM]]),
      wrappedKey: Uint8Array.from(wrapped(contentKey)),
    }),
  toFile: noFile,
});

const opening = (unwrapped: (wrappedKey: Uint8Array) => Uint8Array | null): OpeningKey => ({
  kind: plain,
  bits: 1,
  spki,
  fingerprint,
  unwrap: ({ wrappedKey }) => Promise.resolve(unwrapped(wrappedKey)),
  toFile: noFile,
});

const document = encodeUtf8("{}");
const sealedFor = async (...recipients: readonly RecipientKey[]): Promise<Uint8Array> =>
  seal(document, { format: compact, recipients, statement: { signer: null, issuedAt: 1 } });
const envelope = parseEnvelope(await sealedFor(recipient(itself)));

it("opens what it sealed", async () => {
  expect(present(await open(envelope, opening(itself))).document()).toEqual(document);
});

it.each([
  ["none", () => null],
  ["one of 31 bytes", (key: Uint8Array) => key.subarray(1)],
  ["one of 33 bytes", () => new Uint8Array(33)],
  ["another", () => new Uint8Array(32)],
])("unwraps %s as the content key: damaged, and not a word more", async (_, unwrapped) => {
  await expectRejection(
    () => open(envelope, opening(unwrapped)),
    "open/damaged",
    "the envelope is for your key, but its content was damaged or altered",
  );
});

it("is not asked for another kind's recipient of the same name", async () => {
  let asked = 0;
  const unwrap = (): Promise<null> => {
    asked += 1;
    return Promise.resolve(null);
  };
  await expectRejection(() => open(envelope, { ...opening(itself), kind: x25519, unwrap }), "open/damaged");
  expect(asked).toBe(0);
});

it("puts nothing on paper that no reader would take", async () => {
  await expectRejection(() => sealedFor(recipient(() => new Uint8Array(5))), "internal/bug");
});

it("may stand in one envelope with another kind", async () => {
  const port = await x25519.generate();
  const both = parseEnvelope(await sealedFor(port.publicKey, recipient(itself)));
  for (const key of [port.privateKey, opening(itself)]) {
    expect(present(await open(both, key)).document()).toEqual(document);
  }
  expect(both.recipients.map(({ kind }) => kind.id)).toEqual(["x25519", "plain"]);
});
