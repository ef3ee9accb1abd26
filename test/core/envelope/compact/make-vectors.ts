/**
 * Makes fixtures/compact-vectors: an envelope each for every defect of defects/, and expected.json. The keys in them
 * are fresh, so each run makes other bytes; the tests read the files, and a name that is there already is left alone.
 *
 * usage: tsx test/core/envelope/compact/make-vectors.ts
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cborVectors, textVectors } from "./defects/text.ts";
import { documentVectors } from "./defects/document.ts";
import { headerVectors, structureVectors } from "./defects/header.ts";
import { commitmentVectors, tagVectors, unwrapVectors } from "./defects/opening.ts";
import { addressedVectors, recipientVectors } from "./defects/recipients.ts";
import { signatureStructureVectors, signatureVectors, signedForVectors } from "./defects/signature.ts";
import { claimsVectors, statementVectors } from "./defects/statement.ts";
import { outcomeOf } from "./steps.ts";

const folder = new URL("../../../../fixtures/compact-vectors/", import.meta.url);
mkdirSync(folder, { recursive: true });

const vectors = [
  ...textVectors(),
  ...cborVectors(),
  ...structureVectors(),
  ...headerVectors(),
  ...recipientVectors(),
  ...addressedVectors(),
  ...unwrapVectors(),
  ...commitmentVectors(),
  ...tagVectors(),
  ...statementVectors(),
  ...signatureStructureVectors(),
  ...claimsVectors(),
  ...signatureVectors(),
  ...signedForVectors(),
  ...documentVectors(),
];

const twice = vectors.filter(({ name }, at) => vectors.findIndex((other) => other.name === name) !== at);
if (twice.length > 0) throw new Error(`named twice: ${twice.map(({ name }) => name).join(", ")}`);

for (const { name, content, step, code, key, signer } of vectors) {
  const file = new URL(`${name}.txt`, folder);
  if (!existsSync(file)) writeFileSync(file, content);
  const found = await outcomeOf(new Uint8Array(readFileSync(file)), key, signer);
  if (found.step !== step || found.code !== code)
    console.error(`${name}: expected ${step}, ${code}; found ${found.step}, ${found.code ?? "no code"}`);
}
const lines = vectors.map(({ name, step, code, key, signer }) =>
  JSON.stringify({ file: `${name}.txt`, step, code, key, signer }),
);
writeFileSync(new URL("expected.json", folder), `[\n  ${lines.join(",\n  ")}\n]\n`);
console.log(`${vectors.length} vectors`);
