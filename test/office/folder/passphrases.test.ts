import { expect, test } from "vitest";
import { failure } from "../../../src/core/keys/refusals.ts";
import { openWithPassphrase } from "../../../src/office/folder/passphrases.ts";
import type { PassphraseQuestion } from "../../../src/office/ports.ts";

const open = (passphrase: Uint8Array): string => {
  if (Buffer.from(passphrase).toString() === "right") return "opened";
  throw failure("passphrase/wrong", { path: "port.pem" });
};

/** Answers with these, one after the other, then with none. */
function answering(...answers: readonly string[]) {
  const given = answers.map((answer) => Uint8Array.from(Buffer.from(answer)));
  const questions: PassphraseQuestion[] = [];
  const opening = openWithPassphrase(open, "port.pem", (question) => {
    questions.push(question);
    return Promise.resolve(given[questions.length - 1] ?? null);
  });
  return { opening, questions, given };
}

test("whoever is asked may try three times", async () => {
  const { opening, questions } = answering("wrong", "wrong", "right");
  expect(await opening).toBe("opened");
  expect(questions).toEqual([
    { file: "port.pem", triesLeft: 3, isAgain: false },
    { file: "port.pem", triesLeft: 2, isAgain: true },
    { file: "port.pem", triesLeft: 1, isAgain: true },
  ]);
});

test("and not four times", async () => {
  const { opening, questions } = answering("wrong", "wrong", "wrong", "right");
  await expect(opening).rejects.toMatchObject({ code: "passphrase/wrong" });
  expect(questions).toHaveLength(3);
});

test("where there is no other passphrase, the one that was wrong is told of; where there is none, that", async () => {
  await expect(answering("wrong").opening).rejects.toMatchObject({ code: "passphrase/wrong" });
  await expect(answering().opening).rejects.toMatchObject({ code: "passphrase/no-terminal" });
});

test("passphrases are wiped, wrong or right", async () => {
  const { opening, given } = answering("wrong", "right");
  await opening;
  expect(given.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true, true]);
});
