/** The use case alone: what is asked of the ports, in which order, and what is left behind where one of them fails. */
import { describe, expect, test } from "vitest";
import {
  DEPOSIT_MEDIA_TYPE,
  ed25519,
  open,
  parseEnvelope,
  parseTicket,
  toHex,
} from "../../src/core/index.ts";
import type { DepositTicket } from "../../src/core/index.ts";
import { chooseSigner, depositEndsFirst, issue, openDepositor } from "../../src/office/index.ts";
import type { Depositor, Issued, IssueOptions } from "../../src/office/index.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import { present as there } from "../core/support/fixtures.ts";
import { depositOf, memoryOffice, NOW } from "./support/memoryoffice.ts";
import type { MemoryOffice } from "./support/memoryoffice.ts";

const document = { bytes: Buffer.from('{"label":1}'), mediaType: "application/json" };
const receivers = [{ file: "port.pem", key: office("port").publicKey }];
const anae = { file: "anae.pem", key: signer("issuer-ed25519").privateKey };

/** A code is drawn as how many characters it has. */
const issuing = (
  desk: MemoryOffice,
  options: Partial<IssueOptions> = {},
  bytes = document,
): Promise<Issued<number>> => {
  const delivery = {
    draw: ({ sealed }: { readonly sealed: { readonly envelope: Uint8Array } }) =>
      desk.step("draw").then(() => sealed.envelope.length),
    deliver: () => desk.step("deliver"),
  };
  const usual = { format: "compact", receivers, signer: anae, deposit: null } as const;
  return issue(bytes, { ...desk, delivery }, { ...usual, ...options });
};

const openedBy = async (name: "port" | "air", { sealed }: Issued<number>) =>
  there(await open(parseEnvelope(sealed.envelope), office(name).privateKey));

test("a document is sealed, drawn, noted and delivered, in this order", async () => {
  const desk = memoryOffice();
  const issued = await issuing(desk, { validFor: 60, subject: "a label" });
  expect(desk.steps).toEqual(["draw", "note sealing", "deliver"]);
  const opened = await openedBy("port", issued);
  expect(Buffer.from(opened.document())).toEqual(document.bytes);
  const { claims } = there(opened.statement);
  expect(claims).toMatchObject({ issuedAt: NOW, expiresAt: NOW + 60, subject: "a label" });
  expect(issued).toMatchObject({
    drawn: issued.sealed.envelope.length,
    deposited: null,
    sealed: { documentId: toHex(claims.documentId), issuedAt: NOW, expiresAt: NOW + 60 },
  });
});

test("keys that were opened once seal any number of documents, each with an id of its own", async () => {
  const desk = memoryOffice();
  const { keyRing } = desk;
  const opened = {
    receivers: [{ file: "port.pem", key: office("port").publicKey }],
    signer: await chooseSigner({ signKey: "anae.pem" }, keyRing),
  };
  const asked = desk.steps.length;
  const all = [await issuing(desk, opened), await issuing(desk, opened), await issuing(desk, opened)];
  expect(desk.steps.slice(asked)).toEqual(Array(3).fill(["draw", "note sealing", "deliver"]).flat());
  expect(new Set(all.map(({ sealed }) => sealed.documentId)).size).toBe(3);
  for (const issued of all)
    expect(there((await openedBy("port", issued)).statement).signature).not.toBeNull();
});

test.each(["draw", "note sealing", "deliver"])("nothing follows where this fails: %s", async (failing) => {
  const desk = memoryOffice({ failing });
  await expect(issuing(desk)).rejects.toMatchObject({ code: "output/disk-full" });
  expect(desk.steps.at(-1)).toBe(failing);
});

describe("a document that is deposited", () => {
  const { ticket } = depositOf(document.bytes);

  const claims = {
    deposit: toHex(ticket.id),
    digest: toHex(ticket.digest),
    size: ticket.size,
    expires: ticket.expiresAt,
    completed_at: NOW,
    depositor: "anae",
  };

  /** Takes anything, and gives that ticket. */
  const depositorAt = (desk: MemoryOffice, given: DepositTicket = ticket): Depositor => ({
    deposit: async (bytes, terms, progress) => {
      await desk.step(`deposit ${bytes.length} bytes of ${terms.mediaType} for ${terms.seconds}`);
      progress(bytes.length, bytes.length);
      return {
        ticket: given,
        receipt: "receipt",
        claims,
        finish: () => desk.step("finish"),
        undo: () => desk.step("undo"),
      };
    },
    close: () => desk.step("close"),
  });
  const depositing = (desk: MemoryOffice, given?: DepositTicket): Promise<Issued<number>> =>
    issuing(desk, {
      validFor: 900,
      deposit: { depositor: depositorAt(desk, given), once: true, seconds: 50 },
    });
  const first = "deposit 11 bytes of application/json for 50";

  test("is put there first, and the code holds what leads to it", async () => {
    const desk = memoryOffice();
    const issued = await depositing(desk);
    expect(desk.steps).toEqual([first, "draw", "note sealing", "deliver", "finish"]);
    const opened = await openedBy("port", issued);
    expect(opened.mediaType).toBe(DEPOSIT_MEDIA_TYPE);
    expect(parseTicket(opened.document()).id).toEqual(ticket.id);
    expect(desk.events).toEqual([{ code: "depositing", bytes: 11, of: 11 }, { code: "transfer-ended" }]);
  });

  test.each(["draw", "note sealing", "deliver"])(
    "is taken out again where this fails: %s",
    async (failing) => {
      const desk = memoryOffice({ failing });
      await expect(depositing(desk)).rejects.toMatchObject({ code: "output/disk-full" });
      expect(desk.steps.slice(-2)).toEqual([failing, "undo"]);
    },
  );

  test("is sealed for nobody where the service does not take it", async () => {
    const desk = memoryOffice({ failing: first });
    await expect(depositing(desk)).rejects.toMatchObject({ code: "output/disk-full" });
    expect(desk.steps).toEqual([first]);
    expect(desk.events).toEqual([{ code: "transfer-ended" }]);
  });

  test.each([
    ["longer", NOW + 901, null],
    ["as long", NOW + 900, null],
    ["not as long", NOW + 899, { depositUntil: NOW + 899, validUntil: NOW + 900 }],
  ])("lies there %s than it is valid", async (_, expiresAt, expected) => {
    const issued = await depositing(memoryOffice(), { ...ticket, expiresAt });
    expect(depositEndsFirst(issued)).toEqual(expected);
    expect(depositEndsFirst({ ...issued, deposited: null })).toBeNull();
  });

  test.each([
    ["the key that was named", "participant.pem", ["open participant.pem"]],
    ["the key that signs", undefined, []],
  ])("is deposited under %s", async (_, named, steps) => {
    const desk = memoryOffice();
    const opening = openDepositor({ url: "https://x.example", certificate: null }, named, anae, {
      ...desk,
      deposits: {
        ...desk.deposits,
        openDepositor: async (_service, key) => {
          expect((await key()).kind).toBe(ed25519);
          return depositorAt(desk);
        },
      },
    });
    await (await opening).close();
    expect(desk.steps).toEqual([...steps, "close"]);
  });
});
