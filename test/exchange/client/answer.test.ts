import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkAnswer, readAnswer } from "../../../src/exchange/client/answer.ts";
import type { Answer } from "../../../src/exchange/client/connection.ts";
import { term } from "../../../src/exchange/client/refusals.ts";

const service = "https://exchange.example";
const answer = (status: number, body: string | Uint8Array): Answer => ({
  service,
  status,
  headers: {},
  body: typeof body === "string" ? new TextEncoder().encode(body) : body,
});
const schema = z.strictObject({ id: z.string() });

describe("readAnswer", () => {
  it("gives what was asked for", () => {
    expect(readAnswer(answer(200, '{"id":"7"}'), schema)).toEqual({ id: "7" });
    expect(readAnswer(answer(201, '{"id":"7"}'), schema)).toEqual({ id: "7" });
  });

  it.each([
    ["no JSON", answer(200, "<html>"), term("not-json")],
    ["no text", answer(200, Uint8Array.of(0x22, 0xff, 0x22)), term("not-json")],
    ["other fields", answer(200, '{"id":7}'), term("json-not-as-described")],
    ["a redirection", answer(302, '{"id":"7"}'), term("sends-on")],
  ])("refuses %s", (_, given, problem) => {
    expect(() => readAnswer(given, schema)).toThrow(
      expect.objectContaining({ code: "exchange/bad-answer", facts: { service, problem } }) as Error,
    );
  });
});

describe("checkAnswer", () => {
  it.each([
    [400, "exchange/refused"],
    [404, "exchange/refused"],
    [429, "exchange/unavailable"],
    [500, "exchange/unavailable"],
    [503, "exchange/unavailable"],
  ])("tells what the service says with %i", (status, code) => {
    const body = JSON.stringify({ error: "there is no such thing", code: "deposit/unknown" });
    expect(() => {
      checkAnswer(answer(status, body));
    }).toThrow(
      expect.objectContaining({
        code,
        facts: { url: service, says: "there is no such thing", refusal: "deposit/unknown" },
      }) as Error,
    );
  });

  it.each(["", "null", "[]", '{"error":7,"code":{}}', '{"code":"Not a code"}'])(
    "makes do with the status where a body is %s",
    (body) => {
      expect(() => {
        checkAnswer(answer(418, body));
      }).toThrow(
        expect.objectContaining({ facts: { url: service, says: "HTTP 418", refusal: "HTTP 418" } }) as Error,
      );
    },
  );

  it("passes on no more than a sentence", () => {
    const body = JSON.stringify({ error: "x".repeat(10_000), code: "a/b" });
    expect(() => {
      checkAnswer(answer(400, body));
    }).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ says: "x".repeat(300) }) as object,
      }) as Error,
    );
  });
});
