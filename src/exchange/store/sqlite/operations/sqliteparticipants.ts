import type { Operations } from "../../contract/operations.ts";
import type { ParticipantStore } from "../../contract/participantstore.ts";
import { participantColumns, participantOf, participantValues } from "../../rows/participantrows.ts";
import { marks } from "../database/statements.ts";
import type { Statements } from "../database/statements.ts";

const select = `SELECT ${participantColumns.join()} FROM participant`;

/** Of the revision before, unless another participant has the fingerprint. */
const replace = `UPDATE participant SET (${participantColumns.join()}) = (${marks(participantColumns)})
  WHERE name = ? AND revision = ?
  AND NOT EXISTS (SELECT 1 FROM participant WHERE fingerprint = ? AND name <> ?)`;

export function sqliteParticipants(statements: Statements): Operations<keyof ParticipantStore> {
  const { change, insertNew, rows, find } = statements;
  return {
    participant: (name) => find(participantOf, `${select} WHERE name = ?`, name),
    participantByFingerprint: (fingerprint) =>
      find(participantOf, `${select} WHERE fingerprint = ?`, fingerprint),
    participants: (after, count) =>
      rows(`${select} WHERE name > ? ORDER BY name LIMIT ?`, after, count).map(participantOf),
    addParticipant: (participant) =>
      insertNew("participant", participantColumns, participantValues(participant)),
    changeParticipant: (participant) => {
      const { name, fingerprint, revision } = participant;
      const place = [name, revision - 1, fingerprint, name];
      return change(replace, ...participantValues(participant), ...place) === 1;
    },
    removeParticipant: (name) => change("DELETE FROM participant WHERE name = ?", name) === 1,
  };
}
