import type { PromisedOperations } from "../../contract/operations.ts";
import type { ParticipantStore } from "../../contract/participantstore.ts";
import { participantColumns, participantOf, participantValues } from "../../rows/participantrows.ts";
import { marks } from "../session/queries.ts";
import type { Queries } from "../session/queries.ts";
import { sqlStateOf, UNIQUE_VIOLATION } from "../session/session.ts";

const select = `SELECT ${participantColumns.join()} FROM qrseal.participant`;

const markOf = (column: (typeof participantColumns)[number]): string =>
  `$${participantColumns.indexOf(column) + 1}`;

/** Of the revision before; the database itself refuses a fingerprint that another participant has. */
const replace = `UPDATE qrseal.participant SET (${participantColumns.join()}) = ROW (${marks(participantColumns)})
  WHERE name = ${markOf("name")} AND revision = ${markOf("revision")} - 1`;

export function postgresParticipants(queries: Queries): PromisedOperations<keyof ParticipantStore> {
  const { change, insertNew, rows, find } = queries;
  return {
    participant: (name) => find(participantOf, `${select} WHERE name = $1`, name),
    participantByFingerprint: (fingerprint) =>
      find(participantOf, `${select} WHERE fingerprint = $1`, fingerprint),
    participants: async (after, count) => {
      const found = await rows(`${select} WHERE name > $1 ORDER BY name LIMIT $2`, after, count);
      return found.map(participantOf);
    },
    addParticipant: (participant) =>
      insertNew("participant", participantColumns, participantValues(participant)),
    changeParticipant: async (participant) => {
      try {
        return (await change(replace, ...participantValues(participant))) === 1;
      } catch (error) {
        if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
        throw error;
      }
    },
    removeParticipant: async (name) =>
      (await change("DELETE FROM qrseal.participant WHERE name = $1", name)) === 1,
  };
}
