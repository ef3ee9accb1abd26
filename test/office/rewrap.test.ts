/** The use case alone: what is asked of the ports, in which order, and what is left undone where one of them fails. */
import { expect, test } from "vitest";
import { open, parseEnvelope } from "../../src/core/index.ts";
import { rewrap } from "../../src/office/index.ts";
import type { NotNeeded, Presented, Rewrapped } from "../../src/office/index.ts";
import { office, signer } from "../core/envelope/compact/keys.ts";
import type { OfficeName } from "../core/envelope/compact/keys.ts";
import { sealCompact, sealKeyWrapped } from "../core/envelope/support/sealing.ts";
import { present as there } from "../core/support/fixtures.ts";
import { held, memoryOffice, NOW } from "./support/memoryoffice.ts";
import type { MemoryOffice } from "./support/memoryoffice.ts";

const document = Buffer.from('{"label":1}');

const presentedAs = (bytes: Uint8Array): Presented => ({
  envelope: parseEnvelope(bytes),
  bytes,
  picture: null,
});

const sealed = async (signed = true): Promise<Presented> =>
  presentedAs(
    await sealCompact(document, [office("port").publicKey], {
      signer: signed ? signer("issuer-ed25519").privateKey : null,
      issuedAt: NOW,
    }),
  );

const rewrapping = async (
  desk: MemoryOffice,
  to: OfficeName = "port-next",
  presented?: Presented,
): Promise<Rewrapped<number> | NotNeeded> =>
  rewrap(
    presented ?? (await sealed()),
    {
      ...desk,
      delivery: {
        draw: (envelope: Uint8Array) => desk.step("draw").then(() => envelope.length),
        deliver: () => desk.step("deliver"),
      },
    },
    { successor: { file: `${to}.pem`, key: office(to).publicKey } },
  );

const steps = ["list keys", "open key", "draw", "note rewrapping", "deliver", "predecessors"];

test("a document is sealed again, drawn, noted and delivered, in this order", async () => {
  const desk = memoryOffice({ predecessors: [office("port").publicKey.fingerprint] });
  const done = await rewrapping(desk);
  expect(desk.steps).toEqual(steps);
  if (done.outcome !== "rewrapped") throw new Error("expected it to be done");
  expect(done).toMatchObject({ isSigned: true, isNoted: true, key: { name: "port" } });
  const opened = there(await open(parseEnvelope(done.envelope), office("port-next").privateKey));
  expect(Buffer.from(opened.document())).toEqual(document);
});

test("says where no record lets its signature hold, and where nobody signed it", async () => {
  expect(await rewrapping(memoryOffice())).toMatchObject({ isSigned: true, isNoted: false });
  expect(await rewrapping(memoryOffice(), "port-next", await sealed(false))).toMatchObject({
    isSigned: false,
  });
});

test.each(steps)("nothing follows where this fails: %s", async (failing) => {
  const desk = memoryOffice({ failing });
  await expect(rewrapping(desk)).rejects.toMatchObject({ code: "output/disk-full" });
  expect(desk.steps).toEqual(steps.slice(0, steps.indexOf(failing) + 1));
});

test("a document that is for that key already is left alone", async () => {
  const desk = memoryOffice();
  expect(await rewrapping(desk, "port")).toEqual({ outcome: "not-needed" });
  expect(desk.steps).toEqual(["list keys", "open key"]);
});

test("a key that its format has no place for is refused before anything is noted", async () => {
  const bytes = await sealKeyWrapped(document, office("office-2048").publicKey, { format: "classic" });
  const desk = memoryOffice();
  const keyRing = {
    ...desk.keyRing,
    list: () => Promise.resolve([held("office-2048")]),
    openPrivate: () => Promise.resolve(office("office-2048").privateKey),
  };
  const rewrapped = rewrapping({ ...desk, keyRing }, "port-next", presentedAs(bytes));
  await expect(rewrapped).rejects.toMatchObject({ code: "key/wrong-type" });
  expect(desk.steps).toEqual([]);
});
