import { expect } from "vitest";
import { participant } from "../support/samplerecords.ts";
import { RACERS, winners } from "./contract.ts";
import type { Contract } from "./contract.ts";

export const participantContract: Contract = (it) => {
  it("finds them by name and by fingerprint", async ({ store, other }) => {
    const full = participant();
    const bare = participant({ encryptionKey: null, challengeHash: null, state: "active" });
    for (const each of [full, bare]) {
      expect(await store.addParticipant(each)).toBe(true);
      expect(await store.participant(each.name)).toEqual(each);
      expect(await other.participantByFingerprint(each.fingerprint)).toEqual(each);
    }
    expect(await store.participant("nobody")).toBeNull();
    expect(await store.participantByFingerprint("00")).toBeNull();
  });

  it("takes neither a name nor a fingerprint twice", async ({ store, other }) => {
    const first = participant();
    await store.addParticipant(first);
    expect(await store.addParticipant(participant({ name: first.name }))).toBe(false);
    expect(await other.addParticipant(participant({ fingerprint: first.fingerprint }))).toBe(false);
    expect(await store.participant(first.name)).toEqual(first);
    expect(await store.participantByFingerprint(first.fingerprint)).toEqual(first);
  });

  it("takes a name, and a key, from exactly one of many", async ({ race }) => {
    const { name, fingerprint } = participant();
    expect(winners(await race((by) => by.addParticipant(participant({ name }))))).toBe(1);
    expect(winners(await race((by) => by.addParticipant(participant({ fingerprint }))))).toBe(1);
  });

  it("lists them in order of name, a part at a time", async ({ store, other }) => {
    // In the order of UTF-8; UTF-16 has the last two the other way round, and dictionaries the first two.
    const names = ["B", "a", "a-1", "a.1", "a1", "é", "￼", "𐀀"].map((end) => `list-${end}`);
    for (const name of names.toReversed()) await store.addParticipant(participant({ name }));
    const found = async (after: string, count: number): Promise<string[]> =>
      (await other.participants(after, count)).map(({ name }) => name);
    expect(await found("list-", names.length)).toEqual(names);
    expect(await found("list-", 3)).toEqual(names.slice(0, 3));
    expect(await found("list-a-1", 2)).toEqual(["list-a.1", "list-a1"]);
    expect(await found("list-a-1x", 1)).toEqual(["list-a.1"]);
    expect(await store.participants("\u{10ffff}", 5)).toEqual([]);
  });

  it("changes one only from the revision before", async ({ store }) => {
    const first = participant();
    await store.addParticipant(first);
    const second = {
      ...participant({ name: first.name, state: "active", revision: 2 }),
      challengeHash: null,
    };
    expect(await store.changeParticipant({ ...second, revision: 1 })).toBe(false);
    expect(await store.changeParticipant({ ...second, revision: 3 })).toBe(false);
    expect(await store.participant(first.name)).toEqual(first);
    expect(await store.changeParticipant(second)).toBe(true);
    expect(await store.changeParticipant(second)).toBe(false);
    expect(await store.participant(first.name)).toEqual(second);
    expect(await store.participantByFingerprint(first.fingerprint)).toBeNull();
    expect(await store.changeParticipant(participant({ revision: 2 }))).toBe(false);
  });

  it("does not give one the key of another", async ({ store }) => {
    const [first, second] = [participant(), participant()];
    await store.addParticipant(first);
    await store.addParticipant(second);
    const { fingerprint } = first;
    expect(await store.changeParticipant({ ...second, fingerprint, revision: 2 })).toBe(false);
    expect(await store.participant(second.name)).toEqual(second);
    expect(await store.changeParticipant({ ...first, state: "active", revision: 2 })).toBe(true);
  });

  it("is changed by exactly one of many who saw the same revision", async ({ store, race }) => {
    const first = participant();
    await store.addParticipant(first);
    const offered = Array.from({ length: RACERS }, () => participant({ name: first.name, revision: 2 }));
    const answers = await race((by, racer) => by.changeParticipant(offered[racer] ?? first));
    expect(winners(answers)).toBe(1);
    expect(await store.participant(first.name)).toEqual(offered[answers.indexOf(true)]);
  });

  it("gives a new key to exactly one of many who ask for it", async ({ race }) => {
    const many = Array.from({ length: RACERS }, () => participant());
    await race((by, racer) => by.addParticipant(many[racer] ?? participant()));
    const { fingerprint } = participant();
    const answers = await race((by, racer) =>
      by.changeParticipant({ ...(many[racer] ?? participant()), fingerprint, revision: 2 }),
    );
    expect(winners(answers)).toBe(1);
  });

  it("removes one, once, and its name and key are free again", async ({ store, race }) => {
    const first = participant();
    await store.addParticipant(first);
    expect(winners(await race((by) => by.removeParticipant(first.name)))).toBe(1);
    expect(await store.participant(first.name)).toBeNull();
    expect(await store.participantByFingerprint(first.fingerprint)).toBeNull();
    expect(await store.addParticipant(first)).toBe(true);
  });
};
