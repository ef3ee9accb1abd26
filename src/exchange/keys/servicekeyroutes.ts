/** `GET /v1/keys`: the service's public keys, for whoever encrypts to it, checks what it signed, or follows its rotations. */
import { encodeBase64 } from "../../core/encoding/text.ts";
import type { Routes } from "../http/routes.ts";
import { keysAnswer } from "../protocol/servicekeymessages.ts";
import type { KeysAnswer } from "../protocol/servicekeymessages.ts";
import type { KeyGeneration } from "./generation.ts";
import { newestOf } from "./servicekeys.ts";
import type { ServiceKeys } from "./servicekeys.ts";

export function serviceKeyRoutes({ keys }: { readonly keys: ServiceKeys }): Routes {
  return (app) => {
    app.get(
      "/v1/keys",
      {
        schema: {
          summary: "The service's public keys",
          description: "Every generation; each is signed by the identity of the one before it.",
          tags: ["keys"],
          response: { 200: keysAnswer },
        },
      },
      async () => {
        // Another process may have rotated; whoever asks wants to see that.
        await keys.refresh();
        return describeGenerations(keys.all());
      },
    );
  };
}

export function describeGenerations(generations: readonly KeyGeneration[]): KeysAnswer {
  return {
    current: newestOf(generations).generation,
    generations: generations.map((described, at) => {
      const { generation, createdAt, rsa, dsa, identity, succession } = described;
      const previous = generations[at - 1];
      return {
        generation,
        created_at: new Date(createdAt).toISOString(),
        rsa: { ...publicKeyOf(rsa), key_size: rsa.publicKey.bits },
        dsa: publicKeyOf(dsa),
        identity: publicKeyOf(identity),
        succession:
          succession === null || previous === undefined
            ? null
            : {
                signed_by: previous.identity.publicKey.fingerprint,
                signature: encodeBase64(succession),
              },
      };
    }),
  };
}

function publicKeyOf({ publicKey }: KeyGeneration["rsa" | "dsa" | "identity"]): {
  public_key: string;
  fingerprint: string;
} {
  return {
    public_key: publicKey.key.export({ type: "spki", format: "pem" }).toString(),
    fingerprint: publicKey.fingerprint,
  };
}
