import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decryptContent } from "../../../../src/core/primitives/aead.ts";
import { parseStatement } from "../../../../src/core/envelope/statement.ts";
import { inspect } from "../../../../src/core/envelope/inspect.ts";
import { expectRefusal, fixture, hex, present } from "../../support/fixtures.ts";
import { office } from "./keys.ts";
import { claims, document, envelopeOf, seal, signed, write } from "./parts.ts";
import { outcomeOf, steps } from "./steps.ts";
import { vectors } from "./vectors.ts";
import { commitToKey } from "../../../../src/core/envelope/compact/commitment.ts";
import { compact } from "../../../../src/core/envelope/compact/compact.ts";
import { isAddressedTo, unwrapContentKey } from "../../../../src/core/envelope/contentkey.ts";

const folder = new URL("../../../../fixtures/compact-vectors/", import.meta.url);
const content = (file: string): Uint8Array => fixture(`compact-vectors/${file}`);

describe("compact envelopes with one defect", () => {
  it("are all listed, and of every step", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));
    expect(files.sort()).toEqual(vectors.map(({ file }) => file).sort());
    expect(vectors.length).toBeGreaterThanOrEqual(681);
    expect(new Set(vectors.map(({ step }) => step))).toEqual(new Set(steps));
  });

  it.each(vectors)("$file: $code", async ({ file, step, code, key, signer }) => {
    expect(await outcomeOf(content(file), key, signer)).toEqual({ step, code });
  });

  // Without a key as much is refused as can be seen without one.
  it.each(vectors.filter(({ step }) => steps.indexOf(step) < steps.indexOf("addressed")))(
    "$file is refused by inspect",
    ({ file, code }) => {
      expectRefusal(() => inspect(content(file)), code as Parameters<typeof expectRefusal>[1]);
    },
  );

  it("have no other: what they were made from opens", async () => {
    const good = [
      [write(seal()), "port", null],
      [write(seal({ to: ["office-2048"] })), "office-2048", null],
      [write(seal({ to: ["port", "air"] })), "air", null],
      [envelopeOf(claims([1, undefined], [2, undefined], [4, undefined], [5, undefined])), "port", null],
      [envelopeOf(claims([-65_538, 0], [-65_539, document])), "port", null],
      [envelopeOf(signed()), "port", "issuer-ed25519"],
      [envelopeOf(signed({ signer: "issuer-p256" })), "port", "issuer-p256"],
      [envelopeOf(signed({ signer: "issuer-rsa" })), "port", "issuer-rsa"],
      [envelopeOf(signed({ signer: "issuer-dsa" })), "port", "issuer-dsa"],
      [envelopeOf(signed({ to: ["port", "air"] }), "port", "air"), "air", "issuer-ed25519"],
    ] as const;
    for (const [text, key, signer] of good)
      expect((await outcomeOf(new TextEncoder().encode(text), key, signer)).step).toBe("opened");
  });
});

describe("two keys, one ciphertext", async () => {
  const envelope = compact.parse(Buffer.from(content("commitment-two-keys-one-ciphertext.txt")).toString());
  const contentKeyOf = async (name: "port" | "air"): Promise<Uint8Array> => {
    const { privateKey } = office(name);
    const own = present(envelope.recipients.find((recipient) => isAddressedTo(recipient, privateKey)));
    return present(await unwrapContentKey(own, privateKey));
  };
  const contentKeys = [await contentKeyOf("port"), await contentKeyOf("air")];

  it("opens under both to claims that differ, were it not for the commitment", () => {
    const statements = contentKeys.map((key) =>
      parseStatement(present(decryptContent(key, envelope.nonce, envelope.ciphertext, envelope.aad))),
    );
    const [one, other] = statements.map(({ claims: { documentId } }) => hex(documentId));
    expect(one).not.toBe(other);
  });

  it("is committed to one of them", async () => {
    const commitment = hex(present(envelope.keyCommitment));
    expect(contentKeys.map((key) => hex(commitToKey(key)) === commitment)).toEqual([true, false]);
    const bytes = content("commitment-two-keys-one-ciphertext.txt");
    expect((await outcomeOf(bytes, "port", null)).step).toBe("opened");
    expect(await outcomeOf(bytes, "air", null)).toEqual({ step: "commitment", code: "open/damaged" });
  });
});
