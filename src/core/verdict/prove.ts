/**
 * Who of a trust list signed a statement. Done once and handed to the judge, who works with what was proved and asks no
 * key: so judging stays plain arithmetic, wherever keys are.
 */
import { isSignedBy, verifySignature } from "../envelope/statement.ts";
import type { OpenedStatement } from "../envelope/statement.ts";
import type { TrustedIssuer } from "../trust/list.ts";
import type { Trust } from "../trust/trust.ts";

declare const proof: unique symbol;

/** A statement beside what its signature proves by this trust. Only proveSignature makes one. */
export interface ProvedStatement {
  readonly [proof]: true;
  readonly statement: OpenedStatement;
  /** Null: there is no trust list. */
  readonly trust: Trust | null;
  /** The entries whose key the signature names; one key may have several. */
  readonly named: readonly TrustedIssuer[];
  /** Those of them whose key made it. */
  readonly signers: readonly TrustedIssuer[];
}

export async function proveSignature(
  statement: OpenedStatement,
  trust: Trust | null,
): Promise<ProvedStatement> {
  const { signature, signedFor } = statement;
  const named = trust?.issuers.filter(({ key }) => signature !== null && isSignedBy(signature, key)) ?? [];
  const signers: TrustedIssuer[] = [];
  for (const entry of named) {
    if (await verifySignature(statement, entry.key, signedFor)) signers.push(entry);
  }
  return { statement, trust, named, signers } as unknown as ProvedStatement;
}
