import { describe, expect, expectTypeOf, it } from "vitest";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import type { OpenedStatement } from "../../../src/core/envelope/statement.ts";
import type { TrustedIssuer } from "../../../src/core/trust/list.ts";
import type { Trust } from "../../../src/core/trust/trust.ts";
import { judge } from "../../../src/core/verdict/judge.ts";
import { proveSignature } from "../../../src/core/verdict/prove.ts";
import type { ProvedStatement } from "../../../src/core/verdict/prove.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { office, signer } from "../envelope/compact/keys.ts";
import type { SignerName } from "../envelope/compact/keys.ts";
import { openCompact, sealCompact } from "../envelope/support/sealing.ts";
import { present } from "../support/fixtures.ts";

const issuedAt = 1_790_000_000;

async function statementBy(name: SignerName | null): Promise<OpenedStatement> {
  const signedBy = name === null ? null : signer(name).privateKey;
  const envelope = await sealCompact(encodeUtf8("{}"), [office("port").publicKey], {
    signer: signedBy,
    issuedAt,
  });
  return present(await openCompact(parseEnvelope(envelope), office("port").privateKey));
}

const entry = (
  name: string,
  key: SignerName,
  dates: Partial<Pick<TrustedIssuer, "from" | "until">> = {},
): TrustedIssuer => ({
  name,
  key: signer(key).publicKey,
  speaksFor: null,
  from: null,
  until: null,
  ...dates,
});

const trusting = (...issuers: readonly TrustedIssuer[]): Trust => ({
  issuers,
  revokedKeys: new Map(),
  revokedDocuments: new Map(),
  madeAt: issuedAt,
  isBundle: false,
});

const namesOf = (entries: readonly TrustedIssuer[]): string[] => entries.map(({ name }) => name);

describe("what a signature proves", () => {
  it.each(["false", 1, {}, undefined])(
    "is nothing where a key of a program's own answers %j",
    async (answer) => {
      const anae = entry("ANAE", "issuer-ed25519");
      const odd = { ...anae, key: { ...anae.key, verify: () => Promise.resolve(answer as never) } };
      const proved = await proveSignature(await statementBy("issuer-ed25519"), trusting(odd));
      expect(namesOf(proved.named)).toEqual(["ANAE"]);
      expect(proved.signers).toEqual([]);
    },
  );

  it("is every entry of the key that made it, and of no other", async () => {
    const trust = trusting(
      entry("old", "issuer-ed25519", { until: 1 }),
      entry("another", "issuer-p256"),
      entry("new", "issuer-ed25519", { from: 2 }),
    );
    const proved = await proveSignature(await statementBy("issuer-ed25519"), trust);
    expect(namesOf(proved.named)).toEqual(["old", "new"]);
    expect(namesOf(proved.signers)).toEqual(["old", "new"]);
  });

  it("is nothing where it was altered, though it names its key", async () => {
    const statement = await statementBy("issuer-ed25519");
    const signature = present(statement.signature);
    const bytes = Uint8Array.from(signature.signature);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const forged = { ...statement, signature: { ...signature, signature: bytes } };
    const proved = await proveSignature(forged, trusting(entry("ANAE", "issuer-ed25519")));
    expect([namesOf(proved.named), namesOf(proved.signers)]).toEqual([["ANAE"], []]);
  });

  it("is nothing without a signature, without a list, and by a list that does not know the key", async () => {
    const trust = trusting(entry("ANAE", "issuer-ed25519"));
    for (const [statement, list] of [
      [await statementBy(null), trust],
      [await statementBy("issuer-ed25519"), null],
      [await statementBy("issuer-p256"), trust],
    ] as const) {
      const { named, signers } = await proveSignature(statement, list);
      expect([named, signers]).toEqual([[], []]);
    }
  });
});

it("the judge takes what was proved, and asks no key itself", async () => {
  let asked = 0;
  const { publicKey } = signer("issuer-ed25519");
  const counting = {
    ...publicKey,
    verify: async (...given: Parameters<typeof publicKey.verify>) => {
      asked += 1;
      return publicKey.verify(...given);
    },
  };
  const trust = trusting({ ...entry("ANAE", "issuer-ed25519"), key: counting });
  const proved = await proveSignature(await statementBy("issuer-ed25519"), trust);
  expect(asked).toBe(1);
  const { fingerprint } = office("port").publicKey;
  const circumstances = { key: { name: "port", fingerprint }, predecessors: [], now: issuedAt };
  expect(judge(proved, circumstances).issuer?.name).toBe("ANAE");
  expect(asked).toBe(1);
});

it("the judge takes no statement whose signature nobody has looked at", () => {
  expectTypeOf<OpenedStatement>().not.toExtend<Parameters<typeof judge>[0]>();
  expectTypeOf<Awaited<ReturnType<typeof proveSignature>>>().toEqualTypeOf<ProvedStatement>();
  // Not even one that is put together of the same parts.
  type Parts = { readonly [Name in keyof ProvedStatement & string]: ProvedStatement[Name] };
  expectTypeOf<Parts>().not.toExtend<ProvedStatement>();
});
