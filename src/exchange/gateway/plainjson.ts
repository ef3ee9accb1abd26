import { decodeUtf8 } from "../../core/encoding/text.ts";

/** Whether bytes are JSON in UTF-8. */
export function isJson(data: Uint8Array): boolean {
  try {
    JSON.parse(decodeUtf8(data) ?? "");
    return true;
  } catch {
    return false;
  }
}
